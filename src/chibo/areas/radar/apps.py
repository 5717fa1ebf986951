from django.apps import AppConfig


class RadarConfig(AppConfig):
    name = "chibo.areas.radar"
    label = "radar"
