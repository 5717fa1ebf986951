"""Running one grouped statement for any number of spans."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from chibo.areas.indicators.definitions import Facts
from chibo.areas.indicators.measures.places import Places
from chibo.areas.indicators.measures.span import Span
from chibo.core.wall import lifted

Counted = Mapping[tuple[int, str], Facts]
"""What was counted, by the number of the span and the slot."""

# Months and quarters by number, so that "how many ended between two days" is a subtraction;
# `month_after` is the first month not over on the last day.
SPANS = """
span AS (
  SELECT number AS span, starts_on, ends_on,
         date_trunc('quarter', starts_on)::date AS reads_from,
         (extract(year FROM ends_on + 1) * 12 + extract(month FROM ends_on + 1))::int
           AS month_after,
         (extract(year FROM ends_on + 1) * 4 + extract(quarter FROM ends_on + 1))::int
           AS quarter_after
    FROM unnest(%(span_numbers)s::int[], %(span_starts)s::date[], %(span_ends)s::date[])
         AS given(number, starts_on, ends_on)
)"""


def by_slot(
    statement: str, places: Places, spans: Sequence[Span], **parameters: Any
) -> dict[tuple[int, str], Facts]:
    """Run the rest of a WITH whose first parts say where every unit stands and which spans count.

    The first two columns of the answer are the span's number and the slot, the others are facts by
    name.
    """
    names, rows = run(statement, places, spans, **parameters)
    return {(row[0], row[1]): dict(zip(names[2:], row[2:], strict=True)) for row in rows}


def run(
    statement: str, places: Places, spans: Sequence[Span], **parameters: Any
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The columns and rows of a statement that reads `placed` and `span`.

    `starts_on` and `ends_on` as parameters are the first and the last day of all spans.
    """
    with (
        lifted("figures of a unit the actor may see, as things stood then"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"WITH RECURSIVE placed AS ({places.placed}), {SPANS}, {statement}",
            {
                **places.parameters,
                "span_numbers": list(range(len(spans))),
                "span_starts": [span.starts_on for span in spans],
                "span_ends": [span.ends_on for span in spans],
                "starts_on": min(span.starts_on for span in spans),
                "ends_on": max(span.ends_on for span in spans),
                **parameters,
            },
        )
        return [column.name for column in cursor.description or ()], list(cursor.fetchall())
