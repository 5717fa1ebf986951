from django.apps import AppConfig


class CommitteeMeetingsConfig(AppConfig):
    name = "chibo.areas.committee_meetings"
    label = "committee_meetings"
