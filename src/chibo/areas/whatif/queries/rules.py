"""What other rules would change, read from today's records; nothing is kept."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from chibo.areas.meetings.judging import Places, judge, rules_of_row
from chibo.areas.meetings.models import CellHabit, Meeting, MeetingState
from chibo.areas.meetings.rules import LengthVerdict
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.organisation.paths import segment
from chibo.areas.rulebook.models import LocalPack
from chibo.areas.rulebook.queries import Rulebook
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.whatif.rules import THRESHOLDS, Touched, UnitSize, compare
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.regulations import Grade, MeetingRules, OrganisationRules

SHOWN = 50
LOOK_BACK = 3


@dataclass(frozen=True)
class JudgedAnew:
    """A meeting whose length would be judged otherwise."""

    meeting: Meeting
    before: LengthVerdict
    after: LengthVerdict


@dataclass(frozen=True)
class Lengths:
    """Meetings of some days under other rules; `rows` are the first of those that differ."""

    first: date
    last: date
    looked_at: int
    newly_short: int
    no_longer_short: int
    rows: tuple[JudgedAnew, ...]

    @property
    def differing(self) -> int:
        """How many would be judged otherwise."""
        return self.newly_short + self.no_longer_short


@dataclass(frozen=True)
class PackPreview:
    """What adopting a committee's draft would change."""

    cells: int
    has_begun: bool
    lengths: Lengths
    sheets_kept: int
    meetings_ahead: int


def preview_pack(actor: Actor, pack: LocalPack, today: date) -> PackPreview:
    """What would change: meetings from its day on, or, where that is to come, the last three
    months to picture it by; and what would not, the score sheets already given."""
    unit, begun = pack.unit, pack.effective_from <= today
    first = pack.effective_from if begun else Month.of(today).plus(-LOOK_BACK).first
    draft = Rulebook().with_draft(pack.as_from(first))
    ahead = Meeting.objects.visible_to(actor, inside=unit.path).filter(state=MeetingState.PLANNED)
    given = ScoreSheet.objects.visible_to(actor, inside=unit.path)
    return PackPreview(
        cells=Unit.objects.visible_to(actor, inside=unit.path).cells().existing_on(today).count(),
        has_begun=begun,
        lengths=_lengths(actor, unit, first, today, draft.rules_for),
        sheets_kept=given.filter(meeting__held_on__gte=pack.effective_from).count(),
        meetings_ahead=ahead.filter(planned_on__gte=pack.effective_from).count(),
    )


RulesAt = Callable[[str, date], MeetingRules | None]


def _lengths(actor: Actor, unit: Unit, first: date, last: date, rules_at: RulesAt) -> Lengths:
    rows = Meeting.objects.visible_to(actor, inside=unit.path).held().select_related("unit")
    held = list(rows.filter(held_on__range=(first, last)).order_by("unit__path", "held_on", "id"))
    units = {meeting.unit_id for meeting in held}
    habits = {habit.unit_id: habit for habit in CellHabit.objects.filter(unit__in=units)}
    places, book = Places.of(units), Rulebook()
    told: Counter[bool] = Counter()
    differing: list[JudgedAnew] = []
    for meeting in held:
        assert meeting.held_on is not None
        habit = habits.get(meeting.unit_id) or CellHabit()
        path = places.path(meeting.unit_id, meeting.held_on) or meeting.unit.path
        before = judge(meeting, habit, rules_of_row(meeting, book, path))
        after = judge(meeting, habit, rules_at(path, meeting.held_on))
        if before.is_short != after.is_short:
            told[after.is_short] += 1
            if len(differing) < SHOWN:
                differing.append(JudgedAnew(meeting, before, after))
    return Lengths(first, last, len(held), told[True], told[False], tuple(differing))


@dataclass(frozen=True)
class OtherGrade:
    """A score sheet that would carry another grade."""

    sheet: ScoreSheet
    before: Grade
    after: Grade


