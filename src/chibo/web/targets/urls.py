"""Addresses of targets."""

from django.urls import path

from chibo.web.targets import setting, views

urlpatterns = [
    path("cua/<int:unit_id>/", views.unit_targets, name="unit_targets"),
    path("cua/<int:unit_id>/giao/", setting.targets_set, name="targets_set"),
    path("<int:target_id>/ly-do/", setting.target_explain, name="target_explain"),
]
