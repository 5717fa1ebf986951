"""Addresses of periodic reports."""

from django.urls import path

from chibo.web.periodic import asking, burden, deciding, lists, reports, writing

urlpatterns = [
    path("cua/<int:unit_id>/", lists.unit_reports, name="periodic_reports"),
    path("cua/<int:unit_id>/mat-cong/", burden.unit_burden, name="periodic_burden"),
    path("cua/<int:unit_id>/lap/", writing.begin, name="periodic_begin"),
    path("cua/<int:unit_id>/mau/", asking.unit_forms, name="periodic_forms"),
    path("mau/<int:asking_id>/thoi/", asking.stop, name="periodic_stop"),
    path("<int:report_id>/", reports.report, name="periodic_report"),
    path("<int:report_id>/ban/<int:number>/", reports.version, name="periodic_version"),
    path("<int:report_id>/bao-cao.docx", reports.paper, name="periodic_paper"),
    path("<int:report_id>/ghi/", writing.write, name="periodic_write"),
    path("<int:report_id>/kiem/", writing.check, name="periodic_check"),
    path("<int:report_id>/nop/", writing.submit, name="periodic_submit"),
    path("<int:report_id>/dieu-chinh/", writing.restate, name="periodic_restate"),
    path("<int:report_id>/nhan/", deciding.accept, name="periodic_accept"),
    path("<int:report_id>/tra-lai/", deciding.give_back, name="periodic_return"),
    path("<int:report_id>/mo-lai/", deciding.reopen, name="periodic_reopen"),
]
