"""A picture of the tree: rows × months. It is a table, so it reads, prints and takes the keyboard.

The box around it scrolls on a phone and starts at its right end, at the latest months.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import NamedTuple, TypeVar

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chibo.core.periods import Month
from chibo.web.components.marks import mark_class, mark_drawing, mark_words
from chibo.web.components.shares import Share, share_drawing, share_symbols

R = TypeVar("R", "GridRow", "ShareRow")


# A picture holds thousands of marks: tuples, since they are made several times quicker.
class GridMark(NamedTuple):
    """One unit in one month."""

    state: str
    grade: str = ""
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class GridRow:
    """One unit with a mark for each month, oldest first; None where it did not exist."""

    label: str
    href: str
    marks: tuple[GridMark | None, ...]
    note: str = ""


@dataclass(frozen=True)
class ShareRow:
    """One branch of the tree with a share for each month, oldest first."""

    label: str
    href: str
    marks: Sequence[Share | None]
    note: str = ""


def month_grid(
    months: Sequence[Month], rows: Iterable[GridRow], *, caption: str, row_heading: str
) -> SafeString:
    """Units × months with a mark in each cell."""
    language = get_language() or ""
    labels = [month.label for month in months]

    def cells(row: GridRow) -> Iterable[str]:
        marked = zip(row.marks, labels, strict=True)
        return [_mark_cell(mark, label, language) for mark, label in marked]

    return _grid(months, rows, cells, caption, row_heading, "")


def share_grid(
    months: Sequence[Month],
    rows: Iterable[ShareRow],
    *,
    caption: str,
    row_heading: str,
    links: Sequence[str],
) -> SafeString:
    """Branches × months with a share in each cell, under it grades, late reports and short
    meetings, linked to the branch's address with the month's link behind it."""
    language = get_language() or ""
    columns = [(month.label, escape(link)) for month, link in zip(months, links, strict=True)]

    def cells(row: ShareRow) -> Iterable[str]:
        href = escape(row.href)
        marked = zip(row.marks, columns, strict=True)
        return [
            f'<a href="{href}{link}"{share_drawing(mark, label, language)}</a>'
            if mark is not None and mark.cells and not mark.in_doubt
            else _doubtful(href + link, label, language)
            if mark is not None and mark.in_doubt
            else _no_share(label)
            for mark, (label, link) in marked
        ]

    drawn = _grid(months, rows, cells, caption, row_heading, " shares")
    return SafeString(share_symbols() + drawn)


def _grid(
    months: Sequence[Month],
    rows: Iterable[R],
    cells: Callable[[R], Iterable[str]],
    caption: str,
    row_heading: str,
    style: str,
) -> SafeString:
    years = [_opening_of_year(months, place) for place in range(len(months))]
    head = "".join(_month_heading(m, y) for m, y in zip(months, years, strict=True))
    opened = ['<td class="year">' if opens else "<td>" for opens in years]
    body = "".join([_row(row, opened, cells(row)) for row in rows])
    name = escape(caption)
    return SafeString(
        f'<div class="grid-box" tabindex="0" role="region" aria-label="{name}">'
        f'<table class="grid{style}"><caption>{name}</caption><thead><tr>'
        f'<th scope="col">{escape(row_heading)}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _opening_of_year(months: Sequence[Month], place: int) -> bool:
    return place == 0 or months[place].month == 1


def _month_heading(month: Month, opens_year: bool) -> str:
    year = f"<small>{month.year}</small>" if opens_year else ""
    style = ' class="year"' if opens_year else ""
    return (
        f'<th scope="col"{style}><span aria-hidden="true">{month.month}{year}</span>'
        f'<span class="vh">{month.label}</span></th>'
    )


def _row(row: GridRow | ShareRow, opened: Sequence[str], cells: Iterable[str]) -> str:
    name = escape(row.label)
    linked = f'<a href="{escape(row.href)}">{name}</a>' if row.href else name
    note = f'<span class="meta">{escape(row.note)}</span>' if row.note else ""
    inside = "</td>".join([opening + cell for opening, cell in zip(opened, cells, strict=True)])
    return f'<tr><th scope="row">{linked}{note}</th>{inside}</td></tr>'


def _mark_cell(mark: GridMark | None, label: str, language: str) -> str:
    state, grade, href, note = mark or GridMark("none")
    css, inside = _plain_mark(state, grade, label, language)
    if note:
        inside += f'<span class="vh">. {escape(note)}</span>'
    if not href:
        return f'<span class="{css}">{inside}</span>'
    return f'<a class="{css}" href="{escape(href)}">{inside}</a>'


@lru_cache(maxsize=4096)
def _plain_mark(state: str, grade: str, label: str, language: str) -> tuple[str, str]:
    """Classes and content; the words follow the active `language`, the key of the memory."""
    words = escape(f"{label}: {mark_words(state, grade)}")
    return mark_class(state, grade), f'{mark_drawing(state, grade)}<span class="vh">{words}</span>'


def _doubtful(href: str, label: str, language: str) -> str:
    css, inside = _plain_mark("in_doubt", "", label, language)
    return f'<a class="{css}" href="{href}">{inside}</a>'


def _no_share(label: str) -> str:
    return f'<span>–<span class="vh">{label}: {escape(_("không có"))}</span></span>'
