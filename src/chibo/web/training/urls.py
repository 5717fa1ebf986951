"""Addresses of classes."""

from django.urls import path

from chibo.web.training import views

urlpatterns = [
    path("cua/<int:unit_id>/", views.unit_classes, name="unit_classes"),
    path("<int:class_id>/", views.training_class, name="training_class"),
]
