from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "chibo.areas.tasks"
    label = "tasks"

    def ready(self) -> None:
        from chibo.areas.organisation.events import UnitEnded, UnitRevived
        from chibo.areas.tasks.ended_units import bring_back, go_along
        from chibo.core.events import subscribe

        subscribe(UnitEnded, go_along)
        subscribe(UnitRevived, bring_back)
