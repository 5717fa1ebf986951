"""Addresses of the API. They stand apart from those of pages: only the door leads here."""

from django.urls import path

from chibo.api.document import api

urlpatterns = [path("api/v1/", api.urls)]
