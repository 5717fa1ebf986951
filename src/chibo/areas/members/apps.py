from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "chibo.areas.members"
    label = "members"

    def ready(self) -> None:
        from chibo.areas.members import handlers, sealed
        from chibo.areas.organisation.events import UnitsEnded, UnitsMoved, UnitsRevived
        from chibo.areas.organisation.sizes import counted_by
        from chibo.core.events import subscribe
        from chibo.core.resealing import keeps_sealed

        keeps_sealed(sealed.MEMBERS, sealed.PROPOSALS)
        counted_by(handlers.sizes_on)
        subscribe(UnitsEnded, handlers.follow_ended)
        subscribe(UnitsRevived, handlers.return_to_revived)
        subscribe(UnitsMoved, handlers.follow_moved)
