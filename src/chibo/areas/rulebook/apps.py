from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "chibo.areas.rulebook"
    label = "rulebook"
