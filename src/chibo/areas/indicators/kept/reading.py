"""Reading kept figures: a few rows of one or two index ranges, whatever stands below."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import zip_longest
from typing import Any

from django.db import connection

from chibo.areas.indicators.definitions import Facts, Number
from chibo.areas.indicators.kept.measured import in_hundredths, measures
from chibo.areas.indicators.kept.periods import Period, kept_periods, period_of
from chibo.areas.indicators.kept.positions import Positions, known_positions
from chibo.areas.indicators.measures import Places, Span, Structure
from chibo.areas.indicators.models import KeptDoubt, KeptState
from chibo.areas.indicators.published.tables import require_records
from chibo.areas.organisation.models import SEGMENT
from chibo.areas.organisation.paths import unit_of
from chibo.core.periods import Month
from chibo.core.wall import lifted

# Of a kept period no other one as long begins inside it.
ROWS = """
SELECT kept.path, kept.months, kept.first, {own}, {below}
  FROM indicators_keptfigures kept
 WHERE ({place}) AND {months} AND kept.first BETWEEN %(first)s AND %(last)s
"""
CLOSED_ROWS = """
SELECT path, months, first, coalesce(saved.own, kept.own), coalesce(saved.below, kept.below)
  FROM (SELECT * FROM indicators_keptfigures kept WHERE {which}) kept
  FULL JOIN (SELECT * FROM indicators_closedfigures kept WHERE {which}) saved
 USING (path, months, first)
""".replace(
    "{which}",
    "kept.path = ANY(%(paths)s) AND (kept.months = 1 AND kept.first BETWEEN %(first)s AND %(last)s"
    " OR kept.months = %(long)s AND kept.first = %(first)s)",
)
BY_YEAR = """
SELECT extract(year FROM first), sum(coalesce(own[%(at)s], 0) + coalesce(below[%(at)s], 0))
  FROM indicators_keptfigures
 WHERE path = ANY(%(paths)s) AND months = 1 AND first BETWEEN %(first)s AND %(last)s
 GROUP BY 1
"""
LAST_DAY = """
SELECT coalesce(own[%(at)s], 0) + coalesce(below[%(at)s], 0) FROM indicators_keptfigures
 WHERE path = %(path)s AND months = 1 AND first = %(month)s
"""
WAITING = """
SELECT EXISTS (SELECT FROM indicators_keptstate)
   AND (EXISTS (SELECT FROM indicators_dirtymark WHERE measured)
        OR EXISTS (SELECT FROM posts_factmark))
