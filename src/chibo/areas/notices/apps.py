from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "chibo.areas.notices"
    label = "notices"

    def ready(self) -> None:
        """Listen to the areas below."""
        from chibo.areas.notices.handlers import register

        register()
