from django.apps import AppConfig


class BadgesConfig(AppConfig):
    name = "chibo.areas.badges"
    label = "badges"