"""
_THEN = ("kept.own", "kept.below")
_NOW = ("coalesce(kept.own_now, kept.own)", "coalesce(kept.below_now, kept.below)")
_ONE, _MANY = "kept.path = %(path)s", "kept.path = ANY(%(paths)s)"
_BELOW = "kept.path = ANY(%(paths)s) OR kept.above = ANY(%(paths)s)"

Slots = dict[str, Facts]
_Row = tuple[str, int, date, list[int], list[int]]


@dataclass(frozen=True)
class Store:
    """What is kept, as it stood when it was opened."""

    since: Month
    folded_on: date
    positions: Positions
    doubted: frozenset[int]

    @cached_property
    def periods(self) -> Sequence[Period]:
        """All kept periods."""
        return kept_periods(self.since, self.folded_on)

    @cached_property
    def _known(self) -> frozenset[Period]:
        return frozenset(self.periods)

    def kept(self, span: Span) -> Span | None:
        """The same days as they are kept; None where they are not.

        Of a day that has passed the months over by then are, a month in its midst is not.
        """
        asked = Span(span.first, Month.of(span.ends_on), self.folded_on)
        same = asked.ends_on == span.ends_on and self.since <= span.first <= asked.last
        return asked if same else None

    def doubts(self, places: Places) -> bool:
        """Whether a recount disagreed with what is kept of the unit."""
        return bool(self.doubted) and any(
            unit_of(p[-SEGMENT:]) in self.doubted for p in places.paths
        )

    def slots(self, places: Places, span: Span, structure: Structure, *, children: bool) -> Slots:
        """The facts of a unit by slot, as `measure` gives them; without children all in one.

        The span as `kept` gives it. One statement; one more for each measure whose whole period is
        none of those kept.
        """
        period = period_of(span, self._known)
        rows = self._rows(places, span, period, structure, children=children)
        found = self._added(rows, places.paths, span.last, period, children=children)
        if period is None:
            _count_whole(found, places, span, children=children)
        return found

    def closed_facts(self, places: Places, span: Span) -> Facts | None:
        """The facts of a unit then as they were when the months were closed; None where not kept.

        What only a whole period says is among them where the period itself is kept. One statement.
        """
        kept = self.kept(span)
        if kept is None:
            return None
        period = period_of(kept, self.periods)
        given: dict[str, Any] = {
            "paths": list(places.paths),
            "first": kept.starts_on,
            "last": kept.last.first,
            "long": period.months if period else 1,
        }
        with (
            lifted("figures of a unit the actor may see, as things stood then"),
            connection.cursor() as cursor,
        ):
            cursor.execute(CLOSED_ROWS, given)
            rows: list[_Row] = cursor.fetchall()
        return self._added(rows, places.paths, kept.last, period, children=False).get("", {})

    def by_year(self, places: Places, span: Span, fact: str) -> dict[int, int]:
        """A fact that adds up, of a unit then, by calendar years that had any. One statement."""
        given: dict[str, Any] = {
            "paths": list(places.paths),
            "at": self.positions.at[fact] + 1,
            "first": span.starts_on,
            "last": span.last.first,
        }
        with (
            lifted("figures of a unit the actor may see, as things stood then"),
            connection.cursor() as cursor,
        ):
            cursor.execute(BY_YEAR, given)
            return {int(year): int(number) for year, number in cursor.fetchall() if number}

    def on_last_day(self, path: str, fact: str) -> int:
        """A fact of the day of the last folding at and below a place of that day. One statement."""
        given: dict[str, Any] = {
            "path": path,
            "at": self.positions.at[fact] + 1,
            "month": self.month.first,
        }
        with (
            lifted("figures of a unit the actor may see, as things stood then"),
            connection.cursor() as cursor,
        ):
            cursor.execute(LAST_DAY, given)
            row = cursor.fetchone()
        return int(row[0]) if row else 0

    @property
    def month(self) -> Month:
        """The running month of that day."""
        return Month.of(self.folded_on)

    def _rows(
        self,
        places: Places,
        span: Span,
        period: Period | None,
        structure: Structure,
        *,
        children: bool,
    ) -> list[_Row]:
        own, below = _THEN if structure == "then" else _NOW
        alone = _ONE if len(places.paths) == 1 else _MANY
        given: dict[str, Any] = {"first": span.starts_on, "last": span.last.first}
        if children or alone is _MANY:
            given["paths"] = list(places.paths)
        else:
            given["path"] = places.paths[0]
        months = "kept.months = 1"
        if period is not None and period.months > 1:
            months, given["long"] = "kept.months IN (1, %(long)s)", period.months
        place = _BELOW if children else alone
        statement = ROWS.format(own=own, below=below, place=place, months=months)
        with (
            lifted("figures of a unit the actor may see, as things stood then"),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, given)
            rows: list[_Row] = cursor.fetchall()
        return rows

    def _added(
        self,
        rows: Iterable[_Row],
        paths: Sequence[str],
        last: Month,
        period: Period | None,
        *,
        children: bool,
    ) -> Slots:
        found: dict[str, dict[str, list[list[int]]]] = defaultdict(lambda: defaultdict(list))
        for row_path, months, first, own, below in rows:
            is_own = row_path in paths
            slot = found["" if is_own else row_path[-SEGMENT:]]
            numbers = [own] if is_own and children else [own, below]
            for use in self._uses(months, first, last, period):
                slot[use] += numbers
        return {
            slot: self._facts({use: _sum(each) for use, each in parts.items()})
            for slot, parts in found.items()
        }

    def _uses(self, months: int, first: date, last: Month, period: Period | None) -> Iterable[str]:
        if months == 1:
            yield "adding"
            if first == last.first:
                yield "at_end"
        if period == (first, months):
            yield "whole"

    def _facts(self, parts: Mapping[str, Sequence[int]]) -> Facts:
        found: dict[str, Number] = {}
        for use, (plain, hundredths) in self._layout.items():
            row = parts.get(use, ())
            width = len(row)
            for name, at in plain:
                found[name] = row[at] if at < width else 0
            for name, at in hundredths:
                found[name] = Decimal(row[at] if at < width else 0) / 100
        return found

    @cached_property
    def _layout(self) -> dict[str, tuple[list[tuple[str, int]], list[tuple[str, int]]]]:
        """What each use of a row gives, and where: whole numbers, and those kept in hundredths."""
        found = {}
        for use in ("at_end", "adding", "whole"):
            names = [name for each in measures() for name in getattr(each, use)]
            known = [(name, self.positions.at[name]) for name in names if name in self.positions.at]
            found[use] = (
                [pair for pair in known if pair[0] not in in_hundredths()],
                [pair for pair in known if pair[0] in in_hundredths()],
            )
        return found


def open_store() -> Store | None:
    """The kept figures; None before the first folding.

    Three statements.
    """
    state = KeptState.objects.first()
    if state is None:
        return None
    doubts = KeptDoubt.objects.values_list("unit_id", flat=True)
    return Store(Month.of(state.kept_from), state.folded_on, known_positions(), frozenset(doubts))


def is_waiting() -> bool:
    """Whether something was written that kept figures do not say yet. One statement."""
    with (
        lifted("figures of a unit the actor may see, as things stood then"),
        connection.cursor() as cursor,
    ):
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])


def _sum(rows: Iterable[Sequence[int]]) -> Sequence[int]:
    """Number by number; short rows and empty ones end in zeros."""
    told = [row for row in rows if row]
    return told[0] if len(told) == 1 else [*map(sum, zip_longest(*told, fillvalue=0))]


def _count_whole(found: Slots, places: Places, span: Span, *, children: bool) -> None:
    """What only the whole period says, from the records, where the period is none of those kept."""
    require_records()
    for each in measures():
        if not each.whole:
            continue
        for (_number, slot), facts in each.count(places, [span]).items():
            at = slot if children else ""
            told = dict(found.get(at, {}))
            for name in each.whole:
                told[name] = (told.get(name, 0) if not children else 0) + facts[name]
            found[at] = told
