"""Addresses of a meeting under way."""

from django.urls import path

from chibo.web.sittings import coming, paper, presence, presenter, quick, saying, suggesting

HERE = "sinh-hoat/<int:meeting_id>/hop/"

urlpatterns = [
    path(HERE + "ma-qr/", presence.screen, name="presence_screen"),
    path(HERE + "ma-qr/tra-loi/", presence.answer, name="presence_answer"),
    path("co-mat/<int:meeting_id>/<str:code>/", presence.scan, name="presence_scan"),
    path(HERE + "nhap-nhanh/", quick.entry, name="quick_entry"),
    path(HERE + "danh-sach-in/", quick.printed, name="printed_list"),
    path(HERE + "khach-va-gio/", coming.visitors, name="sitting_coming"),
    path(HERE + "khach-va-gio/<int:visitor_id>/bo/", coming.remove, name="visitor_remove"),
    path(HERE + "khach-va-gio/gio/", coming.times, name="part_times"),
    path(HERE + "y-kien/", saying.opinions, name="sitting_opinions"),
    path(HERE + "y-kien/<int:opinion_id>/bo/", saying.drop_opinion, name="opinion_remove"),
    path(HERE + "bieu-duong/", saying.remarks, name="sitting_remarks"),
    path(HERE + "bieu-duong/<int:remark_id>/bo/", saying.drop_remark, name="remark_remove"),
    path(HERE + "bieu-quyet/<int:vote_id>/bao-luu/", saying.reserve, name="reserve_opinion"),
    path(HERE + "bao-luu/<int:reservation_id>/bo/", saying.unreserve, name="reservation_remove"),
    path(HERE + "bieu-quyet/<int:vote_id>/kiem-phieu.docx", paper.ballots, name="ballot_paper"),
    path("sinh-hoat/<int:meeting_id>/goi-y/", suggesting.suggestions, name="suggestions"),
    path(
        "sinh-hoat/<int:meeting_id>/goi-y/<int:suggestion_id>/",
        suggesting.step,
        name="suggestion_step",
    ),
    path("sinh-hoat/<int:meeting_id>/trinh-chieu/", presenter.present, name="presenter"),
    path("sinh-hoat/<int:meeting_id>/trinh-chieu/chuyen/", presenter.move, name="presenter_move"),
    path(HERE + "khach-va-gio/hai-phan/", coming.parts, name="meeting_parts"),
]
