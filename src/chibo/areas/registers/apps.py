from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "chibo.areas.registers"
    label = "registers"
