from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "chibo.areas.tokens"
    label = "tokens"
