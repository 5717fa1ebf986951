from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "chibo.areas.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Listen to the areas below."""
        from chibo.areas.meetings import handlers

        handlers.register()
