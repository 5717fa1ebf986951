"""Addresses of the tree."""

from django.urls import path

from chibo.web.units import views

urlpatterns = [
    path("to-chuc/", views.units, name="units"),
    path("to-chuc/<int:unit_id>/", views.unit, name="unit"),
    path("to-chuc/<int:unit_id>/nhanh/", views.branch, name="unit_branch"),
    path("to-chuc/<int:unit_id>/sua/", views.unit_correct, name="unit_correct"),
    path("to-chuc/<int:unit_id>/sinh-hoat/", views.unit_meetings, name="unit_meetings"),
    path("sinh-hoat/<int:meeting_id>/sua/", views.meeting_correct, name="meeting_correct"),
]
