"""Addresses of plans of reorganisation."""

from django.urls import path

from chibo.web.plans import deciding, lines, papers, views

urlpatterns = [
    path("to-chuc/<int:unit_id>/phuong-an/", views.plans, name="plans"),
    path("to-chuc/<int:unit_id>/phuong-an/moi/", views.plan_new, name="plan_new"),
    path("phuong-an/<int:plan_id>/", views.plan, name="plan"),
    path("phuong-an/<int:plan_id>/sua/", views.plan_correct, name="plan_correct"),
    path("phuong-an/<int:plan_id>/dong/", lines.plan_lines, name="plan_lines"),
    path("phuong-an/<int:plan_id>/dong/bo/", lines.lines_remove, name="plan_lines_remove"),
    path("phuong-an/<int:plan_id>/dong/<slug:kind>/", lines.line_new, name="plan_line_new"),
    path("phuong-an/<int:plan_id>/dong/<int:line_id>/sua/", lines.line_change, name="plan_line"),
    path("phuong-an/<int:plan_id>/chuyen-nhieu/", lines.many_moves, name="plan_moves"),
    path("phuong-an/<int:plan_id>/bang-tinh/", lines.from_file, name="plan_from_file"),
    path("phuong-an/<int:plan_id>/quyet-dinh.docx", papers.plan_decision, name="plan_decision"),
    path(
        "bien-dong/<int:change_id>/quyet-dinh.docx",
        papers.change_decision,
        name="unit_change_decision",
    ),
    path("phuong-an/<int:plan_id>/trinh/", deciding.submit, name="plan_submit"),
    path("phuong-an/<int:plan_id>/duyet/", deciding.approve, name="plan_approve"),
    path("phuong-an/<int:plan_id>/tra-lai/", deciding.send_back, name="plan_send_back"),
    path("phuong-an/<int:plan_id>/rut/", deciding.withdraw, name="plan_withdraw"),
    path("phuong-an/<int:plan_id>/thuc-hien/", deciding.execute, name="plan_execute"),
    path("phuong-an/<int:plan_id>/hoan-tac/", deciding.undo, name="plan_undo"),
]
