"""Addresses of a month's papers in one file."""

from django.urls import path

from chibo.web.bundles import views

urlpatterns = [
    path("cua/<int:unit_id>/", views.bundles, name="paper_bundles"),
    path("<int:bundle_id>/tien-do/", views.progress, name="bundle_progress"),
    path("<int:bundle_id>.zip", views.download, name="paper_bundle"),
]
