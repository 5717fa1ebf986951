"""Addresses of the tree."""

from django.urls import path

from chibo.web.units import changing, views

urlpatterns = [
    path("to-chuc/", views.units, name="units"),
    path("to-chuc/<int:unit_id>/", views.unit, name="unit"),
    path("to-chuc/<int:unit_id>/nhanh/", views.branch, name="unit_branch"),
    path("to-chuc/<int:unit_id>/sua/", views.unit_correct, name="unit_correct"),
    path("to-chuc/<int:unit_id>/qua-trinh/", changing.history, name="unit_history"),
    path("to-chuc/<int:unit_id>/lap-don-vi/", changing.found_below, name="unit_found"),
    path("to-chuc/<int:unit_id>/bien-dong/<slug:kind>/", changing.change, name="unit_change"),
    path("bien-dong/<int:change_id>/hoan-tac/", changing.undo, name="unit_change_undo"),
    path("to-chuc/<int:unit_id>/sinh-hoat/", views.unit_meetings, name="unit_meetings"),
    path("sinh-hoat/<int:meeting_id>/sua/", views.meeting_correct, name="meeting_correct"),
]
