from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "chibo.areas.access"
    label = "access"

    def ready(self) -> None:
        from chibo.areas.access.merged_members import refuse_two_accounts
        from chibo.areas.members.duplicates.events import MembersMerged
        from chibo.core.events import subscribe

        subscribe(MembersMerged, refuse_two_accounts)
