"""A paper handed out in the form asked for: .docx, a page to print, or PDF."""

from typing import Protocol
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chibo.areas.documents.making import MadePaper
from chibo.areas.documents.pdf import is_available
from chibo.areas.documents.pdf_requests import ask_for_pdf
from chibo.areas.documents.printing import page_of
from chibo.areas.documents.rendering import CONTENT_TYPE
from chibo.core import clock
from chibo.web.components.saving import saved_as
from chibo.web.request import ActorRequest

FORM = "dang"
"""Of the address: `?dang=in` for printing, `?dang=pdf`; the Word file without it."""


class Named(Protocol):
    """A file with its name."""

    @property
    def name(self) -> str:
        """The name to save it under."""
        ...

    @property
    def content(self) -> bytes:
        """What is in it."""
        ...


def hand_out(request: ActorRequest, made: MadePaper) -> HttpResponse:
    """The paper in the form the address asks for. Raises NoPdf where no PDF can be made."""
    asked = request.GET.get(FORM, "")
    if asked == "in":
        context = {
            "name": made.name,
            "paper": page_of(made.content),
            "word": in_form(request, ""),
            "pdf": in_form(request, "pdf") if is_available() else "",
        }
        return render(request, "papers/print.html", context)
    if asked == "pdf":
        row = ask_for_pdf(actor=request.actor, paper=made, now=clock.now())
        return redirect("paper_pdf" if row.state == "done" else "paper_pdf_state", row.pk)
    return as_file(made, CONTENT_TYPE)


def as_file(made: Named, content_type: str) -> HttpResponse:
    """Any file to be saved."""
    answer = HttpResponse(made.content, content_type=content_type)
    answer["Content-Disposition"] = saved_as(made.name)
    return answer


def in_form(request: HttpRequest, form: str) -> str:
    """The address of this paper in another form."""
    rest = [(k, v) for k, vs in request.GET.lists() for v in vs if k != FORM]
    asked = urlencode([*rest, (FORM, form)] if form else rest)
    return f"{request.path}?{asked}" if asked else request.path
