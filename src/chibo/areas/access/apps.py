from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "chibo.areas.access"
    label = "access"

    def ready(self) -> None:
        from chibo.areas.access import leaving
        from chibo.areas.access.ended_units import end_roles, give_roles_back
        from chibo.areas.access.merged_members import refuse_two_accounts
        from chibo.areas.access.with_posts import follow_posts
        from chibo.areas.members.duplicates.events import MembersMerged
        from chibo.areas.members.events import (
            EndTakenBack,
            HomeLeft,
            LeavingTakenBack,
            MembershipEnded,
        )
        from chibo.areas.organisation.events import UnitsEnded, UnitsRevived
        from chibo.areas.posts.events import PostsChanged
        from chibo.core.events import subscribe

        subscribe(PostsChanged, follow_posts)
        subscribe(UnitsEnded, end_roles)
        subscribe(UnitsRevived, give_roles_back)
        subscribe(MembersMerged, refuse_two_accounts)
        subscribe(MembershipEnded, leaving.end_with_membership)
        subscribe(EndTakenBack, leaving.give_back)
        subscribe(HomeLeft, leaving.end_with_home)
        subscribe(LeavingTakenBack, leaving.give_back)
