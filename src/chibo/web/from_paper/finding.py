"""The page where the code of a printed sheet is typed: it leads to where that sheet is entered."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.areas.documents.codes import (
    ATTENDANCE,
    PRINTED_LIST,
    SCORE_SHEET,
    BadCode,
    PaperCode,
    read_code,
)
from chibo.areas.meetings.permissions import RUN
from chibo.areas.meetings.queries import get_meeting
from chibo.areas.sittings.printed import get_printed_list
from chibo.core.errors import NotThere
from chibo.web.forms import form_page, form_refused
from chibo.web.grants import require_somewhere
from chibo.web.request import ActorRequest

PAGES = {
    ATTENDANCE: "quick_entry",
    SCORE_SHEET: "score_from_paper",
    PRINTED_LIST: "quick_entry",
}
"""The url name where each kind of sheet is typed back; its only argument is the meeting."""


class CodeForm(forms.Form):
    """The code as it stands on the sheet."""

    code = forms.CharField(
        label=gettext_lazy("Mã in trên tờ giấy"),
        max_length=20,
        help_text=gettext_lazy("Ví dụ FH8-X8. Chữ hoa hay thường, có gạch hay không đều được."),
        widget=forms.TextInput(
            attrs={"autofocus": True, "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )


def from_paper(request: ActorRequest) -> HttpResponse:
    """Ask for the code; a known one leads on. Nothing is written, so the form is a plain GET."""
    require_somewhere(request.actor, RUN)
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        try:
            return redirect(_leads_to(request, form.cleaned_data["code"]))
        except BadCode as refusal:
            form_refused(form, refusal)
    return form_page(request, "from_paper/code.html", form)


def _leads_to(request: ActorRequest, typed: str) -> str:
    found = read_code(typed)
    if found.kind not in PAGES:
        raise _unknown()
    try:
        meeting_id = _meeting_of(request, found)
    except NotThere:
        raise _unknown() from None
    address = reverse(PAGES[found.kind], args=[meeting_id])
    return f"{address}?to={found.record_id}" if found.kind == PRINTED_LIST else address


def _meeting_of(request: ActorRequest, found: PaperCode) -> int:
    if found.kind == PRINTED_LIST:
        return get_printed_list(request.actor, found.record_id).meeting_id
    return get_meeting(request.actor, found.record_id).pk


def _unknown() -> BadCode:
    return BadCode(
        _("Không có tờ giấy nào của chi bộ mang mã này. Hãy nhìn lại mã in trên tờ giấy.")
    )
