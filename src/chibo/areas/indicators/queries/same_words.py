"""What a figure counted, found by the very statement that counts it: then and now, page by page.

A list made of other words than its number can always differ from it. Rows come in the order of
today's tree, behind the last one of the page before; which of them may be named is asked after.
"""

from collections.abc import Callable, Mapping
from typing import Any

from chibo.areas.indicators.measures import Span, places
from chibo.areas.indicators.measures.members import at_home
from chibo.areas.indicators.measures.registering import Listed
from chibo.areas.indicators.measures.statement import run
from chibo.areas.indicators.queries.paging import Page, cut
from chibo.areas.indicators.queries.records import Asked, Record

Found = dict[str, Any]
Named = Callable[[Asked, list[Found]], Mapping[Any, Record]]
ROUNDS = 5
"""So often a page is filled up where rows may not be named; then it is given as it is."""


def page_of(asked: Asked, words: Listed, named: Named) -> Page[Record]:
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


def _rows(asked: Asked, words: Listed, after: tuple[str, int], some: int) -> list[Found]:
    here, span = places(asked.unit, asked.structure), Span(asked.first, asked.month, asked.day)
    parts = at_home(words.parts, here)
    names, rows = run(
        f"{parts}{', ' if parts else ''}found AS ({words.words(asked.counts)}) SELECT * FROM found"  # noqa: S608
        " WHERE (path, id) > (%(after_path)s, %(after_id)s) ORDER BY path, id LIMIT %(some)s",
        here,
        [span],
        **{"after_path": after[0], "after_id": after[1], "some": some, **words.given([span])},
    )
    return [dict(zip(names, row, strict=True)) for row in rows]
