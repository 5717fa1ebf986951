"""The radar of a unit, a page at a time, in the order of the tree and in no other."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.db import connection

from chibo.areas.indicators.models import CellMonth
from chibo.areas.members.models import ENDED_STATES
from chibo.areas.notices.recipients import accounts_holding
from chibo.areas.organisation.models import Unit
from chibo.areas.radar.models import KnownHit
from chibo.areas.radar.permissions import VIEW
from chibo.areas.radar.rules import Found, Rule, rules, sentence
from chibo.areas.radar.statements import STANDING, STATEMENTS, UNITS, counted
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.periods import Month, add_months
from chibo.core.wall import lifted

PAGE = 50
FEW = 8
"""So many units are a list nobody drowns in, whatever part of the whole they are."""
ALL = 2_000_000
YEAR = 12


@dataclass(frozen=True)
class Hit:
    """One rule that fits a unit, and why."""

    rule: Rule
    since: date | None
    sentence: str
    months: tuple[Month, ...] = ()
    """The months it speaks of: those without a meeting, those whose report was late."""
    known: KnownHit | None = None
    """What somebody above wrote down about it, while that holds."""


@dataclass(frozen=True)
class Named:
    """A unit with every rule that fits it."""

    unit: Unit
    above: str
    hits: tuple[Hit, ...]
    in_doubt: bool = False
    """Whether a recount disagreed with months of the unit these rules read."""


@dataclass(frozen=True)
class RadarPage:
    """Units in the order of the tree; `after` asks for those that follow, None at the end."""

    rows: tuple[Named, ...]
    after: str | None
    in_doubt: bool = False
    """Whether months the rules read are in doubt somewhere in this part of the tree."""


@dataclass(frozen=True)
class Count:
    """How many of the units it speaks of a rule fits."""

    rule: Rule
    units: int
    of: int
    cells_only: bool

    @property
    def is_common(self) -> bool:
        """Whether it fits more than half of them: then it says little about any one."""
        return self.units > FEW and self.units * 2 > self.of


def radar(
    *,
    actor: Actor,
    unit: Unit,
    today: date,
    only: Rule | None = None,
    folded: Collection[str] = (),
    after: str = "",
    limit: int = PAGE,
) -> RadarPage:
    """Units at and below this one that a rule fits, or only the given rule; without the `folded`.

    One statement for each rule, one for the names, one for what is known and one for months in
    doubt, whatever stands below. Raises NotAllowed.
    """
    actor.require(VIEW, unit)
    asked = [only] if only else [rule for rule in rules(today) if rule.code not in folded]
    hits: dict[str, list[tuple[int, Hit]]] = defaultdict(list)
    for rule in asked:
        for unit_id, path, found in _found(actor, unit, rule, today, after, limit):
            hit = _hit(rule, found, today)
            hits[path].append((unit_id, hit))
    paths = sorted(hits)
    shown = paths[:limit]
    units = _units(hits[path][0][0] for path in shown)
    known, doubted = _known(actor, units, today), _in_doubt(actor, unit)
    rows = []
    for path in shown:
        row = units[hits[path][0][0]]
        told = [replace(hit, known=known.get((pk, hit.rule.code))) for pk, hit in hits[path]]
        above = row.parent.name if row.parent else ""
        rows.append(Named(row, above, tuple(told), row.pk in doubted))
    following = shown[-1] if len(paths) > limit else None
    return RadarPage(tuple(rows), following, bool(doubted))


def hits_of(actor: Actor, unit: Unit, today: date) -> tuple[Hit, ...]:
    """The rules that fit the unit itself. As many statements as rules. Raises NotAllowed."""
    actor.require(VIEW, unit)
    alone = {"path": unit.path, "path_end": f"{unit.path}!", "after": "", "limit": 1}
    found = []
    for rule in rules(today):
        for _pk, _path, *told in _rows(STATEMENTS[rule.code], {**alone, **_asked(rule, today)}):
            found.append(_hit(rule, Found(*told), today))
    return tuple(found)


def _hit(rule: Rule, found: Found, today: date) -> Hit:
    months = tuple(Month.of(day) for day in found.months)
    return Hit(rule, found.since, sentence(rule.code, found, today), months)


def told_of(actor: Actor, unit: Unit, today: date) -> list[int]:
    """The accounts that look after the unit itself, without the actor's own."""
    actor.require(VIEW, unit)
    held = accounts_holding(VIEW, [unit.pk], today).get(unit.pk, [])
    return [pk for pk in held if pk != actor.account_id]


