from django.apps import AppConfig


class SittingsConfig(AppConfig):
    name = "chibo.areas.sittings"
    label = "sittings"

    def ready(self) -> None:
        """Listen to meetings, and to records of one person becoming one."""
        from chibo.areas.meetings.events import MeetingClosed
        from chibo.areas.members.duplicates.events import MembersMerged
        from chibo.areas.sittings.closing import forget
        from chibo.areas.sittings.merged import follow
        from chibo.core.events import subscribe

        subscribe(MeetingClosed, forget)
        subscribe(MembersMerged, follow)
