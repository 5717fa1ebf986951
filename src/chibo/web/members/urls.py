"""Addresses of members."""

from django.urls import path

from chibo.web.members import views

urlpatterns = [
    path("to-chuc/<int:unit_id>/dang-vien/", views.members, name="members"),
    path("dang-vien/<int:member_id>/", views.member, name="member"),
    path("dang-vien/<int:member_id>/sua/", views.member_correct, name="member_correct"),
]
