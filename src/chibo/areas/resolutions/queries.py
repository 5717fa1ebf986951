"""Reading a meeting's resolution, and drafting it from the record."""

from collections.abc import Iterable

from chibo.areas.meetings.models import AgendaPoint, Meeting
from chibo.areas.meetings.queries import agenda_of
from chibo.areas.resolutions.models import Resolution
from chibo.areas.resolutions.proposing import with_proposals
from chibo.areas.tasks.queries import ReviewedTask, tasks_to_review
from chibo.core.actor import Actor

# Which agenda steps (codes of the packs' agendas) feed which part of the resolution.
SOURCES = {
    "ideology": ("political_information",),
    "results": ("month_review", "focus", "thematic_topic"),
    "praise": ("self_criticism",),
    "shortcomings": (),
    "direction": ("next_month",),
}


def find_resolution(meeting: Meeting) -> Resolution | None:
    """The resolution of a meeting the actor may see, if one was begun.

    Read as the one who looks: the wall shows a meeting also to who was at it, the resolution not.
    """
    return Resolution._base_manager.filter(meeting=meeting).first()


def drafted(meeting: Meeting, agenda: list[AgendaPoint] | None = None) -> dict[str, str]:
    """The parts of the resolution as the notes of the meeting give them; nothing is invented."""
    points = agenda if agenda is not None else agenda_of(meeting)
    return {
        part: "\n".join(p.notes.strip() for p in points if p.code in codes and p.notes.strip())
        for part, codes in SOURCES.items()
    }


def wording(
    meeting: Meeting, written: Resolution | None, agenda: list[AgendaPoint] | None = None
) -> dict[str, str]:
    """The parts as they stand: the cell's own words once somebody wrote them; before that what was
    proposed for it (a draft resolution), then what the meeting's notes add."""
    if written is None or (written.version == 1 and meeting.is_editable):
        return with_proposals(meeting, drafted(meeting, agenda))
    return {part: getattr(written, part) for part in SOURCES}


def earlier_tasks(meeting: Meeting, written: Resolution | None = None) -> list[ReviewedTask]:
    """The tasks of earlier months the meeting has to look at; never the ones it gives itself.

    For a meeting the actor may see.
    """
    return tasks_before(meeting, written or find_resolution(meeting))


def tasks_before(meeting: Meeting, written: Resolution | None) -> list[ReviewedTask]:
    """Like `earlier_tasks`, where the caller knows the resolution, or that there is none."""
    on = meeting.held_on or meeting.planned_on or meeting.month
    own_origin = written.ref if written else ""
    return tasks_to_review(meeting.unit, f"meeting:{meeting.pk}", on, own_origin=own_origin)


def meetings_of_resolutions(actor: Actor, refs: Iterable[str]) -> dict[str, int]:
    """The meeting behind each "resolution:17" among `refs`, where the actor may see it."""
    parts = [ref.partition(":") for ref in refs]
    wanted = [int(pk) for kind, _colon, pk in parts if kind == "resolution"]
    if not wanted:
        return {}
    rows = Resolution.objects.visible_to(actor).filter(pk__in=wanted)
    return {f"resolution:{pk}": meeting for pk, meeting in rows.values_list("pk", "meeting_id")}
