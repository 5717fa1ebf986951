from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "chibo.areas.indicators"
    label = "indicators"
