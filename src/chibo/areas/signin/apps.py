from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "chibo.areas.signin"
    label = "signin"
