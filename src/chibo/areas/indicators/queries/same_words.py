"""What a figure counted, found by the very statement that counts it: then and now, page by page.

A list made of other words than its number can always differ from it. Rows come in the order of
today's tree, behind the last one of the page before; which of them may be named is asked after.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chibo.areas.indicators import minimums
from chibo.areas.indicators.measures import Span, meetings, members, places, units
from chibo.areas.indicators.measures.statement import run
from chibo.areas.indicators.queries.paging import Page, cut
from chibo.areas.indicators.queries.records import Asked, Record

Found = dict[str, Any]
Named = Callable[[Asked, list[Found]], Mapping[Any, Record]]
ROUNDS = 5
"""So often a page is filled up where rows may not be named; then it is given as it is."""


@dataclass(frozen=True)
class Words:
    """A SELECT of `id` and `path` of what was counted, the WITH parts it reads, what they ask."""

    select: str
    parts: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)


CELLS = {
    "meetings.cells_met": (meetings.MET, meetings.MET),
    "meetings.cells_even": (meetings.EVEN, meetings.EVEN),
    "meetings.even_rate": (meetings.STANDING, meetings.EVEN),
    "meetings.cells_thematic_rate": (meetings.STANDING, meetings.THEMATIC),
    "meetings.cells_visited": (meetings.VISITED, meetings.VISITED),
    "meetings.cells_visited_rate": (meetings.STANDING, meetings.VISITED),
}
"""Of a figure that counts cells: those it counts or divides by, and those of its numerator."""
MEETINGS = {
    "meetings.regular": "m.kind <> 'thematic'",
    "meetings.thematic": "m.kind <> 'regular'",
    "meetings.attendance_rate": "TRUE",
    "meetings.short": minimums.SHORT,
    "scores.average": "s.official_total IS NOT NULL",
    "scores.good": "s.official_grade = 'good'",
    "scores.fair": "s.official_grade = 'fair'",
    "scores.average_grade": "s.official_grade = 'average'",
    "scores.poor": "s.official_grade = 'poor'",
}
MEMBERS = {
    "members.total": "TRUE",
    "members.full": "is_full",
    "members.probationary": "NOT is_full",
    "members.exempt": "is_exempt",
    "members.women": "gender = 'female'",
    "members.average_age": "TRUE",
}
UNITS = {
    "units.grassroots": "is_committee OR is_grassroots_cell",
    "units.grassroots_committees": "is_committee",
    "units.grassroots_cells": "is_grassroots_cell",
    "units.cells": "is_cell",
    "units.subordinate_cells": "is_subordinate",
    "units.founded": "what = 'founded'",
    "units.grassroots_founded": "what = 'founded' AND is_grassroots",
    "units.upgraded": "what = %(upgraded)s",
    "units.merged": "what = ANY(%(mergers)s)",
    "units.dissolved": "what = %(dissolved)s",
}


def cells_words(asked: Asked, figure: str) -> Words:
    """Cells with the months and quarters they were asked for and met in, and their visits."""
    whole, above = CELLS[figure]
    told = "months_met, running_met, months_asked, quarters_met, quarters_asked, visits"
    return Words(
        f"SELECT u.id, u.path, {told} FROM per_cell"  # noqa: S608
        " JOIN organisation_unit u ON u.id = per_cell.unit_id"
        f" WHERE {above if asked.only_numerator else whole}",
        meetings.PER_CELL,
        meetings.given([_span(asked)]),
    )


def meetings_words(asked: Asked, figure: str) -> Words:
    """Meetings where their cell stood on their day."""
    return Words(
        f"SELECT m.id, u.path {meetings.HELD}"
        " JOIN organisation_unit u ON u.id = m.unit_id"
        " WHERE placed.slot IS NOT NULL AND m.held_on >= %(starts_on)s"
        f" AND ({MEETINGS[figure]})",
        given=meetings.given([_span(asked)]),
    )


def members_words(asked: Asked, figure: str) -> Words:
    """Members in the home cell they counted in, with their age in whole years."""
    return Words(
        "SELECT member_id AS id, unit_path AS path, cell_id, age"  # noqa: S608
        f" FROM counted WHERE {MEMBERS[figure]}",
        members.PRESENT,
        members.given([_span(asked)]),
    )


def units_words(asked: Asked, figure: str) -> Words:
    """Units of a kind on the last day, or what happened to units with the day it counts on."""
    of_a_day = "" if "what" in UNITS[figure] else "what = '' AND "
    return Words(
        "SELECT u.id, u.path, counts_on FROM"  # noqa: S608
        f" (SELECT unit_id, counts_on FROM counted WHERE {of_a_day}({UNITS[figure]})) counted"
        " JOIN organisation_unit u ON u.id = counted.unit_id",
        units.COUNTED,
        units.given(),
    )


def facts_words(asked: Asked, codes: list[str]) -> Words:
    """Facts of the last day about units that stand here."""
    return Words(
        "SELECT f.id, f.path FROM placed"
        " JOIN posts_fact f ON f.unit_id = placed.unit_id AND f.code = ANY(%(codes)s)"
        "  AND f.starts_on <= %(ends_on)s AND f.ends_before > %(ends_on)s"
        " WHERE placed.slot IS NOT NULL"
        " AND placed.since <= %(ends_on)s AND placed.ends > %(ends_on)s",
        given={"codes": codes},
    )


def page_of(asked: Asked, words: Words, named: Named) -> Page[Record]:
    """A page of what was counted, each as `named` may tell it; the rest stays counted only.

    One statement for the places, one for the rows and those of `named`; more only where many of
    the rows may not be named.
    """
    path, _colon, pk = asked.after.partition(":")
    after = (path, int(pk) if pk.isdecimal() else 0)
    some = max(2 * asked.limit, 100) + 1
    shown: list[Record] = []
    keys: list[str] = []
    for _round in range(ROUNDS):
        found = _rows(asked, words, after, some)
        records = named(asked, found)
        for row in found:
            if row["id"] in records:
                shown.append(records[row["id"]])
                keys.append(f"{row['path']}:{row['id']}")
        if len(shown) > asked.limit or len(found) < some:
            return cut(shown, asked.limit, keys)
        after = (found[-1]["path"], found[-1]["id"])
    return Page(shown, f"{after[0]}:{after[1]}")


def _rows(asked: Asked, words: Words, after: tuple[str, int], some: int) -> list[Found]:
    here = places(asked.unit, asked.structure)
    parts = members.at_home(words.parts, here)
    names, rows = run(
        f"{parts}{', ' if parts else ''}found AS ({words.select}) SELECT * FROM found"  # noqa: S608
        " WHERE (path, id) > (%(after_path)s, %(after_id)s) ORDER BY path, id LIMIT %(some)s",
        here,
        [_span(asked)],
        **{"after_path": after[0], "after_id": after[1], "some": some, **words.given},
    )
    return [dict(zip(names, row, strict=True)) for row in rows]


def _span(asked: Asked) -> Span:
    return Span(asked.first, asked.month, asked.day)
