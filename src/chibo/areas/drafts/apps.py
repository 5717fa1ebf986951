from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "chibo.areas.drafts"
    label = "drafts"
