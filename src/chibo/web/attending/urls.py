"""Addresses of absences and of papers members open."""

from django.urls import path

from chibo.web.attending import answering, own

urlpatterns = [
    path("cua-toi/vang/<int:meeting_id>/", own.absence, name="own_absence"),
    path("cua-toi/vang/<int:meeting_id>/rut/", own.withdraw, name="own_absence_withdraw"),
    path("cua-toi/tai-lieu/<int:meeting_id>/<int:paper_id>/", own.paper, name="own_paper"),
    path("sinh-hoat/<int:meeting_id>/vang/", answering.answer, name="absence_answer"),
    path(
        "chi-bo/<int:unit_id>/thang/<str:month>/xin-vang/",
        answering.waiting,
        name="absences_waiting",
    ),
]
