"""Addresses of minutes."""

from django.urls import path

from chibo.web.minutes import own, views

MEETING = "sinh-hoat/<int:meeting_id>/bien-ban/"

urlpatterns = [
    path(MEETING, views.minutes, name="minutes"),
    path(MEETING + "ky/", views.sign, name="minutes_sign"),
    path(MEETING + "ky-tay/", views.hand, name="minutes_hand"),
    path(MEETING + "gui/", views.circulate, name="minutes_circulate"),
    path(MEETING + "dinh-chinh/", views.amend, name="minutes_amend"),
    path(MEETING + "khoa/", views.lock, name="minutes_lock"),
    path(MEETING + "ban-ghi.json", views.text, name="minutes_text"),
    path("cua-toi/bien-ban/<int:meeting_id>/", own.minutes, name="own_minutes"),
]
