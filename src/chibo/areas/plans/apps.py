from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "chibo.areas.plans"
    label = "plans"

    def ready(self) -> None:
        from chibo.areas.organisation.events import ChangeGoes
        from chibo.areas.plans.handlers import keep_plan_whole
        from chibo.core.events import subscribe

        subscribe(ChangeGoes, keep_plan_whole)
