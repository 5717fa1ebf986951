"""Addresses of summations."""

from django.urls import path

from chibo.web.summations import deciding, lists, shown, writing

urlpatterns = [
    path("cua/<int:unit_id>/", lists.unit_summations, name="unit_summations"),
    path("cua/<int:unit_id>/lap/", writing.begin, name="summation_begin"),
    path("<int:summation_id>/", shown.summation, name="summation"),
    path("<int:summation_id>/soan/", writing.write, name="summation_write"),
    path("<int:summation_id>/khung/", writing.frame, name="summation_frame"),
    path("<int:summation_id>/bao-cao-tong-ket.docx", shown.paper, name="summation_paper"),
    path("<int:summation_id>/ban/<int:number>/", shown.version, name="summation_version"),
    path("<int:summation_id>/ban-hanh/", deciding.issue, name="summation_issue"),
    path("<int:summation_id>/dieu-chinh/", deciding.restate, name="summation_restate"),
    path("<int:summation_id>/mo-lai/", deciding.reopen, name="summation_reopen"),
]
