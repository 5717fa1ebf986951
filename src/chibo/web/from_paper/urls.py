"""Addresses of typing back from paper."""

from django.urls import path

from chibo.web.from_paper import finding, scores

urlpatterns = [
    path("nhap-tu-giay/", finding.from_paper, name="from_paper"),
    path(
        "sinh-hoat/<int:meeting_id>/cham-diem/tu-giay/", scores.from_sheet, name="score_from_paper"
    ),
]
