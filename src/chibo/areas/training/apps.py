from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "chibo.areas.training"
    label = "training"
