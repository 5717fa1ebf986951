"""Addresses of thematic meetings."""

from django.urls import path

from chibo.web.topics import board, plan

CELL = "chi-bo/<int:unit_id>/"
PLANNED = "chuyen-de/ke-hoach/<int:planned_id>/"

urlpatterns = [
    path("chuyen-de/", plan.own, name="topics"),
    path(CELL + "chuyen-de/<int:year>/", plan.year, name="topic_plan"),
    path(CELL + "chuyen-de/<int:year>/them/", plan.add, name="topic_add"),
    path(CELL + "chuyen-de/<int:year>/thong-qua/", plan.agree, name="topic_approve"),
    path(CELL + "thang/<str:month>/chuyen-de/", plan.of_month, name="topic_month"),
    path(PLANNED + "sua/", plan.change, name="topic_change"),
    path(PLANNED + "bo/", plan.drop, name="topic_drop"),
    path("to-chuc/<int:unit_id>/chuyen-de/", board.body, name="topic_board"),
]
