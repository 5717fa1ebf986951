from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "chibo.areas.topics"
    label = "topics"
