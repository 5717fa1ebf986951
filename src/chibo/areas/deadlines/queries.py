"""One list of what is due or overdue at a level, most pressing first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chibo.areas.badges.rules import plus_months, plus_years
from chibo.areas.deadlines.kinds import Kind, kinds
from chibo.areas.deadlines.models import Certificate
from chibo.areas.deadlines.rules import certificate_end
from chibo.areas.deadlines.sources import counted, sources, union
from chibo.areas.members.rules import consider_by, present_by, probation_complete_on
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.regulations import (
    badge_rules,
    dues_rules,
    get_pack,
    member_rules_in_force,
    organisation_rules,
    personal_data_rules_in_force,
)
from chibo.regulations.members import MemberRules
from chibo.regulations.values import Source

PAGE = 50


@dataclass(frozen=True)
class Deadline:
    """One thing due: what, who, where, until when, by which clause."""

    kind: Kind
    label: str
    place: str
    due_on: date
    is_over: bool
    source: Source | None
    member_id: int | None
    unit_id: int
    ref: int
    count: int

    @property
    def is_person(self) -> bool:
        """Whether it is about a person rather than a unit."""
        return not self.kind.code.startswith(("term_", "report_"))


@dataclass(frozen=True)
class DeadlinePage:
    """One page, and how many there are of each kind."""

    rows: list[Deadline]
    counts: dict[str, int]
    total: int


def deadlines(
    actor: Actor, unit: Unit, today: date, *, only: str = "", page: int = 1, size: int = PAGE
) -> DeadlinePage:
    """What is due at or below the unit in four queries; `only`: of one kind."""
    parts = list(sources(actor, unit, today))
    counts = counted(parts)
    wanted = [part for part in parts if not only or part[0] == only]
    total = sum(count for code, count in counts.items() if not only or code == only)
    if not total:
        return DeadlinePage([], counts, 0)
    start = max(page - 1, 0) * size
    rows = union(wanted)[start : start + size]
    return DeadlinePage([_deadline(row, today) for row in rows], counts, total)


def count_deadlines(actor: Actor, unit: Unit, today: date) -> int:
    """How many there are, in three queries."""
    return sum(counted(list(sources(actor, unit, today))).values())


def _deadline(row: Mapping[str, Any], today: date) -> Deadline:
    due_on, source = _until(row["d_kind"], row["d_at"], row["d_count"], today)
    return Deadline(
        kind=kinds()[row["d_kind"]],
        label=row["d_label"],
        place=row["d_place"] or "",
        due_on=due_on,
        is_over=due_on < today,
        source=source,
        member_id=row["d_member"],
        unit_id=row["d_unit"] or 0,
        ref=row["d_ref"],
        count=row["d_count"],
    )


def _until(code: str, at: date, count: int, today: date) -> tuple[date, Source | None]:
    """The last day, and the clause that says so."""
    if code.startswith("arrears"):
        return _of_dues(at, count, today)
    if code == "relief_ending":
        return _of_relief(at)
    if code.startswith("badge"):
        return _of_badge(code, at, count, today)
    if code.startswith("term"):
        organisation = organisation_rules(today)
        return at, organisation.terms.months.source if organisation else None
    if code.startswith(("report", "data")):
        return at, _of_data(code, today)
    return _of_member(code, at, member_rules_in_force(today))


def _of_data(code: str, today: date) -> Source | None:
    """Of a request about personal data, whichever right it is; of an office's own form none."""
    if code.startswith("report"):
        return None
    rules = personal_data_rules_in_force(today)
    if code == "data_unacknowledged":
        return rules.acknowledge_working_days.source
    return get_pack(rules.pack_id).source


def _of_member(code: str, at: date, rules: MemberRules) -> tuple[date, Source | None]:
    told = {
        "probation_soon": (probation_complete_on, rules.probation_months),
        "probation_now": (consider_by, rules.consider_within_working_days),
        "probation_late": (consider_by, rules.consider_within_working_days),
        "transfer_not_presented": (present_by, rules.present_within_working_days),
        "certificate_ending": (certificate_end, rules.certificate_months),
    }
    if code in told:
        until, rule = told[code]
        return until(at, rules), rule.source
    if code == "exemption_ending":
        return at, rules.exemption_months.source
    return at, next((kind.source for kind in rules.transfer_kinds if kind.is_temporary), None)


def _of_dues(at: date, count: int, today: date) -> tuple[date, Source | None]:
    rules = dues_rules(today)
    if rules is None:
        return at, None
    if count >= rules.removal_months.value:
        return plus_months(at, 1), rules.removal_months.source
    reminder = rules.reminder_after(count)
    return plus_months(at, 1), reminder.source if reminder else None


def _of_relief(last_month: date) -> tuple[date, Source | None]:
    rules = dues_rules(last_month)
    limited = [each for each in rules.reliefs if each.at_most_months] if rules else []
    return Month.of(last_month).last, limited[0].source if limited else None


def _of_badge(code: str, at: date, years: int, today: date) -> tuple[date, Source | None]:
    rules = badge_rules(today)
    if rules is None:
        return plus_years(at, years), None
    milestone = rules.milestone(years)
    day = rules.round_before(today) if code == "badge_missed" else rules.round_from(today)
    return day, milestone.source if milestone else None


def certificates_of(actor: Actor, unit: Unit) -> list[Certificate]:
    """Certificates still waited for at or below the unit, the oldest first."""
    rows = Certificate.objects.visible_to(actor, inside=unit.path).select_related("cell")
    return list(rows.filter(settled_on__isnull=True).order_by("issued_on", "id")[:200])