def counts(actor: Actor, unit: Unit, today: date) -> tuple[Count, ...]:
    """Each rule with how many units at and below this one it fits, in the order declared.

    A statement for each rule and one for the whole, whatever stands below. Raises NotAllowed.
    """
    actor.require(VIEW, unit)
    place = {**_place(actor, unit, ""), "limit": ALL}
    ((units, cells),) = _rows(STANDING, {**place, "today": today})
    found = []
    for rule in rules(today):
        ((fits,),) = _rows(counted(rule.code), {**place, **_asked(rule, today)})
        of_cells = rule.code not in UNITS
        found.append(Count(rule, fits, cells if of_cells else units, of_cells))
    return tuple(found)


def _in_doubt(actor: Actor, unit: Unit) -> set[int]:
    """The cells of the part of the tree of which a recount disagreed with a month."""
    place = _place(actor, unit, "")
    rows = CellMonth.objects.unscoped("hits rest on them").filter(
        in_doubt=True, cell__path__gte=place["path"], cell__path__lt=place["path_end"]
    )
    return set(rows.values_list("cell_id", flat=True))


def _found(
    actor: Actor, unit: Unit, rule: Rule, today: date, after: str, limit: int
) -> list[tuple[int, str, Found]]:
    asked = {**_place(actor, unit, after), "limit": limit + 1, **_asked(rule, today)}
    return [(pk, path, Found(*told)) for pk, path, *told in _rows(STATEMENTS[rule.code], asked)]


def _rows(statement: str, asked: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with lifted("hits at and below a unit the actor may see"), connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return list(cursor.fetchall())


def _place(actor: Actor, unit: Unit, after: str) -> dict[str, Any]:
    """The part of the tree: all below, or the unit alone where the role reaches no further."""
    reaches = any(scope.below and scope.covers(unit.path) for scope in actor.scopes(VIEW))
    end = f"{unit.path}~" if reaches else f"{unit.path}!"
    return {"path": unit.path, "path_end": end, "after": after}


def _asked(rule: Rule, today: date) -> Mapping[str, Any]:
    now = Month.of(today)
    ended = rule.number if rule.code == "silent" else rule.span
    months = [now.plus(-step).first for step in range(ended, 0, -1)]
    since = add_months(today, -YEAR * rule.number) if rule.code == "no_admission" else today
    begun = datetime.combine(add_months(today, -rule.span), time(), tzinfo=ZONE)
    return {
        "today": today,
        "month": now.first,
        "months": months,
        "first_month": months[0] if months else now.first,
        "since": since,
        "until": date.fromordinal(today.toordinal() + rule.number),
        "from_time": begun,
        "number": rule.number,
        "least": rule.least,
        "ended": [str(state) for state in ENDED_STATES],
    }


def _known(actor: Actor, unit_ids: Iterable[int], today: date) -> dict[tuple[int, str], KnownHit]:
    rows = KnownHit.objects.visible_to(actor).filter(unit_id__in=list(unit_ids), until__gte=today)
    return {(row.unit_id, row.rule): row for row in rows}


def known_hit(actor: Actor, unit: Unit, rule: str) -> KnownHit | None:
    """What is on record about a unit and rule, also where it holds no longer."""
    return KnownHit.objects.visible_to(actor).filter(unit=unit, rule=rule).first()


def _units(unit_ids: Iterable[int]) -> dict[int, Unit]:
    rows = Unit.objects.unscoped("units of a part of the tree the actor was asked about")
    return rows.select_related("parent").in_bulk(list(unit_ids))
