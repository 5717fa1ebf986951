"""Addresses of a cell's month: the five steps, the papers, and the superior's decisions."""

from django.urls import path

from chibo.web.month.views import (
    agenda,
    deciding,
    duties,
    habit,
    home,
    noting,
    papers,
    planning,
    record,
    reporting,
    resolving,
    scoring,
    sitting,
    voting,
)

MEETING = "sinh-hoat/<int:meeting_id>/"
CELL = "chi-bo/<int:unit_id>/"

urlpatterns = [
    path("thang-nay/", home.this_month, name="month"),
    path(CELL + "thang/<str:month>/", home.cell_month, name="cell_month"),
    path(CELL + "thang/<str:month>/lap/", home.prepare, name="prepare_meeting"),
    path(CELL + "thang/<str:month>/bao-cao/", reporting.begin, name="begin_report"),
    path(CELL + "nep-hop/", habit.habit, name="cell_habit"),
    path(MEETING, record.meeting_record, name="meeting_record"),
    path(MEETING + "chuan-bi/", planning.plan, name="step_prepare"),
    path(MEETING + "chuan-bi/noi-dung/", agenda.add, name="agenda_add"),
    path(MEETING + "chuan-bi/noi-dung/<int:point_id>/", agenda.change, name="agenda_change"),
    path(MEETING + "chuan-bi/noi-dung/<int:point_id>/bo/", agenda.remove, name="agenda_remove"),
    path(MEETING + "chuan-bi/tai-lieu/", agenda.add_paper, name="paper_add"),
    path(
        MEETING + "chuan-bi/tai-lieu/<int:paper_id>/bo/", agenda.remove_paper, name="paper_remove"
    ),
    path(MEETING + "chuan-bi/da-gui/", planning.sent, name="mark_sent"),
    path(MEETING + "chuan-bi/bo/", planning.drop, name="drop_plan"),
    path(MEETING + "hop/", sitting.sitting, name="step_sitting"),
    path(MEETING + "hop/diem-danh/", sitting.roll, name="roll"),
    path(MEETING + "hop/diem-danh/con-lai/", sitting.rest_present, name="rest_present"),
    path(MEETING + "hop/ly-do-vang/", sitting.reasons, name="absence_reasons"),
    path(MEETING + "hop/ghi-chep/", noting.notes, name="notes"),
    path(MEETING + "hop/bieu-quyet/", voting.vote, name="take_vote"),
    path(MEETING + "hop/bieu-quyet/<int:vote_id>/bo/", voting.remove_vote, name="remove_vote"),
    path(MEETING + "cham-diem/", scoring.score, name="step_score"),
    path(MEETING + "cham-diem/bieu-quyet/", scoring.vote, name="score_vote"),
    path(MEETING + "nghi-quyet/", resolving.resolution, name="step_resolution"),
    path(MEETING + "nghi-quyet/giao-viec/", resolving.assign, name="assign_task"),
    path(MEETING + "nghi-quyet/viec/<int:task_id>/", resolving.review, name="review_task"),
    path(MEETING + "nghi-quyet/viec/<int:task_id>/bo/", resolving.withdraw, name="withdraw_task"),
    path(MEETING + "bao-cao/", reporting.report, name="step_report"),
    path(MEETING + "dong/", reporting.close, name="close_meeting"),
    path(MEETING + "mo-lai/", reporting.reopen, name="reopen_meeting"),
    path(MEETING + "diem-chinh-thuc/", deciding.official, name="official_score"),
    path(MEETING + "van-ban/<str:kind>.docx", papers.meeting, name="meeting_paper"),
    path(MEETING + "tai-lieu/<int:paper_id>/", papers.document, name="meeting_document"),
    path("bao-cao/<int:report_id>/", deciding.report, name="decide_report"),
    path("bao-cao/<int:report_id>/soan/", reporting.edit, name="edit_report"),
    path("bao-cao/<int:report_id>/nop/", reporting.submit, name="submit_report"),
    path("bao-cao/<int:report_id>/nhan/", deciding.accept, name="accept_report"),
    path("bao-cao/<int:report_id>/tra/", deciding.give_back, name="return_report"),
    path("bao-cao/<int:report_id>/bao-cao.docx", papers.report, name="report_paper"),
    path("nhiem-vu/<int:task_id>/sua/", duties.task_change, name="task_change"),
    path("cho-duyet/", deciding.waiting, name="reports_waiting"),
    path("cho-duyet/nhan/", deciding.accept_many, name="accept_reports"),
]
