from django.apps import AppConfig


class DuplicatesConfig(AppConfig):
    name = "chibo.areas.members.duplicates"
    label = "duplicates"
