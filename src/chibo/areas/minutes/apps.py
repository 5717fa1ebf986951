from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "chibo.areas.minutes"
    label = "minutes"

    def ready(self) -> None:
        from chibo.areas.minutes.handlers import register

        register()
