"""Dues below a body: its branches × months with sums, read from the sheets' own sums."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Substr

from chibo.areas.dues.models import DuesSheet, SheetState
from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.core.actor import Actor
from chibo.core.periods import Month, months_between

BRANCHES = 50


@dataclass(frozen=True)
class BodyMonth:
    """Sums of the sheets of one month below a unit. `sheets` 0: none was opened."""

    month: Month
    sheets: int = 0
    closed: int = 0
    people: int = 0
    settled: int = 0
    unknown: int = 0
    expected: int = 0
    paid: int = 0
    received: int = 0
    remitted: int = 0
    handed_over: int = 0

    @property
    def share(self) -> int:
        """Per cent of those whose dues are known who settled them, rounded down: 100 is all."""
        known = self.people - self.unknown
        return 100 * self.settled // known if known else 0


@dataclass(frozen=True)
class BodyRow:
    """A unit directly below with its months, in the order of the picture."""

    unit: Unit
    months: list[BodyMonth]


@dataclass(frozen=True)
class BodyPicture:
    """The units directly below, page by page, and the sums of all of them."""

    months: list[Month]
    rows: list[BodyRow]
    totals: list[BodyMonth]
    after: str


def body_picture(
    actor: Actor,
    unit: Unit,
    *,
    last: Month,
    count: int = 6,
    after: str = "",
    size: int = BRANCHES,
    today: date,
) -> BodyPicture:
    """`count` months up to `last`; branches by code, `size` a page."""
    months = months_between(last.plus(1 - count), last)
    below = Unit.objects.visible_to(actor).filter(parent=unit).existing_on(today)
    branches = list(below.filter(code__gt=after).order_by("code")[: size + 1])
    shown = branches[:size]
    sheets = DuesSheet.objects.visible_to(actor, inside=unit.path).filter(
        month__range=(months[0].first, months[-1].first)
    )
    by_branch = _by_branch(sheets, unit, shown)
    return BodyPicture(
        months=months,
        rows=[
            BodyRow(each, [by_branch.get((each.path, m), BodyMonth(m)) for m in months])
            for each in shown
        ],
        totals=_totals(sheets, months),
        after=shown[-1].code if len(branches) > size else "",
    )


_SUMS = {
    "sheets": Count("id"),
    "closed": Count("id", filter=Q(state=SheetState.CLOSED)),
    "handed_over": Count("id", filter=Q(handed_over_on__isnull=False)),
    **{
        f"sum_{name}": Sum(name)
        for name in ("people", "settled", "unknown", "expected", "paid", "received", "remitted")
    },
}


def _by_branch(
    sheets: "QuerySet[DuesSheet]", unit: Unit, shown: list[Unit]
) -> dict[tuple[str, Month], BodyMonth]:
    if not shown:
        return {}
    width = len(unit.path) + SEGMENT
    wanted = [each.path for each in shown]
    grouped = (
        sheets.annotate(branch=Substr(F("unit__path"), Value(1), Value(width)))
        .filter(branch__in=wanted)
        .values("branch", "month")
        .annotate(**_SUMS)
        .order_by()
    )
    return {(row["branch"], Month.of(row["month"])): _month(row) for row in grouped}


def _totals(sheets: "QuerySet[DuesSheet]", months: list[Month]) -> list[BodyMonth]:
    grouped = sheets.values("month").annotate(**_SUMS).order_by()
    found = {Month.of(row["month"]): _month(row) for row in grouped}
    return [found.get(month, BodyMonth(month)) for month in months]


def _month(row: Mapping[str, object]) -> BodyMonth:
    plain = {name.removeprefix("sum_"): value or 0 for name, value in row.items()}
    plain.pop("branch", None)
    month = plain.pop("month")
    assert isinstance(month, date)
    return BodyMonth(Month.of(month), **plain)  # type: ignore[arg-type]
