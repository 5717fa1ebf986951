"""Addresses of the radar."""

from django.urls import path

from chibo.web.radar import noting, views

urlpatterns = [
    path("<int:unit_id>/can-de-y/", views.unit_radar, name="unit_radar"),
    path("<int:unit_id>/can-de-y/dau/", views.radar_first, name="radar_first"),
    path("<int:unit_id>/can-de-y/<slug:rule>/da-biet/", noting.hit_known, name="hit_known"),
    path("<int:unit_id>/can-de-y/<slug:rule>/nhac/", noting.hit_remind, name="hit_remind"),
    path("<int:unit_id>/can-de-y/<slug:rule>/bo/", noting.hit_forget, name="hit_forget"),
]
