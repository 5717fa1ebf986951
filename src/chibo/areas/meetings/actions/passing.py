"""What another meeting concluded joins the agenda of this one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max

from chibo.areas.meetings.actions.agenda import TITLE_LENGTH
from chibo.areas.meetings.actions.locking import lock_open_meeting, save_changes, trail
from chibo.areas.meetings.models import AgendaPoint, Meeting
from chibo.core.actor import Actor

PASSED = "passed_on"


@dataclass(frozen=True)
class PassedOn:
    """A conclusion to be looked at here; `origin` tells it apart and says where it is from."""

    origin: str
    text: str


@transaction.atomic
def pass_on(
    *,
    actor: Actor,
    meeting_id: int,
    points: Sequence[PassedOn],
    prefix: str,
    committee_met_on: date,
    now: datetime,
) -> None:
    """Lay the conclusions on the agenda before its closing steps, and note the day.

    Passed on again they are reworded, not doubled; one no longer passed on (of the same `prefix`)
    leaves unless something was noted under it.
    """
    meeting = lock_open_meeting(actor, meeting_id)
    there = AgendaPoint.objects.filter(meeting=meeting, origin__startswith=prefix)
    known = {point.origin: point for point in there}
    for told in points:
        point = known.pop(told.origin, None)
        if point is None:
            _add(actor, meeting, told, now)
        elif point.title != told.text[:TITLE_LENGTH]:
            point.title = told.text[:TITLE_LENGTH]
            point.version += 1
            point.save(update_fields=["title", "version"])
    for gone in known.values():
        if not gone.notes.strip():
            gone.delete()
    save_changes(actor, meeting, {"committee_met_on": committee_met_on}, "meeting.planned", now)


def _add(actor: Actor, meeting: Meeting, told: PassedOn, now: datetime) -> None:
    points = AgendaPoint.objects.filter(meeting=meeting)
    end = points.filter(code="conclusion").values_list("position", flat=True).first()
    position = end or (points.aggregate(last=Max("position"))["last"] or 0) + 1
    points.filter(position__gte=position).update(position=F("position") + 1)
    title = told.text[:TITLE_LENGTH]
    AgendaPoint.objects.create(
        meeting=meeting, position=position, code=PASSED, title=title, origin=told.origin
    )
    trail(actor, "agenda.added", meeting, now, {"title": [None, title]})
