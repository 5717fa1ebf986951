from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "chibo.areas.documents"
    label = "documents"

    def ready(self) -> None:
        """Name what papers keep sealed."""
        from chibo.areas.documents.sealed import PDFS, SOURCES
        from chibo.core.resealing import keeps_sealed

        keeps_sealed(SOURCES, PDFS)
