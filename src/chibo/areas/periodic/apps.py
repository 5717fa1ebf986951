from typing import Any

from django.apps import AppConfig


class PeriodicConfig(AppConfig):
    name = "chibo.areas.periodic"
    label = "periodic"

    def ready(self) -> None:
        """Say how this area's paper and its deadlines are found; read only when asked for."""

        def latest(*asked: Any) -> Any:
            from chibo.areas.periodic.papers import latest_paper

            return latest_paper(*asked)

        def owed(*asked: Any) -> Any:
            from chibo.areas.periodic.deadlines import due_reports

            return due_reports(*asked)

        def cost(*asked: Any) -> Any:
            from chibo.areas.periodic.supplying import burden_facts

            return burden_facts(*asked)

        from chibo.areas.deadlines.offered import offer as offer_deadlines
        from chibo.areas.documents.offered import offer
        from chibo.areas.indicators.supplied import supply

        offer("periodic_report", latest)
        offer_deadlines(owed)
        supply(cost)
