"""Addresses of the start."""

from django.urls import path

from chibo.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("vai-tro/", views.switch_role, name="switch_role"),
]
