"""Which rules a meeting is judged by: those of its day and place, and once it counts, for good.

A held meeting keeps the pack that set its minimum length, and the minutes. A committee that adopts
rules for days gone by has the meetings of those days judged anew; no other record changes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from chibo.areas.meetings.models import CellHabit, Meeting, MeetingKind
from chibo.areas.meetings.rules import LengthVerdict, judge_length, length_minutes
from chibo.areas.organisation.models import UnitStanding
from chibo.areas.rulebook.judged import rules_judging
from chibo.areas.rulebook.queries import Rulebook, meeting_rules_for
from chibo.core import bulk
from chibo.regulations import MeetingKind as KindOfRules
from chibo.regulations import MeetingRules, meeting_rules

WHY = "where the cells of meetings stood on their days"
STAMP = ("judged_by", "minimum_minutes")


def day_of(meeting: Meeting) -> date:
    """The day whose rules count: held, else planned, else the month's first."""
    return meeting.held_on or meeting.planned_on or meeting.month


def rules_of(meeting: Meeting) -> MeetingRules | None:
    """The rules the meeting was judged by, else those that hold for its cell on its day."""
    if meeting.is_held and meeting.judged_by:
        return rules_judging(meeting.judged_by, day_of(meeting))
    return meeting_rules_for(meeting.unit, day_of(meeting))


def rules_of_row(meeting: Meeting, book: Rulebook, path: str) -> MeetingRules | None:
    """The same for one of many meetings, whose cell stood at `path` on its day."""
    if meeting.judged_by:
        return book.judged_by(meeting.judged_by, day_of(meeting))
    return book.rules_for(path, day_of(meeting))


def minutes_of(meeting: Meeting) -> int | None:
    """How long the meeting lasted; None without both times."""
    if meeting.starts_at is None or meeting.ends_at is None:
        return None
    return length_minutes(meeting.starts_at, meeting.ends_at)


def judge(
    meeting: Meeting, habit: CellHabit, rules: MeetingRules | None, members: int | None = None
) -> LengthVerdict:
    """The meeting's length under `rules`; `members`: how many are expected, where known."""
    return judged_for(meeting, minutes_of(meeting), habit, rules, members)


def judged_for(
    meeting: Meeting,
    minutes: int | None,
    habit: CellHabit,
    rules: MeetingRules | None,
    members: int | None = None,
) -> LengthVerdict:
    """The same for a length of so many minutes, as while the meeting is still going on."""
    size = members if members is not None else meeting.expected
    other = habit.minimum_on(day_of(meeting)) if meeting.kind == MeetingKind.REGULAR else None
    return judge_length(
        meeting.kind,
        minutes,
        day_of(meeting),
        other_minimum=other,
        members=size,
        rules=rules,
    )


class Stamp(NamedTuple):
    """What a held meeting keeps of the rules it is judged by."""

    judged_by: str
    minimum_minutes: int | None


def stamp_of(kind: str, members: int | None, rules: MeetingRules | None) -> Stamp:
    """The pack that sets the minimum for such a meeting, and the minutes; None: there is none."""
    if rules is None:
        return Stamp("", None)
    minimum = rules.minimum(KindOfRules(kind), members) if kind in tuple(KindOfRules) else None
    if minimum is None:
        return Stamp(rules.pack_id, None)
    return Stamp(minimum.source.pack_id, minimum.value)


def stamp(meeting: Meeting) -> None:
    """Have the meeting keep the rules of its day and place; the caller saves it."""
    rules = meeting_rules_for(meeting.unit, day_of(meeting))
    meeting.judged_by, meeting.minimum_minutes = stamp_of(meeting.kind, meeting.expected, rules)


@dataclass(frozen=True)
class Places:
    """Where units stood, day by day."""

    lines: Mapping[int, list[tuple[date, date, str]]]

    @classmethod
    def of(cls, units: Iterable[int]) -> "Places":
        """The places of these units, in one query."""
        lines: dict[int, list[tuple[date, date, str]]] = defaultdict(list)
        rows = UnitStanding.objects.unscoped(WHY).filter(unit__in=set(units))
        for unit_id, starts, ends, path in rows.values_list(
            "unit_id", "starts_on", "ends_before", "path"
        ):
            lines[unit_id].append((starts, ends, path))
        return cls(lines)

    def path(self, unit_id: int, on: date) -> str:
        """The path of a unit on a day; empty where it did not stand anywhere."""
        found = (path for starts, ends, path in self.lines.get(unit_id, ()) if starts <= on < ends)
        return next(found, "")


def stamps(rows: Iterable[Mapping[str, Any]], units: Mapping[int, int]) -> list[dict[str, Any]]:
    """The stamp of each row (`kind`, `held_on`, `expected`), its unit by `units[row id]`."""
    book, given = Rulebook(), list(rows)
    places = Places({}) if book.is_empty else Places.of(units.values())
    found = []
    for row in given:
        on = _day(row["held_on"])
        path = places.path(units[row["id"]], on) if not book.is_empty else ""
        rules = book.rules_for(path, on)
        found.append(stamp_of(row["kind"], row["expected"], rules)._asdict())
    return found


def _day(told: date | str) -> date:
    """A day as it is, or as an import kept it for undoing."""
    return date.fromisoformat(told) if isinstance(told, str) else told


def judge_anew(path: str, since: date) -> int:
    """Stamp the held meetings of cells that stood at or below `path` from a day on; how many
    changed. Their versions grow, so that a form open on one of them notices."""
    standing = UnitStanding.objects.unscoped(WHY).under(path).filter(ends_before__gt=since)
    held = Meeting.objects.unscoped("the meetings that other rules now judge").held()
    found = held.filter(unit__in=standing.values("unit"), held_on__gte=since).order_by("id")
    columns = ("id", "unit_id", "kind", "held_on", "expected", "version", *STAMP)
    rows = list(found.select_for_update().values(*columns))
    fresh = stamps(rows, {row["id"]: row["unit_id"] for row in rows})
    changed = [
        {"id": row["id"], "version": row["version"], **told}
        for row, told in zip(rows, fresh, strict=True)
        if _is_other(row, told)
    ]
    bulk.update_rows(Meeting, changed, STAMP)
    return len(changed)


def _is_other(row: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    """Whether the stamp differs; no pack and the national pack of the day are the same."""
    rules = meeting_rules(row["held_on"])
    if not row["judged_by"] and rules is not None and told["judged_by"] == rules.pack_id:
        return False
    return any(row[column] != told[column] for column in STAMP)
