from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "chibo.areas.places"
    label = "places"
