"""Papers that take their number when somebody issues them; a committee's calling papers."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.documents.permissions import ISSUE
from chibo.areas.documents.queries import find_number
from chibo.areas.organisation.queries import get_unit
from chibo.areas.reports.papers import committee_call_paper, issuing, visits_paper
from chibo.core import clock
from chibo.core.periods import Month
from chibo.web.components import notices
from chibo.web.month.frame import read_month
from chibo.web.once import once
from chibo.web.papers.handing import hand_out
from chibo.web.papers.places import page_of_record
from chibo.web.request import ActorRequest


@require_GET
def paper(request: ActorRequest, kind: str, key: str) -> HttpResponse:
    """The paper, with its number once it was issued."""
    made = issuing.issued_paper(actor=request.actor, kind=kind, key=key, now=clock.now())
    return hand_out(request, made)


@require_POST
@once
def issue(request: ActorRequest, kind: str, key: str) -> HttpResponse:
    """Take the number; back to the page of the record."""
    number = issuing.issue(actor=request.actor, kind=kind, key=key, now=clock.now())
    notices.saved(request, _("Đã ban hành, vào sổ: %s.") % number.line)
    return redirect(page_of_record(request.actor, kind, key))


@require_GET
def committee_call(request: ActorRequest, sitting_id: int, kind: str) -> HttpResponse:
    """Invitation or agenda of a chi ủy meeting."""
    made = committee_call_paper(
        actor=request.actor, kind=kind, sitting_id=sitting_id, now=clock.now()
    )
    return hand_out(request, made)


@require_GET
def visits(request: ActorRequest, unit_id: int, month: str) -> HttpResponse:
    """Lịch dự sinh hoạt of a month."""
    unit = get_unit(request.actor, unit_id)
    shown = read_month(month, Month.of(clock.today()))
    made = visits_paper(actor=request.actor, unit=unit, month=shown, now=clock.now())
    return hand_out(request, made)


def issued_context(request: ActorRequest, kind: str, key: object) -> dict[str, Any]:
    """What a page shows of such a paper: its number, or the button to take one."""
    found = issuing.issuable(request.actor, kind, str(key), clock.today())
    number = find_number(request.actor, found.ref)
    return {
        "kind": kind,
        "key": str(key),
        "number": number,
        "missing": found.missing,
        "may_issue": number is None
        and not found.missing
        and request.actor.may(ISSUE, found.unit.path),
    }
