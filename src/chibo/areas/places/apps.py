from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "chibo.areas.places"
    label = "places"

    def ready(self) -> None:
        from chibo.areas.organisation.events import UnitsEnded, UnitsRevived
        from chibo.areas.places import following
        from chibo.core.events import subscribe

        subscribe(UnitsEnded, following.follow_ended)
        subscribe(UnitsRevived, following.return_to_revived)
