"""Addresses of the radar."""

from django.urls import path

from chibo.web.radar import views

urlpatterns = [
    path("<int:unit_id>/can-de-y/", views.unit_radar, name="unit_radar"),
    path("<int:unit_id>/can-de-y/dau/", views.radar_first, name="radar_first"),
]
