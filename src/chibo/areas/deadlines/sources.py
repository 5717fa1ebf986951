"""Where deadlines come from: one queryset a kind, all with the same columns, for one union.

Columns: `d_kind`, `d_rank`, `d_at` (the day it hangs on), `d_member`, `d_unit`, `d_place`,
`d_label`, `d_count`, `d_ref`.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DateField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast

from chibo.areas.badges.queries import due_members, gaps_below
from chibo.areas.badges.rules import plus_months
from chibo.areas.deadlines.kinds import kinds
from chibo.areas.deadlines.models import Certificate
from chibo.areas.deadlines.offered import OFFERED
from chibo.areas.dues.models import DuesEntry
from chibo.areas.dues.permissions import VIEW as SEE_DUES
from chibo.areas.dues.queries import reliefs_ending
from chibo.areas.members.models import ENDED_STATES, Member, StateChange, Transfer
from chibo.areas.members.rules import overdue_before
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.queries import terms_ending
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.core.working_days import subtract_working_days
from chibo.regulations import badge_rules, member_rules_in_force
from chibo.regulations.members import MemberRules

COLUMNS = (
    "d_kind",
    "d_rank",
    "d_at",
    "d_member",
    "d_unit",
    "d_place",
    "d_label",
    "d_count",
    "d_ref",
)
SOON_DAYS = 30
CERTIFICATE_DAYS = 90
BADGE_DAYS = 90


@dataclass(frozen=True)
class Columns:
    """Which expressions fill the columns of a source."""

    at: Any
    unit: str
    place: str
    label: Any
    member: Any = None
    count: Any = 0


def sources(actor: Actor, unit: Unit, today: date) -> "Iterator[tuple[str, QuerySet[Any]]]":
    """Each kind with its rows at or below the unit, for the parts the actor may see."""
    yield from _probations(actor, unit, today)
    yield from _transfers(actor, unit, today)
    yield from _arrears(actor, unit, today)
    yield from _exemptions(actor, unit, today)
    yield from _reliefs(actor, unit, today)
    yield from _certificates(actor, unit, today)
    yield from _badges(actor, unit, today)
    yield from _terms(actor, unit, today)
    for source in OFFERED:
        yield from source(actor, unit, today)


def union(parts: "list[tuple[str, QuerySet[Any]]]") -> "QuerySet[Any, Any]":
    """One queryset of all parts, most pressing first."""
    shown = [rows.values(*COLUMNS) for _code, rows in parts]
    return shown[0].union(*shown[1:], all=True).order_by("d_rank", "d_at", "d_ref")


def counted(parts: "list[tuple[str, QuerySet[Any]]]") -> dict[str, int]:
    """How many rows each kind has, in one query."""
    rows = [part.order_by().values("d_kind").annotate(d_all=Count("pk")) for _code, part in parts]
    found = rows[0].union(*rows[1:], all=True)
    counts: Counter[str] = Counter()
    for row in found:  # a kind may come in several parts
        counts[row["d_kind"]] += row["d_all"]
    return counts


def shaped(rows: "QuerySet[Any]", code: str, told: Columns) -> "tuple[str, QuerySet[Any]]":
    """One part of the union: the rows of a kind with the columns all of them have."""
    empty = Value(None, output_field=BigIntegerField())
    return code, rows.annotate(
        d_kind=Value(code, output_field=CharField()),
        d_rank=Value(kinds()[code].rank, output_field=IntegerField()),
        d_at=Cast(told.at, DateField()),
        d_member=F(told.member) if told.member else empty,
        d_unit=F(told.unit),
        d_place=F(told.place),
        d_label=F(told.label),
        d_count=Cast(told.count, IntegerField()) if told.count else Value(0),
        d_ref=F("pk"),
    )


_PERSON = {"unit": "cell_id", "place": "cell__name", "label": "full_name", "member": "pk"}


@dataclass(frozen=True)
class ProbationRanges:
    """Who joined before these days is late, has completed the probation, completes it soon."""

    late: date
    complete: date
    soon: date


def probation_ranges(today: date, rules: MemberRules) -> ProbationRanges:
    """The same as the pure rule says of one member, turned into days of admission."""
    months, tomorrow = rules.probation_months.value, today + timedelta(days=1)
    considered = subtract_working_days(today, rules.consider_within_working_days.value)
    return ProbationRanges(
        late=_joined_before(considered, months),
        complete=_joined_before(tomorrow, months),
        soon=_joined_before(tomorrow + timedelta(days=SOON_DAYS), months),
    )


def _joined_before(complete_before: date, months: int) -> date:
    """Who joined before this day completes so many months before that one, leap days included."""
    day = plus_months(complete_before, -months)
    return day + timedelta(days=plus_months(day, months) < complete_before)


def _probations(actor: Actor, unit: Unit, today: date) -> "Iterator[tuple[str, QuerySet[Any]]]":
    """By the day of admission: some months later the probation is complete."""
    ends = probation_ranges(today, member_rules_in_force(today))
    rows = Member.objects.visible_to(actor, "members.view", inside=unit.path)
    rows = rows.filter(state="probationary", full_on__isnull=True).counted_on(today)
    joined = {
        "probation_late": Q(joined_on__lt=ends.late),
        "probation_now": Q(joined_on__gte=ends.late, joined_on__lt=ends.complete),
        "probation_soon": Q(joined_on__gte=ends.complete, joined_on__lt=ends.soon),
    }
    for code, wanted in joined.items():
        yield shaped(rows.filter(wanted), code, Columns(at=F("joined_on"), **_PERSON))


def _transfers(actor: Actor, unit: Unit, today: date) -> "Iterator[tuple[str, QuerySet[Any]]]":
    rows = Transfer.objects.visible_to(actor, "members.view").under(unit.path)
    rules = member_rules_in_force(today)
    unpresented = rows.filter(
        state="issued", to_unit__isnull=False, issued_on__lt=overdue_before(today, rules)
    )
    over = rows.filter(state="accepted", returned_on__isnull=True, until__lt=today)
    over = over.exclude(member__state__in=ENDED_STATES, member__state_on__lte=today)
    place = {"place": "to_unit__name", "label": "full_name", "member": "member_id"}
    yield shaped(
        unpresented,
        "transfer_not_presented",
        Columns(at=F("issued_on"), unit="to_unit_id", **place),
    )
    yield shaped(over, "transfer_stay_over", Columns(at=F("until"), unit="to_unit_id", **place))


def _arrears(actor: Actor, unit: Unit, today: date) -> "Iterator[tuple[str, QuerySet[Any]]]":
    """Members with unpaid months before this one, by how many; where they owe the last of them."""
    month = Month.of(today).first
    owing = DuesEntry.objects.unscoped("of members whose dues the actor sees").owing_before(month)
    mine = owing.filter(member=OuterRef("member"))
    rows = DuesEntry.objects.visible_to(actor, SEE_DUES, inside=unit.path).owing_before(month)
    latest = mine.order_by("-month").values("pk")[:1]
    gone = Q(member__state__in=ENDED_STATES, member__state_on__lte=today)
    grouped = (
        rows.exclude(gone)
        .filter(pk=Subquery(latest))
        .annotate(
            owed=Subquery(mine.order_by().values("member").annotate(all=Count("pk")).values("all")),
            since=Subquery(mine.order_by("month").values("month")[:1]),
        )
    )
    told = Columns(
        at=F("since"),
        count=F("owed"),
        unit="sheet__unit_id",
        place="sheet__unit__name",
        label="member__full_name",
        member="member_id",
    )
    yield shaped(grouped.filter(owed__gte=2), "arrears_again", told)
    yield shaped(grouped.filter(owed=1), "arrears", told)


def _exemptions(actor: Actor, unit: Unit, today: date) -> "Iterator[tuple[str, QuerySet[Any]]]":
    """Exemptions from activity for a time that are over, or soon will be."""
    rows = StateChange.objects.visible_to(actor, "members.view", inside=unit.path).filter(
        kind="exempted",
        until__lt=today + timedelta(days=SOON_DAYS),
        member__state="exempt",
        member__state_on=F("on"),
    )
    told = {"unit": "member__cell_id", "place": "member__cell__name", "member": "member_id"}
    yield shaped(
        rows, "exemption_ending", Columns(at=F("until"), label="member__full_name", **told)
    )


def _reliefs(actor: Actor, unit: Unit, today: date) -> "Iterator[tuple[str, QuerySet[Any]]]":
    """Exemptions and reductions of dues whose last month runs or is over."""
    told = {"unit": "member__cell_id", "place": "member__cell__name", "member": "member_id"}
    yield shaped(
        reliefs_ending(actor, unit, Month.of(today)),
        "relief_ending",
        Columns(at=F("relief_until"), label="member__full_name", **told),
    )


def _certificates(actor: Actor, unit: Unit, today: date) -> "Iterator[tuple[str, QuerySet[Any]]]":
    months = member_rules_in_force(today).certificate_months.value
    last = plus_months(today + timedelta(days=CERTIFICATE_DAYS), -months)
    rows = Certificate.objects.visible_to(actor, inside=unit.path)
    yield shaped(
        rows.filter(settled_on__isnull=True, issued_on__lte=last),
        "certificate_ending",
        Columns(at=F("issued_on"), unit="cell_id", place="cell__name", label="full_name"),
    )


def _badges(actor: Actor, unit: Unit, today: date) -> "Iterator[tuple[str, QuerySet[Any]]]":
    """Due in the coming round, or in the last one without a record of the award."""
    rules = badge_rules(today)
    if rules is None:
        return
    coming, last = rules.round_from(today), rules.round_before(today)
    gaps = gaps_below(unit)
    told = Columns(at=F("counted_from"), count=F("years"), **_PERSON)
    if coming <= today + timedelta(days=BADGE_DAYS):
        rows = due_members(actor, unit, coming, last, rules, gaps)
        yield shaped(rows, "badge_due", told)
    missed = due_members(actor, unit, last, rules.round_before(last), rules, gaps)
    yield shaped(missed, "badge_missed", told)


def _terms(actor: Actor, unit: Unit, today: date) -> "Iterator[tuple[str, QuerySet[Any]]]":
    rows = terms_ending(actor, today, inside=unit.path).order_by()
    told = Columns(at=F("due_on"), unit="unit_id", place="unit__name", label="unit__name")
    yield shaped(rows.filter(due_on__lt=today), "term_over", told)
    yield shaped(rows.filter(due_on__gte=today), "term_ending", told)
