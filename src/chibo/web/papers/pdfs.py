"""A PDF: watched while the worker makes it, then downloaded."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chibo.areas.documents.queries import get_pdf
from chibo.core.errors import NotThere
from chibo.web.components.saving import saved_as
from chibo.web.request import ActorRequest


@require_GET
def state(request: ActorRequest, pdf_id: int) -> HttpResponse:
    """How far it is."""
    return render(request, "papers/pdf.html", {"row": get_pdf(request.actor, pdf_id)})


@require_GET
def progress(request: ActorRequest, pdf_id: int) -> HttpResponse:
    """Asked for every second; once it is over the page is loaded anew."""
    row = get_pdf(request.actor, pdf_id)
    if row.state != "waiting":
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "papers/pdf_progress.html", {"row": row})


@require_GET
def download(request: ActorRequest, pdf_id: int) -> HttpResponse:
    """The file, to whoever asked for it."""
    row = get_pdf(request.actor, pdf_id)
    if row.state != "done":
        raise NotThere(_("Bản PDF chưa xong. Hãy đợi một lát rồi mở lại."))
    answer = HttpResponse(bytes(row.content), content_type="application/pdf")
    answer["Content-Disposition"] = saved_as(row.name)
    return answer
