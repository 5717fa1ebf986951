"""Addresses of workbooks going in and out."""

from django.urls import path

from chibo.web.imports import files, views

urlpatterns = [
    path("nhap/", views.imports, name="imports"),
    path("nhap/mau/<slug:sheet>/", files.example, name="import_example"),
    path("nhap/<int:batch_id>/", views.import_batch, name="import_batch"),
    path("nhap/<int:batch_id>/tien-do/", views.import_progress, name="import_progress"),
    path("nhap/<int:batch_id>/thay-doi/", views.import_changes, name="import_changes"),
    path("nhap/<int:batch_id>/nhan/", views.import_take, name="import_take"),
    path("nhap/<int:batch_id>/hoan-tac/", views.import_undo, name="import_undo"),
    path("nhap/<int:batch_id>/can-sua/", files.problem_workbook, name="import_problems"),
    path("xuat/", files.export, name="export"),
    path("xuat/yeu-cau/", files.export_ask, name="export_ask"),
]
