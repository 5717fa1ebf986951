"""What a page shows in tables, read back from the page itself as rows for a sheet.

Text is what is seen: words for readers of screens only, buttons and inputs are left out, and with
them a column that holds nothing else. Numbers of columns marked `num` and days are values.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import html

from chibo.areas.exchange.tables import WIDEST, Column, Table

UNSEEN = (
    ".//*[not(self::caption) and contains(concat(' ', @class, ' '), ' vh ')]"
    " | .//a[contains(concat(' ', @class, ' '), ' button ')]"
    " | .//button | .//input | .//select | .//textarea | .//*[local-name() = 'svg'] | .//dialog"
    " | .//script | .//template"
)
APART = {"br", "li", "p", "div", "dt", "dd"}
DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
NUMBER = re.compile(r"[-−]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
NARROWEST = 8


def tables_of(page: str) -> list[Table]:
    """The tables of a page, in order, titled by their captions; none without rows."""
    read = (
        _table(element) for element in html.document_fromstring(page).iterfind(".//main//table")
    )
    return [table for table in read if table.rows]


def next_part_of(page: str) -> str:
    """The query of the page's link to the next part of its list; empty at the end."""
    links = html.document_fromstring(page).xpath("//main//a[@rel='next']/@href")
    return str(links[0]).partition("?")[2] if links else ""


def joined(before: list[Table], part: list[Table]) -> list[Table]:
    """The tables with the rows of the list's next part below; what both parts show stays once."""
    parts = {table.title: table for table in part}
    longer = []
    for table in before:
        more = parts[table.title].rows if table.title in parts else ()
        new = more if list(more) != list(table.rows[-len(more) :]) else ()
        longer.append(Table(table.title, table.columns, [*table.rows, *new]))
    return longer


def _table(element: Any) -> Table:
    for hidden in element.xpath(UNSEEN):
        hidden.drop_tree()
    caption = element.find("caption")
    title = "" if caption is None else _seen(caption)
    grid = _grid(element)
    wide = max((len(row) for row in grid), default=0)
    grid = [[*row, *[None] * (wide - len(row))] for row in grid]
    kept = [place for place in range(wide) if any(row[place] is not None for row in grid[1:])]
    headings, *rows = [[row[place] for place in kept] for row in grid] or [[]]
    columns = [
        Column(str(heading or ""), _width([heading, *(row[place] for row in rows)]))
        for place, heading in enumerate(headings)
    ]
    return Table(title, columns, rows)


def _grid(element: Any) -> list[list[Any]]:
    """The values by row and place; a cell over several rows is told in each of them."""
    below: dict[tuple[int, int], Any] = {}
    rows = []
    for number, line in enumerate(element.iterfind(".//tr")):
        row: list[Any] = []
        for cell in line.iterfind("*"):
            _take_from_above(row, below, number)
            value = _value(cell)
            for deeper in range(1, int(cell.get("rowspan", 1))):
                below[number + deeper, len(row)] = value
            row += [value, *[None] * (int(cell.get("colspan", 1)) - 1)]
        _take_from_above(row, below, number)
        rows.append(row)
    return rows


def _take_from_above(row: list[Any], below: dict[tuple[int, int], Any], number: int) -> None:
    while (number, len(row)) in below:
        row.append(below[number, len(row)])


def _value(cell: Any) -> str | date | Decimal | None:
    text = _seen(cell)
    if told := DAY.fullmatch(text):
        return date(*(int(part) for part in reversed(told.groups())))
    if "num" in (cell.get("class") or "").split() and NUMBER.fullmatch(text):
        plain = text.replace("−", "-")
        return Decimal(plain.replace(".", "").replace(",", "."))
    return text or None


def _seen(element: Any) -> str:
    """The words in it; what stands on lines of its own is told apart by a semicolon."""
    lines = [" ".join(line.split()) for line in "".join(_words(element)).split("\n")]
    return "; ".join(line for line in lines if line)


def _words(element: Any) -> Iterator[str]:
    yield _one_line(element.text)
    for child in element:
        if isinstance(child.tag, str):  # not a comment
            line = "\n" if child.tag in APART else ""
            yield line
            yield from _words(child)
            yield line
        yield _one_line(child.tail)


def _one_line(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _width(values: list[Any]) -> int:
    return min(max(NARROWEST, *(len(str(value or "")) + 2 for value in values)), WIDEST)
