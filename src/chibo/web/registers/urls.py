"""Addresses of the registers."""

from django.urls import path

from chibo.web.registers import downloads, entering, holding, views

UNIT = "cua/<int:unit_id>/"

urlpatterns = [
    path("", views.registers, name="registers"),
    path(UNIT + "di/", views.register_out, name="register_out"),
    path(UNIT + "den/", views.register_in, name="register_in"),
    path(UNIT + "di/vao-so/", entering.enter_out, name="enter_out"),
    path(UNIT + "den/vao-so/", entering.enter_in, name="enter_in"),
    path(UNIT + "di/giu-so/", holding.hold, name="hold_number"),
    path("so/<int:number_id>/dung/", holding.use, name="use_number"),
    path("so/<int:number_id>/tra/", holding.release, name="release_number"),
    path(UNIT + "di.xlsx", downloads.out_workbook, name="register_out_xlsx"),
    path(UNIT + "di.docx", downloads.out_paper, name="register_out_docx"),
    path(UNIT + "den.xlsx", downloads.in_workbook, name="register_in_xlsx"),
    path(UNIT + "den.docx", downloads.in_paper, name="register_in_docx"),
]
