"""What others told the cell: organisations, questions left from the last meeting, the chi ủy."""

from chibo.areas.committee_meetings.queries import find_sitting, points_of
from chibo.areas.drafts.rules import Fact
from chibo.areas.inputs.queries import inputs_of
from chibo.areas.meetings.models import AgendaPoint, Meeting
from chibo.core.actor import Actor
from chibo.core.i18n import _

WHY = "the last meeting of a cell whose next one the actor prepares"


def input_facts(actor: Actor, meeting: Meeting) -> list[Fact]:
    """What each organisation says it did, with its name."""
    return [
        Fact("inputs", f"input:{row.pk}:done", f"{row.giver_name}: {_flat(row.done)}")
        for row in inputs_of(actor, meeting)
        if row.done
    ]


def concern_facts(actor: Actor, meeting: Meeting) -> list[Fact]:
    """What organisations found difficult or proposed; questions noted at the last meeting."""
    facts = []
    for row in inputs_of(actor, meeting):
        for part, text in row.parts:
            if part != "done":
                word = _("quan tâm") if part == "concerns" else _("đề nghị")
                told = f"{row.giver_name} {word}: {_flat(text)}"
                facts.append(Fact("concerns", f"input:{row.pk}:{part}", told))
    return facts + _questions(meeting)


def _questions(meeting: Meeting) -> list[Fact]:
    rows = Meeting.objects.unscoped(WHY).held().filter(unit=meeting.unit_id)
    last = rows.filter(month__lt=meeting.month).exclude(pk=meeting.pk).latest_first().first()
    if last is None:
        return []
    asked = AgendaPoint.objects.filter(meeting=last, code="petitions").exclude(notes="")
    return [
        Fact("concerns", f"petition:{point.pk}", _flat(point.notes), carried=True)
        for point in asked
    ]


def committee_facts(actor: Actor, meeting: Meeting, section: str) -> list[Fact]:
    """What the chi ủy concluded and puts before the cell, once its meeting is closed."""
    sitting = find_sitting(actor, meeting)
    if sitting is None or sitting.is_open:
        return []
    told = [point for point in points_of(sitting) if point.to_cell and point.conclusion]
    return [Fact(section, point.ref, _flat(point.conclusion)) for point in told]


def _flat(text: str) -> str:
    """One paragraph, closed with a full stop."""
    shown = " ".join(text.split())
    return shown if shown.endswith((".", "!", "?", "…")) else f"{shown}."
