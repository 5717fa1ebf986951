from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "chibo.areas.targets"
    label = "targets"
