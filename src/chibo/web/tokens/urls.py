"""Addresses of tokens."""

from django.urls import path

from chibo.web.tokens import views

urlpatterns = [
    path("", views.tokens, name="tokens"),
    path("<int:token_id>/thu-hoi/", views.token_end, name="token_end"),
    path("api/", views.api, name="api"),
    path("api.json", views.api_document, name="api_document"),
]
