from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "chibo.areas.notices"
    label = "notices"

    def ready(self) -> None:
        """Listen to the areas below."""
        from chibo.areas.notices.handlers import register
        from chibo.areas.notices.sealed import CHOICES
        from chibo.core.resealing import keeps_sealed

        register()
        keeps_sealed(CHOICES)
