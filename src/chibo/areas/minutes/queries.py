"""Reading minutes, always for an actor."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q

from chibo.areas.members.models import Member
from chibo.areas.minutes.canonical import Record, canonical, differences, digest
from chibo.areas.minutes.models import Amendment, Minutes, MinutesOpened, Part, Signature
from chibo.areas.minutes.subjects import (
    OfCell,
    Row,
    Subject,
    editions_of,
    subject_of,
    subject_of_minutes,
)
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.rows import get_row
from chibo.core.vietnamese import show_date


@dataclass(frozen=True)
class Signed:
    """One of the two places to sign; `stands`: for the record as it is now."""

    part: Part
    name: str
    signature: Signature | None
    stands: bool


@dataclass(frozen=True)
class MinutesSeen:
    """The minutes of a meeting as they stand; `minutes` None: nobody has begun to sign yet."""

    subject: Subject
    minutes: Minutes | None
    record: Record
    amendments: list[Amendment] = field(default_factory=list)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the record: what would be signed now, or was locked."""
        return digest(self.record)

    @property
    def text(self) -> str:
        """The canonical text itself, for who wants to take the sum by hand."""
        return canonical(self.record)

    @cached_property
    def signed(self) -> list[Signed]:
        """Chair and secretary, in this order."""
        rows = self.minutes.signatures.all() if self.minutes else ()
        held, of = {row.part: row for row in rows}, self.subject.row
        names = {Part.CHAIR: of.chair_name, Part.SECRETARY: of.minutes_by}
        return [
            Signed(
                part, names[part], row := held.get(part), bool(row and row.digest == self.digest)
            )
            for part in Part
        ]

    @property
    def is_signed(self) -> bool:
        """Whether both have signed the record as it is now."""
        return all(each.stands for each in self.signed)

    @cached_property
    def places(self) -> dict[str, tuple[str, str]]:
        """By place that may be amended: its title, and the text that holds there by now."""
        found = {row["place"]: (row["title"], row["text"]) for row in self.record["agenda"]}
        conclusion = self.record["meeting"]["conclusion"]
        found["conclusion"] = (_("Kết luận của chủ trì"), conclusion)
        for each in self.amendments:
            if each.place in found:
                found[each.place] = (found[each.place][0], each.after)
        return found

    @property
    def is_locked(self) -> bool:
        """Whether nothing in it may change any more."""
        return self.minutes is not None and self.minutes.is_locked


def minutes_of(row: Row) -> MinutesSeen:
    """The minutes of a closed meeting the actor may see, as they stand."""
    subject, minutes = subject_of(row), standing(row)
    if minutes is not None and minutes.is_locked:
        return MinutesSeen(subject, minutes, minutes.record, list(minutes.amendments.all()))
    amended = list(minutes.amendments.all()) if minutes else []
    return MinutesSeen(subject, minutes, subject.record(amended), amended)


def standing(row: Row) -> Minutes | None:
    """The edition that is not broken, if one was begun."""
    return editions_of(row).filter(broken_at__isnull=True).first()


def broken_editions(row: Row) -> list[Minutes]:
    """Editions broken by opening the meeting again, newest first, with who had signed."""
    found = editions_of(row).filter(broken_at__isnull=False).order_by("-edition")
    return list(found.prefetch_related("signatures"))


def not_opened(minutes: Minutes) -> list[Member]:
    """Who has not opened the minutes sent to them yet; for reminding, until they are locked."""
    if minutes.circulated_at is None or minutes.is_locked:
        return []
    seen = set(MinutesOpened.objects.filter(minutes=minutes).values_list("member_id", flat=True))
    return [each for each in subject_of_minutes(minutes).readers() if each.pk not in seen]


class OwnMinutes(NamedTuple):
    """Minutes sent to somebody: of which of their cell's meetings, and the chi ủy's they sat in."""

    meetings: set[int]
    committee: list[Minutes]


def own_minutes(actor: Actor, meeting_ids: Collection[int], limit: int = 12) -> OwnMinutes:
    """What was sent to the actor: of these meetings, and the newest of the chi ủy. One read."""
    if actor.member_id is None:
        return OwnMinutes(set(), [])
    rows = Minutes.objects.visible_to(actor).filter(
        Q(meeting__in=meeting_ids) | Q(sitting__isnull=False),
        circulated_at__isnull=False,
        broken_at__isnull=True,
    )
    found = list(rows.select_related("sitting").order_by("-sitting__month", "-pk"))
    return OwnMinutes(
        {row.meeting_id for row in found if row.meeting_id is not None},
        [row for row in found if row.sitting_id is not None][:limit],
    )


def get_own_minutes(actor: Actor, meeting_id: int, of: type[Subject] = OfCell) -> Minutes:
    """Circulated minutes of a meeting the actor was at; NotThere otherwise."""
    rows = Minutes.objects.select_related("meeting__unit", "sitting__unit")
    wanted: dict[str, Any] = {of.column: meeting_id, "broken_at__isnull": True}
    found = get_row(rows, actor, None, **wanted)
    if found.circulated_at is None:
        raise NotThere(_("Biên bản buổi này chưa gửi cho người dự."))
    return found


WHY = "a command on the server recomputes every seal"


def changed_minutes() -> Iterator[str]:
    """Locked minutes whose seal or record no longer holds, one sentence each."""
    rows = Minutes.objects.unscoped(WHY).filter(locked_at__isnull=False, broken_at__isnull=True)
    both = rows.select_related("meeting__unit", "sitting__unit")
    for minutes in both.order_by("pk").iterator():
        subject = subject_of_minutes(minutes)
        if found := _changed(minutes, subject):
            where = {"unit": subject.row.unit.name, "day": show_date(subject.on), "found": found}
            yield subject.no_longer_fits % where


def _changed(minutes: Minutes, subject: Subject) -> str:
    if digest(minutes.record) != minutes.sha256:
        return _("mã SHA-256 không khớp nội dung đã khóa")
    now = subject.record(minutes.amendments.all())
    names = {
        "meeting": _("giờ họp, thành phần, kết luận"),
        "agenda": _("nội dung"),
        "roll": _("điểm danh"),
        "not_throughout": _("giờ đến, giờ về"),
        "parts": _("giờ hai phần"),
        "votes": _("biểu quyết"),
        "remarks": _("biểu dương, nhắc nhở"),
        "score": _("điểm tự chấm"),
        "amendments": _("đính chính"),
    }
    return ", ".join(names.get(part, part) for part in differences(minutes.record, now))
