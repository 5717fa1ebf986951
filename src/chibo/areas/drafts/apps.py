from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "chibo.areas.drafts"
    label = "drafts"

    def ready(self) -> None:
        """Propose wording to resolutions."""
        from chibo.areas.drafts.proposing import register_proposer

        register_proposer()
