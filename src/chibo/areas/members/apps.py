from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "chibo.areas.members"
    label = "members"
