from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "chibo.areas.posts"
    label = "posts"

    def ready(self) -> None:
        from chibo.areas.members.events import (
            EndTakenBack,
            HomeLeft,
            HomesCorrected,
            LeavingTakenBack,
            MembershipEnded,
        )
        from chibo.areas.organisation.events import UnitsEnded, UnitsRevived
        from chibo.areas.posts import handlers, leaving
        from chibo.core.events import subscribe

        subscribe(UnitsEnded, handlers.follow_ended)
        subscribe(UnitsRevived, handlers.return_to_revived)
        subscribe(MembershipEnded, leaving.end_with_membership)
        subscribe(EndTakenBack, leaving.hold_again)
        subscribe(HomeLeft, leaving.end_with_home)
        subscribe(LeavingTakenBack, leaving.hold_again)
        subscribe(HomesCorrected, handlers.follow_homes)
