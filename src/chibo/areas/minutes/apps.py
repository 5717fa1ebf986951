from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "chibo.areas.minutes"
    label = "minutes"

    def ready(self) -> None:
        """Listen to meetings."""
        from chibo.areas.meetings.events import MeetingReopened
        from chibo.areas.minutes.handlers import break_minutes
        from chibo.core.events import subscribe

        subscribe(MeetingReopened, break_minutes)
