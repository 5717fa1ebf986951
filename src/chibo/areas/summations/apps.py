from typing import Any

from django.apps import AppConfig


class SummationsConfig(AppConfig):
    name = "chibo.areas.summations"
    label = "summations"

    def ready(self) -> None:
        """Where templates are tried, say how this area's paper is found; read only then."""

        def latest(*asked: Any) -> Any:
            from chibo.areas.summations.papers import latest_paper

            return latest_paper(*asked)

        from chibo.areas.documents.offered import offer

        offer("summation", latest)
