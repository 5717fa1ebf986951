from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "chibo.areas.exchange"
    label = "exchange"
