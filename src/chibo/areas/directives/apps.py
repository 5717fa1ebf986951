from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "chibo.areas.directives"
    label = "directives"
