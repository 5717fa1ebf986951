from typing import Any

from django.apps import AppConfig


class PeriodicConfig(AppConfig):
    name = "chibo.areas.periodic"
    label = "periodic"

    def ready(self) -> None:
        """Where templates are tried, say how this area's paper is found; read only then."""

        def latest(*asked: Any) -> Any:
            from chibo.areas.periodic.papers import latest_paper

            return latest_paper(*asked)

        from chibo.areas.documents.offered import offer

        offer("periodic_report", latest)
