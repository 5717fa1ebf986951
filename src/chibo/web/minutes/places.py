"""Where the minutes of a cell's meeting and those of its chi ủy stand."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.areas.committee_meetings.models import CommitteeMeeting
from chibo.areas.committee_meetings.queries import get_sitting
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import get_meeting
from chibo.areas.minutes.subjects import OfCell, OfCommittee, Row, Subject, editions_of
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.web.month.frame import month_url

ACTS = ("sign", "hand", "circulate", "amend", "lock", "text")


@dataclass(frozen=True)
class Place:
    """One of the two. `prefix` begins the names of its addresses."""

    of: type[Subject]
    prefix: str
    get: Callable[[Actor, int], Row]

    def urls(self, pk: int) -> dict[str, str]:
        """The addresses of a meeting's minutes, by what is done there."""
        return {act: reverse(f"{self.prefix}_{act}", args=[pk]) for act in ACTS}

    @property
    def is_committee(self) -> bool:
        """Whether it is the chi ủy's."""
        return self.of is OfCommittee


def _closed(actor: Actor, pk: int) -> Meeting:
    meeting = get_meeting(actor, pk)
    if not meeting.is_held or not meeting.attendance.exists():
        raise NotThere(_("Buổi này chưa họp xong, hoặc nhập từ bảng tính nên không có biên bản."))
    return meeting


def _committee_held(actor: Actor, pk: int) -> CommitteeMeeting:
    sitting = get_sitting(actor, pk)
    if sitting.held_on is None or (sitting.is_open and not editions_of(sitting).exists()):
        raise NotThere(_("Buổi họp chi ủy chưa đóng nên chưa có biên bản để ký."))
    return sitting


CELL = Place(OfCell, "minutes", _closed)
COMMITTEE = Place(OfCommittee, "committee_record", _committee_held)


def paper_url(row: Row) -> str:
    """The .docx."""
    if isinstance(row, Meeting):
        return reverse("meeting_paper", args=[row.pk, "minutes"])
    return reverse("committee_minutes", args=[row.pk])


def up_url(row: Row) -> str:
    """The page above: the cell's month, or the chi ủy's meeting."""
    if isinstance(row, Meeting):
        return month_url(row)
    return reverse("committee_meeting", args=[row.pk])


def is_open(row: Row) -> bool:
    """Whether the record may change, so that nothing may be signed."""
    return row.is_editable if isinstance(row, Meeting) else row.is_open
