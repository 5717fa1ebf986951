"""Meetings held at or below a unit."""

from typing import Annotated, Any

from ninja import Query, Router

from chibo.api import answers
from chibo.api.endpoints import REFUSALS
from chibo.api.reading import reading
from chibo.api.request import ApiRequest
from chibo.api.said import PAGE, After, Day, UnitCode
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import mark_of, meetings_between
from chibo.areas.organisation.queries import get_unit_by_code

router = Router(tags=["meetings"])
From = Annotated[Day, Query(alias="from", description="First day.")]
To = Annotated[Day, Query(description="Last day, included.")]


@router.get(
    "units/{code}/meetings",
    response={200: answers.MeetingPage, **REFUSALS},
    summary="Các buổi sinh hoạt",
)
@reading
def meetings(
    request: ApiRequest, code: UnitCode, first: From, to: To, after: After = ""
) -> dict[str, Any]:
    """Meetings held from–to, in numbers: who was there is not told."""
    unit = get_unit_by_code(request.actor, code)
    request.actor.require("meetings.view", unit)
    found = meetings_between(request.actor, unit, first, to, after=after, size=PAGE + 1)
    return {
        "items": [_shown(row) for row in found[:PAGE]],
        "next": mark_of(found[PAGE - 1]) if len(found) > PAGE else None,
    }


def _shown(row: Meeting) -> dict[str, Any]:
    sheet = getattr(row, "score_sheet", None)
    return {
        "unit": row.unit.code,
        "kind": row.kind,
        "held_on": row.held_on,
        "starts_at": row.starts_at.strftime("%H:%M") if row.starts_at else None,
        "ends_at": row.ends_at.strftime("%H:%M") if row.ends_at else None,
        "topic": row.topic,
        "expected": row.expected,
        "present": row.present,
        "excused": row.excused,
        "unexcused": row.unexcused,
        "speakers": row.speakers,
        "self_score": _number(sheet.self_total) if sheet else None,
        "official_score": _number(sheet.official_total) if sheet else None,
    }


def _number(points: Any) -> float | None:
    return None if points is None else float(points)
