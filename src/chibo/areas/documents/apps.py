from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "chibo.areas.documents"
    label = "documents"
