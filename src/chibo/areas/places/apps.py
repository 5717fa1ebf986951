from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "chibo.areas.places"
    label = "places"

    def ready(self) -> None:
        from chibo.areas.organisation.events import UnitEnded, UnitRevived
        from chibo.areas.places import following
        from chibo.core.events import subscribe

        subscribe(UnitEnded, following.follow_ended)
        subscribe(UnitRevived, following.return_to_revived)
