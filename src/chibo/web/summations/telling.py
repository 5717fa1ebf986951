"""What pages and workbooks of a summation show, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chibo.areas.periodic.rules import LineFigure
from chibo.areas.summations.models import Structure, Summation
from chibo.areas.summations.queries import Row, Seen
from chibo.areas.summations.queries.showing import SeenText
from chibo.areas.summations.spans import ALL, MEAN, head, whole
from chibo.areas.summations.wording import Named, Piece, faults, tell
from chibo.core.vietnamese import show_points
from chibo.web.components.charts import Point, bar_chart, line_chart
from chibo.web.components.downloads import Column, Table
from chibo.web.overview.periods import NOW, PERIOD, STRUCTURE


@dataclass(frozen=True)
class TextRow:
    """A section: its paragraphs in pieces with addresses, and what is untrue in it."""

    text: SeenText
    pieces: list[tuple[Piece, str]]
    faults: list[str]


@dataclass(frozen=True)
class Cell:
    """A figure in words and the page that says why; `head` stands before it on a phone."""

    words: str
    href: str
    is_value: bool


@dataclass(frozen=True)
class FigureRow:
    """A row of the table."""

    name: str
    measure: str
    cells: list[Cell]


def figure_address(summation: Summation, code: str, period: str) -> str:
    """The page of *vì sao con số này* for the period; "" for what is no figure of the records."""
    if code.startswith("carried."):
        found = summation.directive
        return reverse("directive", args=[found.pk]) if found else ""
    span = whole(summation.first_year, summation.last_year)
    asked = str(span) if period in (ALL, MEAN) else period
    address = f"{reverse('figure', args=[summation.unit_id, code])}?{PERIOD}={asked}"
    return f"{address}&{STRUCTURE}={NOW}" if summation.structure == Structure.NOW else address


def text_rows(seen: Seen) -> list[TextRow]:
    """Every section."""
    return [
        TextRow(
            text,
            [(piece, _address(seen, piece)) for piece in text.pieces],
            faults(text.pieces),
        )
        for text in seen.texts
    ]


def _address(seen: Seen, piece: Piece) -> str:
    if not piece.code or not piece.known:
        return ""
    return figure_address(seen.summation, piece.code, piece.period)


def heads(seen: Seen) -> list[str]:
    """The heads of the table's columns."""
    return [*(head(each) for each in seen.periods), _("Cả thời gian"), _("Bình quân mỗi năm")]


def figure_rows(seen: Seen) -> list[FigureRow]:
    """The table."""
    return [
        FigureRow(named_in_words(row.named), _(row.named.unit), list(_cells(seen, row)))
        for row in seen.rows
    ]


def named_in_words(named: Named) -> str:
    """What a figure is called in the reader's language."""
    return pgettext("indicator", named.name)


def _cells(seen: Seen, row: Row) -> Iterator[Cell]:
    keys = [str(each) for each in seen.periods]
    for key, line in zip((*keys, ALL), (*row.cells, row.whole), strict=True):
        href = figure_address(seen.summation, row.named.code, key)
        yield Cell(tell(row.named, line), href, line.value.number is not None)
    yield Cell(mean_words(row), "", row.mean is not None and row.mean.value.number is not None)


def mean_words(row: Row) -> str:
    """The mean of a year with how many complete years it rests on; a dash where none is made."""
    if row.mean is None:
        return "–"
    words = tell(row.named, row.mean)
    years = row.mean.denominator
    counted = _("%s năm đủ") % show_points(years)
    return f"{words} ({counted})" if years else words


def charts(seen: Seen) -> list[SafeString]:
    """The charts chosen, each with its table underneath."""
    return [
        _chart(seen, row)
        for row in seen.rows
        if row.named.code in seen.summation.charts
        and sum(each.value.number is not None for each in row.cells) > 1
    ]


def _chart(seen: Seen, row: Row) -> SafeString:
    points = [
        Point(
            head(period),
            line.value.number,
            figure_address(seen.summation, row.named.code, str(period)),
        )
        for period, line in zip(seen.periods, row.cells, strict=True)
    ]
    title = f"{named_in_words(row.named)} ({_(row.named.unit)})"
    if row.named.unit == "%":
        return line_chart(points, title=title, unit="%", top=100)
    return bar_chart(points, title=title)


def tables(seen: Seen) -> list[Table]:
    """The tables as sheets: numbers as numbers, no data and not applicable in words."""
    columns = [Column(_("Nội dung"), 44), Column(_("Đơn vị tính"), 12)]
    found = [
        Table(
            _("Số liệu"),
            [*columns, *(Column(each, 16) for each in heads(seen))],
            [_numbers(row) for row in seen.rows],
        )
    ]
    if seen.carried:
        found.append(
            Table(
                _("Thực hiện văn bản"),
                [Column(_("Đơn vị"), 44), Column(_("Đã thực hiện")), Column(_("Phải thực hiện"))],
                [[each.name, each.done, each.total] for each in seen.carried],
            )
        )
    return found


def _numbers(row: Row) -> list[str | int | Decimal | None]:
    cells = [_number(row, each) for each in (*row.cells, row.whole)]
    mean = "–" if row.mean is None else _number(row, row.mean)
    return [named_in_words(row.named), _(row.named.unit), *cells, mean]


def _number(row: Row, line: LineFigure) -> str | int | Decimal | None:
    number = line.value.number
    if number is None:
        return tell(row.named, line)
    return int(number) if number == number.to_integral_value() else number
