from django.apps import AppConfig


class DuesConfig(AppConfig):
    name = "chibo.areas.dues"
    label = "dues"

    def ready(self) -> None:
        from chibo.areas.dues.merging import register_settler

        register_settler()