@dataclass(frozen=True)
class MeetingsAnew:
    """Meetings and their grades under a draft of the national rules."""

    lengths: Lengths
    sheets: int
    changes: tuple[tuple[str, str, int], ...]
    rows: tuple[OtherGrade, ...]


def try_meeting_rules(
    *, actor: Actor, unit: Unit, draft: MeetingRules, first: date, today: date
) -> MeetingsAnew:
    """Meetings from a day on judged by a draft in the place of the national rules; what
    committees laid over those stays laid over the draft."""
    actor.require("rules.try", unit)
    book = Rulebook().over_draft(draft)
    lengths = _lengths(actor, unit, first, today, book.rules_for)
    rows = ScoreSheet.objects.visible_to(actor, inside=unit.path).select_related("meeting__unit")
    scored = rows.filter(meeting__held_on__range=(first, today)).exclude(
        self_total__isnull=True, official_total__isnull=True
    )
    sheets, counts = 0, Counter[tuple[str, str]]()
    differing: list[OtherGrade] = []
    for sheet in scored.order_by("meeting__unit__path", "meeting__held_on", "id"):
        sheets += 1
        other = _other_grade(sheet, draft)
        if other is not None:
            counts[other.before.name, other.after.name] += 1
            if len(differing) < SHOWN:
                differing.append(other)
    changes = tuple((*pair, count) for pair, count in sorted(counts.items()))
    return MeetingsAnew(lengths, sheets, changes, tuple(differing))


def _other_grade(sheet: ScoreSheet, draft: MeetingRules) -> OtherGrade | None:
    points = sheet.official_total if sheet.official_total is not None else sheet.self_total
    code = sheet.official_grade if sheet.official_total is not None else sheet.self_grade
    known = {grade.code: grade for grade in draft.grades}
    if points is None or code not in known:
        return None
    after = draft.grade_of(points)
    return OtherGrade(sheet, known[code], after) if after.code != code else None


@dataclass(frozen=True)
class TouchedUnits:
    """One threshold with the first units on whose side a draft changes something."""

    told: Touched
    newly: tuple[tuple[Unit, UnitSize], ...]
    no_longer: tuple[tuple[Unit, UnitSize], ...]


def try_organisation_rules(
    *, actor: Actor, unit: Unit, now: OrganisationRules, draft: OrganisationRules, today: date
) -> list[TouchedUnits]:
    """Every threshold the draft changes, and the units it would touch, by their size of today."""
    actor.require("rules.try", unit)
    rows = Unit.objects.visible_to(actor, inside=unit.path).existing_on(today).order_by("path")
    units = {row.pk: row for row in rows}
    sizes = _sizes(actor, unit, units.values(), today)
    after = {threshold: getattr(draft, threshold).value for threshold in THRESHOLDS}
    found = compare(sizes, now, after)
    return [TouchedUnits(t, _named(t.newly, units), _named(t.no_longer, units)) for t in found]


def _named(
    sizes: tuple[UnitSize, ...], units: dict[int, Unit]
) -> tuple[tuple[Unit, UnitSize], ...]:
    return tuple((units[size.unit_id], size) for size in sizes[:SHOWN])


def _sizes(actor: Actor, unit: Unit, units: Iterable[Unit], today: date) -> list[UnitSize]:
    """The size of each unit with all below it, from one count by cell."""
    members = Member.objects.visible_to(actor, inside=unit.path).counted_on(today)
    by_path = (
        members.order_by()
        .values_list("unit_path")
        .annotate(n=Count("pk"), full=Count("pk", filter=Q(full_on__lte=today)))
    )
    counted: Counter[str] = Counter()
    full: Counter[str] = Counter()
    for path, n, n_full in by_path:
        for end in range(SEGMENT, len(path) + 1, SEGMENT):
            counted[path[end - SEGMENT : end]] += n
            full[path[end - SEGMENT : end]] += n_full
    return [
        UnitSize(row.pk, row.kind, row.is_cell, counted[segment(row.pk)], full[segment(row.pk)])
        for row in units
    ]
