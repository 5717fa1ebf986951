"""Addresses of deadlines."""

from django.urls import path

from chibo.web.deadlines import views

urlpatterns = [
    path("", views.own_deadlines, name="deadlines"),
    path("don-vi/<int:unit_id>/", views.unit_deadlines, name="unit_deadlines"),
    path("don-vi/<int:unit_id>/so-viec/", views.deadline_count, name="deadline_count"),
    path("don-vi/<int:unit_id>/chung-nhan/", views.certificates, name="certificates"),
    path("chung-nhan/<int:certificate_id>/xong/", views.settle, name="certificate_settle"),
]
