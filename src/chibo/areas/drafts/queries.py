"""Reading drafts, always for an actor."""

from dataclasses import dataclass
from datetime import date

from chibo.areas.drafts import permissions
from chibo.areas.drafts.gathering import gathered
from chibo.areas.drafts.models import Draft, DraftSentence, Mark
from chibo.areas.drafts.rules import Known, Reading, read_again
from chibo.areas.drafts.sections import sections_of
from chibo.areas.meetings.models import Meeting
from chibo.core.actor import Actor


@dataclass(frozen=True)
class Part:
    """A part of a draft with its sentences; those left out last."""

    code: str
    title: str
    sentences: list[DraftSentence]

    @property
    def printed(self) -> list[DraftSentence]:
        """What the paper says."""
        return [row for row in self.sentences if not row.is_left_out]


def find_draft(actor: Actor, meeting: Meeting, kind: str) -> Draft | None:
    """A draft of a meeting, for the chi ủy; None where none was begun."""
    draft = Draft.objects.visible_to(actor).filter(meeting=meeting, kind=kind).first()
    if draft is not None:
        draft.meeting = meeting
    return draft


def parts_of(actor: Actor, draft: Draft) -> list[Part]:
    """The draft in its parts, empty ones too. One read."""
    actor.require(permissions.VIEW, draft.meeting.unit)
    rows = list(DraftSentence.objects.filter(draft=draft))
    return [
        Part(
            code,
            title,
            sorted((r for r in rows if r.section == code), key=lambda r: r.is_left_out),
        )
        for code, title in sections_of(draft.kind).items()
    ]


def known_in(rows: list[DraftSentence]) -> list[Known]:
    """The sentences that tell a record, as the rules compare them."""
    return [Known(row.key, row.text, row.record_text, row.is_edited) for row in rows if row.key]


def changed_since(actor: Actor, draft: Draft, today: date) -> list[Reading]:
    """What the records say otherwise than when the draft was gathered last; writes nothing."""
    rows = list(DraftSentence.objects.filter(draft=draft))
    facts = gathered(actor, draft.meeting, draft.kind, today)
    return [each for each in read_again(known_in(rows), facts) if each.verdict != "same"]


def marks_of(rows: list[DraftSentence]) -> dict[str, int]:
    """How many of the printed sentences carry each mark."""
    kept = [row for row in rows if not row.is_left_out]
    return {str(mark): sum(1 for row in kept if row.mark == mark) for mark in Mark}
