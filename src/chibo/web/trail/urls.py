"""Addresses of the trail."""

from django.urls import path

from chibo.web.trail import views

urlpatterns = [
    path("nhat-ky/", views.trail, name="trail"),
    path("nhat-ky/bat-thuong/", views.unusual, name="trail_unusual"),
    path("nhat-ky/canh/<int:canary_id>/thoi/", views.canary_end, name="canary_end"),
    path("cua-toi/ai-da-xem/", views.own_seen, name="own_seen"),
]
