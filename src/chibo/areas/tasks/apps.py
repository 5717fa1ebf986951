from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "chibo.areas.tasks"
    label = "tasks"

    def ready(self) -> None:
        from chibo.areas.organisation.events import UnitsEnded, UnitsRevived
        from chibo.areas.tasks.ended_units import bring_back, go_along
        from chibo.core.events import subscribe

        subscribe(UnitsEnded, go_along)
        subscribe(UnitsRevived, bring_back)
