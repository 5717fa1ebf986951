"""The people behind a number, and the units that typed one, always for an actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from chibo.areas.members.models import Member
from chibo.areas.members.permissions import SENSITIVE
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.statistics.errors import KeptBack
from chibo.areas.statistics.listing import has_list, is_sensitive
from chibo.areas.statistics.measures.movements import WHYS, who_moved
from chibo.areas.statistics.measures.portrait import who_is
from chibo.areas.statistics.models import TypedNumber
from chibo.areas.statistics.permissions import VIEW
from chibo.areas.statistics.queries.sheets import asked_of, book
from chibo.areas.statistics.rules import Cell, Told, period_of
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.regulations.statistics import Row, Sheet

PAGE = 50
_WHY = "numbers of units that stood below one whose sheets the actor may see"


@dataclass(frozen=True)
class Behind:
    """The members behind a number; `unnamed` are counted and not shown to this reader."""

    sheet: Sheet
    row: Row
    told: Told
    count: int
    unnamed: int
    page: Page[Member]
    days: dict[int, date]
    """On which day a member came or left, where that is what was counted."""


@dataclass(frozen=True)
class TypedBelow:
    """What units told of a typed row: the unit itself and those below it."""

    own: TypedNumber | None
    below: int
    units: tuple[TypedNumber, ...]
    """The first of the others, in the order of the tree."""

    @property
    def more(self) -> int:
        """How many others told something."""
        return len(self.units)


def people_behind(
    *,
    actor: Actor,
    unit: Unit,
    period: str,
    year: int,
    today: date,
    sheet: str,
    row: str,
    column: str,
    number: str = "1",
) -> Behind:
    """Who is behind a number of this period, by given name; names only where the actor may see.

    Of a people or a religion only whoever may see these is shown names. Raises NotAllowed,
    BadPeriod, NotThere; KeptBack where the number itself is.
    """
    actor.require(VIEW, unit)
    rules, told = period_of(period, year, today)
    laid_out = rules.sheet(sheet)
    line = laid_out.row(row) if laid_out else None
    counted = laid_out.column(column) if laid_out else None
    if laid_out is None or line is None or counted is None or not has_list(line.measure):
        raise NotThere(_("Số này không có danh sách người đi kèm."))
    if is_sensitive(line.measure) and not actor.may(SENSITIVE, unit.path):
        one = book(actor=actor, unit=unit, period=period, year=year, today=today, only=[sheet])
        _require_shown(one.cell(sheet, row, column))
    asked, days = asked_of(unit, told), {}
    if line.measure.partition(".")[0] in WHYS:
        moved = who_moved(asked, line.measure)
        days = {each.member_id: each.on for each in moved}
        count, ids = len(moved), list(days)
    else:
        measure = "present" if line.measure == "closing" else line.measure
        ids = who_is(asked, rules, measure, counted.aspect)
        count = len(ids)
    shown = _seen(actor, ids, line.measure)
    found = Paginator(shown, PAGE).get_page(number)
    unnamed = len(ids) - found.paginator.count
    return Behind(laid_out, line, told, count, unnamed, found, days)


def _require_shown(cell: Cell) -> None:
    if cell.state == "hidden":
        raise KeptBack(
            _(
                "Số này không hiện với vai trò đang giữ. Cán bộ được xem dân tộc, tôn giáo của "
                "đơn vị in được biểu đầy đủ."
            )
        )


def _seen(actor: Actor, ids: Sequence[int], measure: str) -> "QuerySet[Member]":
    rows = Member.objects.visible_to(actor).filter(pk__in=ids)
    if is_sensitive(measure):
        rows = rows & Member.objects.visible_to(actor, SENSITIVE)
    return rows.select_related("cell").defer("search_words").by_name()


def typed_numbers(*, actor: Actor, unit: Unit, told: Told, key: str) -> TypedBelow:
    """What was typed for a row at and below the unit as it stood on the last day. Two reads."""
    actor.require(VIEW, unit)
    day = told.window.ends_on
    stood = UnitStanding.objects.unscoped(_WHY).on(day)
    path = stood.filter(unit=unit).values_list("path", flat=True).first() or unit.path
    rows = TypedNumber.objects.unscoped(_WHY).filter(
        unit__in=stood.under(path).values("unit_id"),
        year=told.year,
        period=told.period.code,
        key=key,
    )
    found = list(rows.select_related("unit").order_by("unit__path"))
    own = next((each for each in found if each.unit_id == unit.pk), None)
    others = tuple(each for each in found if each.unit_id != unit.pk)
    return TypedBelow(own, sum(each.number for each in others), others)
