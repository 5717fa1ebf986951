from django.apps import AppConfig


class ResolutionsConfig(AppConfig):
    name = "chibo.areas.resolutions"
    label = "resolutions"
