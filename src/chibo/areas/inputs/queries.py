"""Reading what organisations sent before a meeting, always for an actor."""

from dataclasses import dataclass

from chibo.areas.inputs.models import Input
from chibo.areas.inputs.permissions import VIEW
from chibo.areas.meetings.models import Meeting, MeetingState
from chibo.core.actor import Actor
from chibo.regulations import InputGiver, Source, meeting_rules

WHY = "by the hash of a secret whoever asks has proved to know"


@dataclass(frozen=True)
class Asked:
    """One organisation to ask, and what came of it; `source`: why it is on the list."""

    code: str
    name: str
    source: Source | None
    row: Input | None


def asked_of(actor: Actor, meeting: Meeting) -> list[Asked]:
    """Everybody to ask before a meeting, by the rules of its day; only for the chi ủy. One read.

    Who is on the list no more but said something stays at the end.
    """
    actor.require(VIEW, meeting.unit)
    rows = {row.giver: row for row in inputs_of(actor, meeting)}
    listed = [Asked(g.code, g.name, g.source, rows.pop(g.code, None)) for g in givers_of(meeting)]
    return listed + [Asked(row.giver, row.giver_name, None, row) for row in rows.values()]


def inputs_of(actor: Actor, meeting: Meeting) -> list[Input]:
    """What was asked for a meeting, in the order of the asking; only for the chi ủy. One read."""
    rows = Input.objects.visible_to(actor).filter(meeting=meeting).order_by("id")
    found = list(rows)
    for row in found:
        row.meeting = meeting
    return found


def givers_of(meeting: Meeting) -> tuple[InputGiver, ...]:
    """Whom the rules of the meeting's day put on the list for this kind of cell."""
    rules = meeting_rules(meeting.planned_on or meeting.month)
    return rules.givers_for(meeting.unit.cell_type or "") if rules else ()


def found_input(secret_hash: str) -> Input | None:
    """The input behind a link that is still open; None for any other. One read."""
    rows = Input.objects.unscoped(WHY).select_related("meeting__unit")
    return rows.filter(
        secret_hash=secret_hash,
        meeting__state=MeetingState.PLANNED,
        meeting__unit__ended_before__isnull=True,
    ).first()
