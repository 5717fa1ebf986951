"""The records behind a number and what the number is, always for an actor."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from chibo.areas.members.models import Member
from chibo.areas.members.permissions import SENSITIVE
from chibo.areas.organisation.models import Unit
from chibo.areas.statistics.errors import KeptBack
from chibo.areas.statistics.listing import Explained, explained, is_sensitive, lists_units
from chibo.areas.statistics.measures.bases import Counted, units_behind
from chibo.areas.statistics.measures.movements import WHYS, who_moved, who_was_there
from chibo.areas.statistics.measures.papers import who_of_papers
from chibo.areas.statistics.measures.portrait import who_is
from chibo.areas.statistics.permissions import VIEW
from chibo.areas.statistics.queries.sheets import Book, asked_of, book
from chibo.areas.statistics.rules import Cell, Told, Window
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.regulations.statistics import Column, Row, Sheet

PAGE = 50
PAPERS = ("badge", "transfer")


@dataclass(frozen=True)
class Number:
    """A cell of a sheet: what it says, what that is, and what it is a part of."""

    sheet: Sheet
    row: Row
    column: Column
    told: Told
    cell: Cell
    explained: Explained
    whole: tuple[Row, Cell] | None
    """The row of the same sheet it is a part of, with its number."""

    @property
    def window(self) -> Window:
        """The days it tells of."""
        return self.told.window if self.column.shows == "now" else self.told.before

    @property
    def shown(self) -> str:
        """Which of the two periods."""
        return self.column.shows


@dataclass(frozen=True)
class Behind:
    """The records behind a number; `unnamed` are counted and not shown to this reader."""

    number: Number
    count: int
    unnamed: int
    page: Page[Member] | None = None
    days: dict[int, date] = field(default_factory=dict)
    """On which day a member came or left, where that is what was counted."""
    units: Page[Counted] | None = None


def records_behind(
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
    """Who or which units stand behind a number; names only where the actor may see them.

    People by given name, units in the order of the tree. Of a people or a religion only whoever
    may see these is shown names. Raises NotAllowed, BadPeriod, NotThere; KeptBack where the number
    itself is.
    """
    actor.require(VIEW, unit)
    found = book(actor=actor, unit=unit, period=period, year=year, today=today, only=[sheet])
    what = _number(found, row, column)
    if lists_units(what.row.measure):
        return _units(actor, found, what, number)
    days: dict[int, date] = {}
    count, ids = _people(found, what, days)
    shown = _seen(actor, ids, what.row.measure)
    page = Paginator(shown, PAGE).get_page(number)
    return Behind(what, count, len(ids) - page.paginator.count, page, days)


def _number(found: Book, row: str, column: str) -> Number:
    sheet = found.sheets[0].sheet if found.sheets else None
    line = sheet.row(row) if sheet else None
    counted = sheet.column(column) if sheet else None
    told = explained(line.measure) if line and line.measure else None
    if not (sheet and line and counted and told) or counted.shows not in ("now", "before"):
        raise NotThere(_("Số này không có danh sách đi kèm."))
    cell = found.cell(sheet.code, row, column)
    if cell.state == "hidden":
        raise KeptBack(
            _(
                "Số này không hiện với vai trò đang giữ. Cán bộ được xem dân tộc, tôn giáo của "
                "đơn vị in được biểu đầy đủ."
            )
        )
    above = next((each for each in sheet.rows if each.measure == told.part_of), None)
    is_part = above is not None and told.part_of and above.code != row
    whole = (above, found.cell(sheet.code, above.code, column)) if above and is_part else None
    return Number(sheet, line, counted, found.told, cell, told, whole)


def _people(found: Book, what: Number, days: dict[int, date]) -> tuple[int, list[int]]:
    """How many were counted, and the members; `days` is filled in."""
    asked, measure = asked_of(found.unit, found.told), what.row.measure
    kind = measure.partition(".")[0].partition(":")[0]
    if kind == "opening":
        ids = who_was_there(asked, what.shown)
        return len(ids), ids
    if kind in (*WHYS, *PAPERS):
        who = who_moved if kind in WHYS else who_of_papers
        moved = who(asked, measure, what.shown)
        days.update({each.member_id: each.on for each in moved})
        return len(moved), list(days)
    measure = "present" if measure == "closing" else measure
    ids = who_is(asked, found.rules, measure, what.column.aspect, what.shown)
    return len(ids), ids


def _units(actor: Actor, found: Book, what: Number, number: str) -> Behind:
    asked = asked_of(found.unit, found.told)
    counted = units_behind(asked, found.rules, what.row.measure, what.column.aspect, what.shown)
    seen = Unit.objects.visible_to(actor, VIEW).filter(pk__in=[each.unit_id for each in counted])
    known = set(seen.values_list("pk", flat=True))
    named = [each for each in counted if each.unit_id in known]
    page = Paginator(named, PAGE).get_page(number)
    total = sum(each.number for each in counted)
    return Behind(what, total, total - sum(each.number for each in named), units=page)


def _seen(actor: Actor, ids: Sequence[int], measure: str) -> "QuerySet[Member]":
    rows = Member.objects.visible_to(actor).filter(pk__in=ids)
    if is_sensitive(measure):
        rows = rows & Member.objects.visible_to(actor, SENSITIVE)
    return rows.select_related("cell").defer("search_words").by_name()
