"""An attendance list as it was printed, beside the roll as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chibo.areas.documents.codes import ATTENDANCE, PRINTED_LIST, code_of
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import RollRow, get_meeting
from chibo.areas.members.models import Member
from chibo.areas.sittings.models import PrintedList
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _


@dataclass(frozen=True)
class PrintedRow:
    """A line of a printed list. `row` None: no longer on the roll, `name` as the paper has it."""

    number: int | None
    name: str
    row: RollRow | None


@dataclass(frozen=True)
class PrintedOrder:
    """A list as printed beside the roll as it stands: the paper's lines in their order, then who
    joined since and is not on the paper (without a number)."""

    code: str
    printed_at: datetime | None
    rows: tuple[PrintedRow, ...]

    @property
    def gone(self) -> list[str]:
        """On the paper, and no longer on the roll."""
        return [each.name for each in self.rows if each.row is None]

    @property
    def joined(self) -> list[str]:
        """On the roll, and not on the paper."""
        return [each.name for each in self.rows if each.number is None]


def get_printed_list(actor: Actor, list_id: int) -> PrintedList:
    """A printed list of a meeting the actor may see; NotThere otherwise."""
    found = PrintedList.objects.filter(pk=list_id).select_related("meeting").first()
    if found is None:
        raise NotThere(_("Không có danh sách in nào mang mã này."))
    get_meeting(actor, found.meeting_id)
    return found


def printed_order(meeting: Meeting, roll: Sequence[RollRow], list_id: int | None) -> PrintedOrder:
    """The printed list asked for, else the last one printed, else the roll itself.

    For a meeting the actor may see; a list of another meeting does not count.
    """
    kept = PrintedList.objects.filter(meeting=meeting)
    found = (kept.filter(pk=list_id).first() if list_id else None) or kept.first()
    if found is None:
        plain = (PrintedRow(n, row.member.full_name, row) for n, row in enumerate(roll, start=1))
        return PrintedOrder(code_of(ATTENDANCE, meeting.pk), None, tuple(plain))
    here = {row.member.pk: row for row in roll}
    gone = _names_of(set(found.order) - set(here))
    rows = [
        PrintedRow(n, here[pk].member.full_name if pk in here else gone.get(pk, "…"), here.get(pk))
        for n, pk in enumerate(found.order, start=1)
    ]
    new = [row for row in roll if row.member.pk not in set(found.order)]
    rows += [PrintedRow(None, row.member.full_name, row) for row in new]
    return PrintedOrder(code_of(PRINTED_LIST, found.pk), found.printed_at, tuple(rows))


def _names_of(ids: set[int]) -> dict[int, str]:
    if not ids:
        return {}
    rows = Member.objects.unscoped("names on a list of the cell that was printed")
    return dict(rows.filter(pk__in=ids).values_list("pk", "full_name"))
