from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "chibo.areas.posts"
    label = "posts"

    def ready(self) -> None:
        from chibo.areas.organisation.events import UnitEnded, UnitRevived
        from chibo.areas.posts import handlers
        from chibo.core.events import subscribe

        subscribe(UnitEnded, handlers.follow_ended)
        subscribe(UnitRevived, handlers.return_to_revived)
