"""Addresses of overseers."""

from django.urls import path

from chibo.web.oversight import changing, views

urlpatterns = [
    path("to-chuc/<int:unit_id>/phu-trach/", views.board, name="overseers"),
    path("to-chuc/<int:unit_id>/nguoi-phu-trach/", views.unit_overseers, name="unit_overseers"),
    path("dang-vien/<int:member_id>/phu-trach/", views.overseer, name="overseer"),
    path(
        "to-chuc/<int:unit_id>/nguoi-phu-trach/giao/",
        changing.overseer_assign,
        name="overseer_assign",
    ),
    path(
        "to-chuc/<int:unit_id>/phu-trach/ban-giao/",
        changing.overseer_hand_over,
        name="overseer_hand_over",
    ),
    path(
        "to-chuc/<int:unit_id>/phu-trach/ban-giao/<int:giver_id>/<int:receiver_id>/<str:on>/",
        changing.hand_over_undo,
        name="hand_over_undo",
    ),
    path("phu-trach/<int:overseeing_id>/sua/", changing.overseer_correct, name="overseer_correct"),
    path("phu-trach/<int:overseeing_id>/thoi/", changing.overseer_end, name="overseer_end"),
]
