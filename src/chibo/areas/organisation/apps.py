from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "chibo.areas.organisation"
    label = "organisation"
