from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "chibo.areas.trail"
    label = "trail"
