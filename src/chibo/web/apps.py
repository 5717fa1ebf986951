from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "chibo.web"
    label = "web"

    def ready(self) -> None:
        from chibo.web.middleware.sessions import watch_sign_ins

        watch_sign_ins()
