"""By how much the sums of each place of the tree change day by day, from the deepest place up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection

from chibo.areas.organisation.models import SEGMENT
from chibo.areas.posts.models import FactCode
from chibo.core.periods import FOREVER
from chibo.core.wall import lifted

CHUNK = 20_000
CODES = tuple(code.value for code in FactCode)

At = tuple[str, date]
"""A place of the tree on a day."""

ASKED = "SELECT * FROM unnest(%(paths)s::text[], %(days)s::date[]) AS asked(path, day)"

REMOVE = f"""
DELETE FROM posts_factsum kept USING ({ASKED}) asked
 WHERE kept.path = asked.path AND kept.day = asked.day
"""  # noqa: S608

_ALL_PLACES = """
  SELECT path, starts_on AS day FROM posts_fact WHERE length(path) = %(length)s
  UNION SELECT path, ends_before FROM posts_fact
   WHERE length(path) = %(length)s AND ends_before < %(forever)s
  UNION SELECT above, day FROM posts_factsum WHERE length(above) = %(length)s
"""


def _counted(sign: str) -> str:
    parts = (
        f"coalesce({sign}sum(amount) FILTER (WHERE code = '{code}'), 0) AS {code}" for code in CODES
    )
    return ",\n         ".join(parts)


# What begins and ends at the place itself on the day, and what changes directly below it.
_RECOUNT = f"""
INSERT INTO posts_factsum (path, above, day, {", ".join(CODES)})
SELECT path, left(path, -{SEGMENT}), day, {", ".join(f"sum({code})" for code in CODES)}
  FROM (
  SELECT asked.path, asked.day,
         {_counted("")}
    FROM asked JOIN posts_fact fact ON fact.path = asked.path AND fact.starts_on = asked.day
   GROUP BY asked.path, asked.day
  UNION ALL
  SELECT asked.path, asked.day,
         {_counted("-")}
    FROM asked JOIN posts_fact fact ON fact.path = asked.path AND fact.ends_before = asked.day
   GROUP BY asked.path, asked.day
  UNION ALL
  SELECT asked.path, asked.day, {", ".join(CODES)}
    FROM asked JOIN posts_factsum below ON below.above = asked.path AND below.day = asked.day
  ) parts
 GROUP BY path, day
HAVING {" OR ".join(f"sum({code}) <> 0" for code in CODES)}
"""  # noqa: S608

RECOUNT = f"WITH asked AS MATERIALIZED ({ASKED}) {_RECOUNT}"
RECOUNT_ALL = f"WITH asked AS MATERIALIZED ({_ALL_PLACES}) {_RECOUNT}"


def recount_sums(changed: Iterable[At]) -> None:
    """Count again what facts that went or came change, there and all the way up."""
    with (
        lifted("figures of a unit the actor may see, as things stood then"),
        connection.cursor() as cursor,
    ):
        for places in _levels(changed):
            asked: dict[str, list[Any]] = {
                "paths": [path for path, _day in places],
                "days": [day for _p, day in places],
            }
            cursor.execute(REMOVE, asked)
            cursor.execute(RECOUNT, asked)


def recount_all_sums() -> None:
    """Count all sums anew from the facts."""
    with (
        lifted("figures of a unit the actor may see, as things stood then"),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM posts_factsum")
        cursor.execute("SELECT coalesce(max(length(path)), 0) FROM posts_fact")
        (deepest,) = cursor.fetchone()
        for length in range(deepest, 0, -SEGMENT):
            cursor.execute(RECOUNT_ALL, {"length": length, "forever": FOREVER})


def _levels(changed: Iterable[At]) -> Iterator[Sequence[At]]:
    """The deepest places first; never two depths together."""
    found: dict[int, set[At]] = defaultdict(set)
    for path, day in changed:
        for length in range(SEGMENT, len(path) + 1, SEGMENT):
            found[length].add((path[:length], day))
    for length in sorted(found, reverse=True):
        places = sorted(found[length])
        for start in range(0, len(places), CHUNK):
            yield places[start : start + CHUNK]
