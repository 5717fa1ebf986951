from django.apps import AppConfig


class DuplicatesConfig(AppConfig):
    name = "chibo.areas.members.duplicates"
    label = "duplicates"

    def ready(self) -> None:
        """Name what merges keep sealed."""
        from chibo.areas.members.duplicates.sealed import MERGED
        from chibo.core.resealing import keeps_sealed

        keeps_sealed(MERGED)
