"""What minutes are of: a meeting of a cell, or of its chi ủy; what the two do differently.

Everything else about minutes is said once, in the queries and actions of this area.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self, TypeAlias

from chibo.areas.committee_meetings import permissions as committee
from chibo.areas.committee_meetings.models import CommitteeMeeting
from chibo.areas.committee_meetings.queries import roll_of as committee_roll_of
from chibo.areas.meetings.models import AttendanceState, Meeting
from chibo.areas.meetings.queries import roll_of
from chibo.areas.members.models import Member
from chibo.areas.minutes.canonical import Record, record_of
from chibo.areas.minutes.canonical_committee import committee_record_of
from chibo.areas.minutes.errors import CannotLockMinutes
from chibo.areas.minutes.models import Amendment, Minutes, MinutesQuerySet
from chibo.areas.minutes.permissions import KEEP
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row

Row: TypeAlias = Meeting | CommitteeMeeting


class Subject(ABC):
    """The meeting some minutes are of."""

    column: ClassVar[str]
    """Which column of `Minutes` points at it."""
    keep: ClassVar[str]
    """What somebody must hold there to keep its minutes."""
    row: Row

    @classmethod
    @abstractmethod
    def locked(cls, actor: Actor, pk: int) -> Self:
        """The meeting, if the actor may see it, held until the transaction ends."""

    @abstractmethod
    def refuse_unready(self) -> None:
        """Raise CannotLockMinutes while its record may still change, or where there is none."""

    @abstractmethod
    def record(self, amendments: Iterable[Amendment]) -> Record:
        """What would be signed."""

    @abstractmethod
    def readers(self) -> list[Member]:
        """Whom circulated minutes go to."""

    @property
    @abstractmethod
    def target(self) -> str:
        """How the trail names it."""

    @property
    @abstractmethod
    def no_longer_fits(self) -> str:
        """The sentence of a check that found locked minutes changed."""

    @property
    def on(self) -> date:
        """The day it was held."""
        return self.row.held_on or self.row.month


@dataclass(frozen=True)
class OfCell(Subject):
    """A meeting of a cell: its minutes go to who was present."""

    row: Meeting
    column: ClassVar[str] = "meeting"
    keep: ClassVar[str] = KEEP

    @classmethod
    def locked(cls, actor: Actor, pk: int) -> Self:
        return cls(lock_row(Meeting.objects.select_related("unit"), actor, pk=pk))

    def refuse_unready(self) -> None:
        if not self.row.is_held or self.row.is_editable:
            raise CannotLockMinutes(
                _("Buổi sinh hoạt chưa đóng nên biên bản còn thay đổi. Hãy đóng buổi họp trước.")
            )
        if not self.row.attendance.exists():
            raise CannotLockMinutes(
                _("Buổi này nhập từ bảng tính, không ghi từng người nên không lập biên bản ở đây.")
            )

    def record(self, amendments: Iterable[Amendment]) -> Record:
        return record_of(self.row, amendments)

    def readers(self) -> list[Member]:
        return [r.member for r in roll_of(self.row) if r.state == AttendanceState.PRESENT]

    @property
    def target(self) -> str:
        return f"meeting:{self.row.pk}"

    @property
    def no_longer_fits(self) -> str:
        return _("Biên bản đã khóa của %(unit)s ngày %(day)s không còn khớp: %(found)s.")


@dataclass(frozen=True)
class OfCommittee(Subject):
    """A meeting of a cell's chi ủy: its minutes go to the chi ủy, who was away included."""

    row: CommitteeMeeting
    column: ClassVar[str] = "sitting"
    keep: ClassVar[str] = committee.RUN

    @classmethod
    def locked(cls, actor: Actor, pk: int) -> Self:
        return cls(lock_row(CommitteeMeeting.objects.select_related("unit"), actor, pk=pk))

    def refuse_unready(self) -> None:
        if self.row.is_open:
            raise CannotLockMinutes(
                _("Buổi họp chi ủy chưa đóng nên biên bản còn thay đổi. Hãy đóng buổi họp trước.")
            )

    def record(self, amendments: Iterable[Amendment]) -> Record:
        return committee_record_of(self.row, amendments)

    def readers(self) -> list[Member]:
        return [seat.member for seat in committee_roll_of(self.row)]

    @property
    def target(self) -> str:
        return f"committee_meeting:{self.row.pk}"

    @property
    def no_longer_fits(self) -> str:
        return _("Biên bản họp chi ủy đã khóa của %(unit)s ngày %(day)s không còn khớp: %(found)s.")


def subject_of(row: Row) -> Subject:
    """The meeting, as minutes see it."""
    return OfCell(row) if isinstance(row, Meeting) else OfCommittee(row)


def subject_of_minutes(minutes: Minutes) -> Subject:
    """The meeting of some minutes; read with its unit beforehand, it costs nothing."""
    row = minutes.meeting or minutes.sitting
    assert row is not None, "the database holds one of the two"
    return subject_of(row)


def editions_of(row: Row) -> MinutesQuerySet:
    """Every edition of the minutes of a meeting the actor may see."""
    rows = Minutes.objects.unscoped("the minutes of a meeting the actor may see")
    return rows.filter(**{subject_of(row).column: row})
