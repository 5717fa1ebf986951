"""Addresses of papers in the making."""

from django.urls import path

from chibo.web.papers import issuing, pdfs

urlpatterns = [
    path("pdf/<int:pdf_id>/", pdfs.state, name="paper_pdf_state"),
    path("pdf/<int:pdf_id>/tien-do/", pdfs.progress, name="paper_pdf_progress"),
    path("pdf/<int:pdf_id>.pdf", pdfs.download, name="paper_pdf"),
    path("<slug:kind>/<slug:key>.docx", issuing.paper, name="issued_paper"),
    path("<slug:kind>/<slug:key>/ban-hanh/", issuing.issue, name="issue_paper"),
    path(
        "hop-chi-uy/<int:sitting_id>/<slug:kind>.docx",
        issuing.committee_call,
        name="committee_call",
    ),
    path("lich-du/<int:unit_id>/<str:month>.docx", issuing.visits, name="visits_paper"),
]
