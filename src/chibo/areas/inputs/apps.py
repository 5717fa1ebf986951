from django.apps import AppConfig


class InputsConfig(AppConfig):
    name = "chibo.areas.inputs"
    label = "inputs"
