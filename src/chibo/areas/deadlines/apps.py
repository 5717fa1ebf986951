from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "chibo.areas.deadlines"
    label = "deadlines"
