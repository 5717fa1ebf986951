"""Addresses of grading."""

from django.urls import path

from chibo.web.grading import comparing, looks, sheets, years

urlpatterns = [
    path("", sheets.waiting, name="grading"),
    path("lan-luot/", sheets.in_turn, name="grading_in_turn"),
    path("phieu/<int:meeting_id>/", sheets.grade, name="grade_sheet"),
    path("doi-chieu/", comparing.compare, name="grading_compare"),
    path("ca-nam/", years.year, name="grading_year"),
    path("xem-lai/", looks.looks, name="second_looks"),
    path("xem-lai/<int:look_id>/", looks.look, name="second_look"),
    path("xem-lai/<int:look_id>/phieu/<int:row_id>/", looks.finding, name="second_look_finding"),
]
