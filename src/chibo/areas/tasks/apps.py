from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "chibo.areas.tasks"
    label = "tasks"
