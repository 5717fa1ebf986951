"""Addresses of searching."""

from django.urls import path

from chibo.web.search import views

urlpatterns = [
    path("", views.search, name="search"),
    path("don-vi/", views.suggest_units, name="suggest_units"),
]
