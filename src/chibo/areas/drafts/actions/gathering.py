"""A draft is read from the records, and read again when they have changed."""

from datetime import datetime

from django.db import transaction

from chibo.areas.drafts import permissions
from chibo.areas.drafts.errors import BadDraft
from chibo.areas.drafts.gathering import gathered
from chibo.areas.drafts.models import Draft, DraftKind, DraftSentence, Mark
from chibo.areas.drafts.queries import known_in
from chibo.areas.drafts.rules import Fact, Reading, read_again
from chibo.areas.meetings.models import Meeting
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row

WHY = "the draft of a meeting the actor prepares"


@transaction.atomic
def gather(*, actor: Actor, meeting_id: int, kind: str, now: datetime) -> Draft:
    """Write the draft from the records, or bring it up to date.

    A sentence nobody edited follows its record and keeps what it said before beside it, until
    somebody has looked; an edited one stays and shows what the record says now; one the records
    no longer tell is left out, or stays where it was edited. Gathered twice nothing changes.
    Raises BadDraft once the meeting was held.
    """
    meeting = lock_for_draft(actor, meeting_id)
    if kind not in DraftKind.values:
        raise BadDraft(_("Không có loại dự thảo này."))
    draft, is_new = Draft.objects.unscoped(WHY).get_or_create(
        meeting=meeting, kind=kind, defaults={"gathered_at": now}
    )
    rows = {row.key: row for row in DraftSentence.objects.filter(draft=draft).select_for_update()}
    facts = gathered(actor, meeting, kind, now.date())
    readings = read_again(known_in(list(rows.values())), facts)
    places = {fact.key: place for place, fact in enumerate(facts, start=1)}
    told = [_apply(draft, rows, each, places, is_new) for each in readings]
    Draft.objects.unscoped(WHY).filter(pk=draft.pk).update(gathered_at=now)
    if is_new or any(told):
        _trail(actor, "draft.gathered", draft, meeting, now, {"changed": sum(told)})
    return draft


def lock_for_draft(actor: Actor, meeting_id: int) -> Meeting:
    """The meeting whose drafts the actor writes, held; refused once it was held."""
    meeting = lock_row(Meeting.objects.select_related("unit"), actor, pk=meeting_id)
    actor.require(permissions.WRITE, meeting.unit)
    if meeting.is_held:
        raise BadDraft(_("Chi bộ đã họp xong nên dự thảo không sửa nữa."))
    return meeting


def _apply(
    draft: Draft,
    rows: dict[str, DraftSentence],
    reading: Reading,
    places: dict[str, int],
    is_new: bool,
) -> bool:
    """Carry one reading out; says whether anything changed."""
    row = rows.get(reading.key)
    if reading.fact is not None and row is None:
        _add(draft, reading.fact, places[reading.key], is_new)
    elif row is not None and reading.verdict != "same":
        row.position = places.get(reading.key, row.position)
        _change(row, reading)
    elif row is not None and reading.fact and row.position != places[reading.key]:
        DraftSentence.objects.filter(pk=row.pk).update(position=places[reading.key])
    return reading.verdict != "same"


NEW = "+"
"""In `was`: the records told this for the first time after the draft had been gathered."""


def _add(draft: Draft, fact: Fact, place: int, is_new: bool) -> None:
    mark = Mark.CARRIED if fact.carried else Mark.RECORD
    DraftSentence.objects.create(
        draft=draft,
        section=fact.section,
        position=place,
        key=fact.key,
        mark=mark,
        text=fact.text,
        record_text=fact.text,
        record_mark=mark,
        was="" if is_new else NEW,
    )


def _change(row: DraftSentence, reading: Reading) -> None:
    """An edited sentence keeps its words; another follows the record."""
    fact, row.was = reading.fact, row.record_text
    row.record_text = fact.text if fact else ""
    row.record_mark = "" if fact is None else Mark.CARRIED if fact.carried else Mark.RECORD
    if not row.is_edited:
        if fact is None:
            row.is_left_out = True
        else:
            row.text, row.mark = fact.text, row.record_mark
    row.version += 1
    row.save()


@transaction.atomic
def look(*, actor: Actor, meeting_id: int, kind: str, now: datetime) -> None:
    """Somebody has looked at what changed: the differences are marked no more."""
    meeting = lock_for_draft(actor, meeting_id)
    draft = Draft.objects.unscoped(WHY).filter(meeting=meeting, kind=kind).first()
    if draft is not None:
        rows = DraftSentence.objects.filter(draft=draft).exclude(was="")
        if rows.update(was=""):
            _trail(actor, "draft.looked_at", draft, meeting, now, {})


def _trail(
    actor: Actor,
    action: str,
    draft: Draft,
    meeting: Meeting,
    now: datetime,
    changes: dict[str, object],
) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=meeting.unit_id,
        target=f"draft:{draft.pk}",
        changes={"kind": draft.kind, **changes},
    )
