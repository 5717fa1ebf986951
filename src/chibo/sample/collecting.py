"""Dues of the last months in the cells people look at first, badges of all veterans."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from chibo.areas.badges.bulk import insert_badges
from chibo.areas.badges.models import Badge
from chibo.areas.badges.rules import BadgeFacts
from chibo.areas.dues import actions
from chibo.areas.dues.bulk import insert_rates
from chibo.areas.dues.models import DuesEntry, DuesRate, DuesSheet
from chibo.areas.members.actions import Arrival, take_in_guest
from chibo.areas.members.models import Member
from chibo.core.actor import Actor
from chibo.core.periods import Month, add_months, months_between
from chibo.regulations import BadgeRules, badge_rules, dues_rules
from chibo.sample.cells import Cell
from chibo.sample.hours import at
from chibo.sample.people import Person
from chibo.sample.province import Province
from chibo.sample.staff import Staff
from chibo.sample.words import chance

MONTHS = 3
GUEST_PAYS = 50_000
UNRECORDED = 0.04
"""How often a badge of long ago was never written down."""
_WHY = "the sample's own rows"


def collect_dues(province: Province, staff: Staff) -> None:
    """Groups and incomes, the books of the last months: older ones closed, a few still owing."""
    first = province.running.plus(-MONTHS)
    rules = dues_rules(first.first)
    if rules is None or not rules.are_complete:
        return
    root = province.tree.bodies[0].code
    actions.lay_down(
        actor=staff.actor("clerk", root),
        unit_id=staff.units[root].pk,
        starts_on=first,
        laid=actions.Laid(
            region="IV",
            cell_keeps=Decimal(40),
            body_keeps=Decimal(80),
            reliefs=("long_member", "poor_household", "grave_illness", "reduced_50"),
            decision_number="15-HD/TU",
        ),
        version=0,
        now=at(first.first, 8),
    )
    _welcome(province, staff, first)
    for cell in province.shown_cells:
        insert_rates(_rates(province, cell, staff, first))
        for month in months_between(first, province.running):
            _collect(province, cell, staff, month)


def _rates(province: Province, cell: Cell, staff: Staff, first: Month) -> Iterator[DuesRate]:
    halved = False
    for person in cell.people:
        member = staff.members.get(person.code)
        if member and not person.has_left and person.joined_on < first.first:
            rng = chance(province.seed, "dues", person.code)
            group, amount = _group(cell, person, first.first, rng)
            rate = DuesRate(member_id=member.pk, starts_on=first.first, group=group, amount=amount)
            if group != "insured" and cell == province.shown_cells[0] and not halved:
                halved, rate.relief, rate.decision_number = True, "reduced_50", "03-NQ/CB"
                rate.relief_until = province.running.first
            yield rate


def _group(cell: Cell, person: Person, on: date, rng: Random) -> tuple[str, int | None]:
    age = person.age(on)
    if cell.cell_type == "school" and age < 24:
        return "student", None
    if age >= 60:
        drawn = rng.random() < (0.35 if cell.cell_type == "village" else 0.95)
        return ("pension", rng.randint(32, 78) * 100_000) if drawn else ("past_age", None)
    insured = rng.random() < 0.3 if cell.cell_type == "village" else True
    return ("insured", rng.randint(48, 140) * 100_000) if insured else ("uninsured", None)


def _collect(province: Province, cell: Cell, staff: Staff, month: Month) -> None:
    """Most pay on the day of the meeting; the running month has only begun."""
    secretary, unit = staff.actor("secretary", cell.code), staff.units[cell.code]
    day = min(month.first + timedelta(days=4), province.today)
    sheet = actions.open_month(actor=secretary, unit_id=unit.pk, month=month, now=at(day, 19))
    running = month == province.running
    for line in _lines(sheet):
        if line.member is None:
            _pay(secretary, sheet, line, day, GUEST_PAYS)
            continue
        rng = chance(province.seed, "pays", month, line.member.code)
        if line.left and rng.random() < (0.55 if running else 0.96):
            _pay(secretary, sheet, line, day)
    if not running and month != province.running.previous():
        _close(secretary, sheet, month)


def _lines(sheet: DuesSheet) -> list[DuesEntry]:
    rows = DuesEntry.objects.unscoped(_WHY).filter(sheet=sheet).select_related("member")
    return list(rows.order_by("member__code"))


def _welcome(province: Province, staff: Staff, first: Month) -> None:
    """Somebody from another province takes part in the first cell for a year of study."""
    cell, body = province.shown_cells[0], province.tree.bodies[0].code
    take_in_guest(
        actor=staff.actor("clerk", body),
        cell_id=staff.units[cell.code].pk,
        full_name="Rơ Châm Hlan",
        arrival=Arrival(
            kind="temporary",
            reason="study",
            from_place="Đảng bộ xã Ia Grai, tỉnh Gia Lai",
            number="Số 27-GTSHĐ/ĐU",
            issued_on=first.first,
            fee_paid_to=first,
            on=first.first + timedelta(days=7),
            until=add_months(first.first, 12),
        ),
        now=at(first.first + timedelta(days=7), 9),
    )


def _pay(
    secretary: Actor, sheet: DuesSheet, line: DuesEntry, day: date, amount: int | None = None
) -> None:
    actions.pay(
        actor=secretary,
        entry_id=line.pk,
        book_id=sheet.pk,
        payment=actions.Payment(day, amount),
        version=line.version,
        now=at(day, 20),
    )


def _close(secretary: Actor, sheet: DuesSheet, month: Month) -> None:
    kept = DuesSheet.objects.unscoped(_WHY).get(pk=sheet.pk)
    actions.close_month(
        actor=secretary, sheet_id=kept.pk, version=kept.version, now=at(month.last, 17)
    )


def give_badges(province: Province, staff: Staff) -> None:
    """Badges up to the last round, as their time gave them; a few were never written down."""
    rules = badge_rules(province.today)
    if rules is not None:
        insert_badges(_badges(province, staff, rules))


def _badges(province: Province, staff: Staff, rules: BadgeRules) -> Iterator[Badge]:
    last = rules.round_before(province.today)
    for cell in province.standing:
        for person in cell.people:
            member = staff.members.get(person.code)
            if member and not person.has_left:
                yield from _of(province, member, person, rules, last)


def _of(
    province: Province, member: Member, person: Person, rules: BadgeRules, last: date
) -> Iterator[Badge]:
    facts = BadgeFacts(person.joined_on)
    for milestone in rules.milestones:
        reached = facts.reached_on(milestone.years)
        rng = chance(province.seed, "badge", person.code, milestone.years)
        if reached <= last and rng.random() >= UNRECORDED:
            yield Badge(
                member=member,
                years=milestone.years,
                awarded_on=rules.round_from(reached),
                decision_number=f"{rng.randint(100, 999)}-QĐ/TU",
                pack_id="",
            )
