from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "chibo.areas.statistics"
    label = "statistics"
