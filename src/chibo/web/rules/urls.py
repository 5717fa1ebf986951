"""Addresses of the rules."""

from django.urls import path

from chibo.web.rules import views

urlpatterns = [
    path("", views.rules, name="rules"),
    path("<slug:pack_id>/", views.rule_pack, name="rule_pack"),
]
