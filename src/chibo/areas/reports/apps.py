from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "chibo.areas.reports"
    label = "reports"
