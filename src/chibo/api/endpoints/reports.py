"""Monthly reports: what waits, what is late, and deciding many at once."""

from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import Field

from chibo.api import answers
from chibo.api.endpoints import REFUSALS
from chibo.api.once import once
from chibo.api.reading import reading
from chibo.api.request import ApiRequest
from chibo.api.said import PAGE, After, Body, Key, MonthText, Number, Reason, UnitCode, month_of
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit_by_code
from chibo.areas.reports import permissions
from chibo.areas.reports.actions import accept_many, give_back
from chibo.areas.reports.actions.accepting import MOST
from chibo.areas.reports.late import last_due, late_cells
from chibo.areas.reports.queries import due_on, reports_waiting
from chibo.core import clock
from chibo.core.errors import Refused

router = Router(tags=["reports"])
State = Annotated[Literal["waiting", "late"], Query(description="Sent and undecided, or overdue.")]
OfMonth = Annotated[
    MonthText | None,
    Query(description="With `late`: of which month; the last one due where left out."),
]


class Returning(Body):
    """A report to be mended, and what."""

    report: Number
    reason: Reason


class Decisions(Body):
    """Reports of cells below, decided together."""

    accept: list[Number] = Field(default_factory=list, max_length=MOST)
    give_back: list[Returning] = Field(default_factory=list, max_length=MOST, alias="return")


@router.get(
    "units/{code}/reports",
    response={200: answers.ReportPage, **REFUSALS},
    summary="Báo cáo chờ duyệt, báo cáo muộn",
)
@reading
def reports(
    request: ApiRequest,
    code: UnitCode,
    state: State = "waiting",
    month: OfMonth = None,
    after: After = "",
) -> dict[str, Any]:
    """Reports of cells at or below the unit that wait to be decided, or were due and not sent."""
    unit = get_unit_by_code(request.actor, code)
    if state == "waiting":
        request.actor.require(permissions.DECIDE, unit)
        return {"state": state, **_waiting(request, unit, after)}
    request.actor.require(permissions.VIEW, unit)
    return {"state": state, **_late(request, unit, month, after)}


def _waiting(request: ApiRequest, unit: Unit, after: str) -> dict[str, Any]:
    found = reports_waiting(request.actor, unit, after=after, size=PAGE + 1)
    items = [
        {
            "report": each.report.pk,
            "unit": each.report.unit.code,
            "name": each.report.unit.name,
            "month": str(each.report.round),
            "state": each.report.state,
            "submitted_at": each.report.submitted_at,
            "due_on": due_on(each.report.round),
        }
        for each in found[:PAGE]
    ]
    return {"items": items, "next": found[PAGE - 1].mark if len(found) > PAGE else None}


def _late(request: ApiRequest, unit: Unit, month: str | None, after: str) -> dict[str, Any]:
    today = clock.today()
    asked = month_of(month) if month else last_due(today)
    if due_on(asked) >= today:
        return {"items": [], "next": None}
    found = late_cells(request.actor, unit, asked, after=after, size=PAGE + 1)
    items = [
        {
            "report": None,
            "unit": each.code,
            "name": each.name,
            "month": str(asked),
            "state": each.state or "none",
            "submitted_at": None,
            "due_on": due_on(asked),
        }
        for each in found[:PAGE]
    ]
    return {"items": items, "next": found[PAGE - 1].path if len(found) > PAGE else None}


@router.post(
    "reports/decisions",
    response={200: answers.Decided, **REFUSALS},
    summary="Nhận, trả lại báo cáo",
)
def decide(request: ApiRequest, decisions: Decisions, key: Key) -> dict[str, Any]:
    """Accept reports whose figures the records still give; return others with a reason.

    What cannot be decided is told in `left`, the rest is done.
    """
    return once(request, key, request.body, lambda: _decided(request, decisions))


def _decided(request: ApiRequest, decisions: Decisions) -> dict[str, Any]:
    now, left, returned = clock.now(), [], 0
    done = accept_many(actor=request.actor, report_ids=decisions.accept, now=now)
    left = [{"report": each.report_id, "because": each.because} for each in done.left]
    for each in decisions.give_back:
        try:
            give_back(actor=request.actor, report_id=each.report, comment=each.reason, now=now)
        except Refused as refusal:
            left.append({"report": each.report, "because": str(refusal)})
        else:
            returned += 1
    return {"accepted": done.count, "returned": returned, "left": left}
