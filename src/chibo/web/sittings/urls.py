"""Addresses of a meeting under way."""

from django.urls import path

from chibo.web.sittings import coming, presence, quick

HERE = "sinh-hoat/<int:meeting_id>/hop/"

urlpatterns = [
    path(HERE + "ma-qr/", presence.screen, name="presence_screen"),
    path(HERE + "ma-qr/tra-loi/", presence.answer, name="presence_answer"),
    path("co-mat/<int:meeting_id>/<str:code>/", presence.scan, name="presence_scan"),
    path(HERE + "nhap-nhanh/", quick.entry, name="quick_entry"),
    path(HERE + "danh-sach-in/", quick.printed, name="printed_list"),
    path("phieu-diem-danh/", quick.found, name="find_sheet"),
    path(HERE + "khach-va-gio/", coming.visitors, name="sitting_coming"),
    path(HERE + "khach-va-gio/<int:visitor_id>/bo/", coming.remove, name="visitor_remove"),
    path(HERE + "khach-va-gio/gio/", coming.times, name="part_times"),
    path(HERE + "khach-va-gio/hai-phan/", coming.parts, name="meeting_parts"),
]
