from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "chibo.areas.posts"
    label = "posts"
