from django.apps import AppConfig


class GradingConfig(AppConfig):
    name = "chibo.areas.grading"
    label = "grading"
