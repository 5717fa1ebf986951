"""Addresses of shortcomings and their remedies."""

from django.urls import path

from chibo.web.remedies import keeping, views

urlpatterns = [
    path("cua/<int:unit_id>/", views.unit_remedies, name="unit_remedies"),
    path("cua/<int:unit_id>/them/", keeping.enter, name="shortcoming_enter"),
    path("<int:shortcoming_id>/sua/", keeping.reword, name="shortcoming_reword"),
    path("<int:shortcoming_id>/xoa/", keeping.remove, name="shortcoming_remove"),
    path("<int:shortcoming_id>/giao-viec/", keeping.give, name="remedy_give"),
    path("<int:shortcoming_id>/viec-da-co/", keeping.point, name="remedy_point"),
    path("viec/<int:remedy_id>/bo/", keeping.let_go, name="remedy_let_go"),
]
