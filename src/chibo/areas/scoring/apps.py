from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "chibo.areas.scoring"
    label = "scoring"
