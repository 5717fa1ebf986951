"""Reading minutes, always for an actor."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from chibo.areas.meetings.models import AttendanceState, Meeting
from chibo.areas.meetings.queries import roll_of
from chibo.areas.members.models import Member
from chibo.areas.minutes.canonical import Record, canonical, differences, digest, record_of
from chibo.areas.minutes.models import Amendment, Minutes, MinutesOpened, Part, Signature
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

    meeting: Meeting
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
        held = {row.part: row for row in rows}
        names = {Part.CHAIR: self.meeting.chair_name, Part.SECRETARY: self.meeting.minutes_by}
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


def minutes_of(meeting: Meeting) -> MinutesSeen:
    """The minutes of a closed meeting the actor may see, as they stand."""
    minutes = standing(meeting)
    if minutes is not None and minutes.is_locked:
        return MinutesSeen(meeting, minutes, minutes.record, list(minutes.amendments.all()))
    amended = list(minutes.amendments.all()) if minutes else []
    return MinutesSeen(meeting, minutes, record_of(meeting, amended), amended)


def standing(meeting: Meeting) -> Minutes | None:
    """The edition that is not broken, if one was begun."""
    rows = Minutes.objects.unscoped("the minutes of a meeting the actor may see")
    return rows.filter(meeting=meeting, broken_at__isnull=True).first()


def broken_editions(meeting: Meeting) -> list[Minutes]:
    """Editions broken by opening the meeting again, newest first, with who had signed."""
    rows = Minutes.objects.unscoped("the minutes of a meeting the actor may see")
    found = rows.filter(meeting=meeting, broken_at__isnull=False).order_by("-edition")
    return list(found.prefetch_related("signatures"))


def not_opened(minutes: Minutes) -> list[Member]:
    """Who of those present has not opened circulated minutes yet; for reminding, until locked."""
    if minutes.circulated_at is None or minutes.is_locked:
        return []
    seen = set(MinutesOpened.objects.filter(minutes=minutes).values_list("member_id", flat=True))
    there = [r.member for r in roll_of(minutes.meeting) if r.state == AttendanceState.PRESENT]
    return [member for member in there if member.pk not in seen]


def own_minutes(actor: Actor, meeting_ids: Collection[int]) -> set[int]:
    """Of these meetings, the ones whose minutes were circulated to the actor. One read."""
    if actor.member_id is None:
        return set()
    rows = Minutes.objects.visible_to(actor).filter(
        meeting__in=meeting_ids, circulated_at__isnull=False, broken_at__isnull=True
    )
    return set(rows.values_list("meeting_id", flat=True))


def get_own_minutes(actor: Actor, meeting_id: int) -> Minutes:
    """Circulated minutes of a meeting the actor was present at; NotThere otherwise."""
    rows = Minutes.objects.select_related("meeting__unit")
    found = get_row(rows, actor, meeting_id=meeting_id, broken_at__isnull=True)
    if found.circulated_at is None:
        raise NotThere(_("Biên bản buổi này chưa gửi cho người dự."))
    return found


WHY = "a command on the server recomputes every seal"


def changed_minutes() -> Iterator[str]:
    """Locked minutes whose seal or record no longer holds, one sentence each."""
    rows = Minutes.objects.unscoped(WHY).filter(locked_at__isnull=False, broken_at__isnull=True)
    for minutes in rows.select_related("meeting__unit").order_by("pk").iterator():
        found = _changed(minutes)
        if found:
            where = {
                "unit": minutes.meeting.unit.name,
                "day": show_date(minutes.meeting.held_on or minutes.meeting.month),
                "found": found,
            }
            yield _("Biên bản đã khóa của %(unit)s ngày %(day)s không còn khớp: %(found)s.") % where


def _changed(minutes: Minutes) -> str:
    if digest(minutes.record) != minutes.sha256:
        return _("mã SHA-256 không khớp nội dung đã khóa")
    now = record_of(minutes.meeting, minutes.amendments.all())
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
