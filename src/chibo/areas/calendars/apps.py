from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "chibo.areas.calendars"
    label = "calendars"
