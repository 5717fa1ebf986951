from django.apps import AppConfig


class DuesConfig(AppConfig):
    name = "chibo.areas.dues"
    label = "dues"
