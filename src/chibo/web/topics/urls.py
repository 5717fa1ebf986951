"""Addresses of thematic meetings."""

from django.urls import path

from chibo.web.topics import board, library, plan, sharing

CELL = "chi-bo/<int:unit_id>/"
LIBRARY = "chuyen-de/thu-vien/"
TOPIC = LIBRARY + "<int:topic_id>/"
PLANNED = "chuyen-de/ke-hoach/<int:planned_id>/"

urlpatterns = [
    path("chuyen-de/", plan.own, name="topics"),
    path(CELL + "chuyen-de/<int:year>/", plan.year, name="topic_plan"),
    path(CELL + "chuyen-de/<int:year>/them/", plan.add, name="topic_add"),
    path(CELL + "chuyen-de/<int:year>/thong-qua/", plan.agree, name="topic_approve"),
    path(CELL + "thang/<str:month>/chuyen-de/", plan.of_month, name="topic_month"),
    path(PLANNED + "sua/", plan.change, name="topic_change"),
    path(PLANNED + "bo/", plan.drop, name="topic_drop"),
    path(LIBRARY, library.shelf, name="topic_library"),
    path(TOPIC, library.topic, name="topic"),
    path(TOPIC + "lay/", library.take, name="topic_take"),
    path(TOPIC + "nhan-xet/", library.remark, name="topic_remark"),
    path(TOPIC + "tep/<int:file_id>/", library.download, name="topic_file"),
    path("to-chuc/<int:unit_id>/chia-se-chuyen-de/", sharing.share, name="topic_share"),
    path(TOPIC + "sua/", sharing.change, name="topic_reword"),
    path(TOPIC + "tep/", sharing.add, name="topic_file_add"),
    path(TOPIC + "tep/<int:file_id>/bo/", sharing.remove, name="topic_file_remove"),
    path(TOPIC + "rut/", sharing.withdraw, name="topic_withdraw"),
    path(TOPIC + "tra-lai/", sharing.put_back, name="topic_return"),
    path("to-chuc/<int:unit_id>/chuyen-de/", board.body, name="topic_board"),
]
