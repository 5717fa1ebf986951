from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "chibo.areas.oversight"
    label = "oversight"
