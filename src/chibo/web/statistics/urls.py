"""Addresses of the statistical sheets."""

from django.urls import path

from chibo.web.statistics import typing, views

urlpatterns = [
    path("", views.statistics, name="statistics"),
    path("<int:unit_id>/", views.unit_sheets, name="unit_sheets"),
    path("<int:unit_id>/tep.xlsx", views.sheets_workbook, name="sheets_workbook"),
    path("<int:unit_id>/bieu/<str:code>/", views.sheet, name="stat_sheet"),
    path("<int:unit_id>/bieu/<str:code>/ai/", views.behind, name="stat_behind"),
    path("<int:unit_id>/bieu/<str:code>/ghi/", typing.type_number, name="stat_type"),
]
