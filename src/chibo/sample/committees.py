"""Who sits in the committees, who heads the villages, since which congress."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from chibo.areas.organisation.models import Unit
from chibo.areas.posts.actions import TermOpened, open_term, plan_congress, set_target
from chibo.areas.posts.models import TargetShare
from chibo.areas.posts.queries import usual_months
from chibo.areas.posts.rules.terms import months_after
from chibo.core.actor import Actor
from chibo.regulations import organisation_rules
from chibo.sample.cells import Body, Cell
from chibo.sample.hours import at
from chibo.sample.people import Person
from chibo.sample.province import Province
from chibo.sample.words import chance

HEADS, FRONTS = 0.74, 0.58
"""How often a village's secretary is its head, and the deputy heads the Front committee."""
SEATS = {0: 15, 1: 9}
"""Members of a committee by how deep its body stands; deeper ones have five."""


@dataclass(frozen=True)
class Held:
    """A post as the workbook `Chức vụ` tells it."""

    person: Person
    unit_code: str
    title: str
    starts_on: date
    last_day: date | None = None
    place: str = ""
    decision: str = ""


def congress_day(province: Province, cell: Cell) -> date:
    """The day of a cell's last congress."""
    rng = chance(province.seed, "term", cell.code)
    congress = province.first_record.plus(-rng.randint(1, 4))
    return congress.first.replace(day=rng.randint(8, 27))


def body_congress_day(province: Province, body: Body) -> date:
    """The day of a body's last congress: two of the deepest are about to hold the next."""
    rng = chance(province.seed, "term", body.code)
    deep = [each for each in province.tree.bodies if each.rank > 1][:2]
    if body in deep:
        return months_after(province.first_record.first, -58 - 4 * deep.index(body))
    return province.first_record.plus(-rng.randint(2, 14)).first.replace(day=rng.randint(8, 27))


def posts_held(province: Province) -> Iterator[Held]:
    """Every post on record, with a few the ordinary way wrong: one missing, one left open."""
    forgotten, doubled = province.standing[7], province.standing[11]
    for cell in province.standing:
        if cell is not forgotten:
            yield from _cell_posts(province, cell)
    former = doubled.officers[-1]
    congress = congress_day(province, doubled)
    yield Held(former, doubled.code, "Bí thư", months_after(congress, -30))
    for body in province.tree.bodies:
        yield from _body_posts(province, body)


def _cell_posts(province: Province, cell: Cell) -> Iterator[Held]:
    rng, day = chance(province.seed, "posts", cell.code), congress_day(province, cell)
    approved = f"{rng.randint(11, 96)}-QĐ/ĐU"
    yield Held(cell.secretary, cell.code, "Bí thư", day, decision=approved)
    yield Held(cell.deputy, cell.code, "Phó bí thư", day, decision=approved)
    if len(cell.officers) > 2:
        for officer in cell.officers:
            yield Held(officer, cell.code, "Chi ủy viên", day, decision=approved)
    if cell.cell_type == "village":
        yield from _village_posts(province, cell, rng)


def _village_posts(province: Province, cell: Cell, rng: Random) -> Iterator[Held]:
    place = cell.area[:1].upper() + cell.area[1:]
    elected = province.first_record.plus(-rng.randint(5, 26)).first + timedelta(days=13)
    other = next(p for p in reversed(cell.people) if p.full_on and not p.state)
    title = "Trưởng làng" if place.startswith("Làng") else "Trưởng thôn"
    secretary, deputy = rng.random() < HEADS, rng.random() < FRONTS
    if secretary or rng.random() < 0.5:
        head = cell.secretary if secretary else other
        yield Held(head, cell.code, title, elected, place=place)
    if deputy or rng.random() < 0.5:
        front = cell.deputy if deputy else other
        yield Held(front, cell.code, "Trưởng ban công tác Mặt trận", elected, place=place)


def committee_people(province: Province, body: Body) -> list[Person]:
    """Who sits in a body's committee, its secretary first: secretaries of cells below."""
    return _drawn(province, body, chance(province.seed, "posts", body.code))


def _drawn(province: Province, body: Body, rng: Random) -> list[Person]:
    prefix = body.code.rstrip("0.")
    below = [cell for cell in province.standing if cell.code.startswith(prefix)]
    return [cell.secretary for cell in rng.sample(below, min(len(below), SEATS.get(body.rank, 5)))]


def _body_posts(province: Province, body: Body) -> Iterator[Held]:
    rng, day = chance(province.seed, "posts", body.code), body_congress_day(province, body)
    people = _drawn(province, body, rng)
    approved = f"{rng.randint(101, 890)}-QĐ/TU"
    for rank, person in enumerate(people):
        for title in _titles(rank, len(people)):
            yield Held(person, body.code, title, day, decision=approved)


def _titles(rank: int, seats: int) -> Iterable[str]:
    lead = {0: ("Bí thư",), 1: ("Phó bí thư",)}.get(rank, ())
    standing = ("Ủy viên ban thường vụ",) if seats >= 9 and rank < seats // 3 else ()
    return (*lead, *standing, "Cấp ủy viên")


def open_terms(province: Province, units: dict[str, Unit], clerk: Actor) -> None:
    """The running term of every committee, a congress being prepared, targets to reach."""
    now = at(province.first_record.first, 9)
    for body in province.tree.bodies:
        day = body_congress_day(province, body)
        _open(units[body.code], day, clerk, SEATS.get(body.rank, 5), province)
    for cell in province.standing:
        seats = len(cell.officers) if len(cell.officers) > 2 else None
        _open(units[cell.code], congress_day(province, cell), clerk, seats, province)
    ending = next(body for body in province.tree.bodies if body.rank > 1)
    if organisation_rules(body_congress_day(province, ending)) is not None:
        planned = months_after(province.running.first, 2) + timedelta(days=11)
        plan_congress(
            actor=clerk,
            unit_id=units[ending.code].pk,
            planned_on=planned,
            exception="",
            now=now,
        )
    for share, percent in ((TargetShare.SECRETARY, 80), (TargetShare.DEPUTY, 60)):
        set_target(
            actor=clerk,
            unit_id=units[province.tree.bodies[0].code].pk,
            share=share,
            percent=percent,
            by_on=date(province.today.year + 1, 12, 31),
            decision="05-NQ/TU",
            version=0,
            now=now,
        )


def _open(unit: Unit, day: date, clerk: Actor, seats: int | None, province: Province) -> None:
    if organisation_rules(day) is None or not unit.exists_on(day):
        return
    number = chance(province.seed, "congress", unit.code).randint(2, 14)
    term = TermOpened(
        number=number if unit.founded_on is None else 1,
        starts_on=day,
        months=usual_months(unit, day)[0],
        seats=seats,
        standing_seats=seats // 3 if seats and seats >= 9 and not unit.is_cell else None,
    )
    open_term(actor=clerk, unit_id=unit.pk, term=term, now=at(province.first_record.first, 9))
