from django.apps import AppConfig


class RemediesConfig(AppConfig):
    name = "chibo.areas.remedies"
    label = "remedies"
