"""Classes begun in the span with everybody enrolled in them, at the unit that opened them."""

from functools import cache

from chibo.areas.indicators.definitions import Facts, definitions
from chibo.areas.indicators.measures.places import Places
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import by_slot

BEGUN = """
    FROM placed
    JOIN training_trainingclass c ON c.unit_id = placed.unit_id
         AND c.starts_on BETWEEN %(starts_on)s AND %(ends_on)s
         AND c.starts_on >= placed.since AND c.starts_on < placed.ends
"""

STATEMENT = f"""
begun AS (
  SELECT placed.slot, c.id, c.course {BEGUN} WHERE placed.slot IS NOT NULL
), enrolled AS (
  SELECT begun.slot, begun.course, count(*) AS trainees, sum(e.attended) AS attendances
    FROM begun JOIN training_enrolment e ON e.training_class_id = begun.id
   GROUP BY begun.slot, begun.course
), opened AS (
  SELECT slot, course, count(*) AS classes FROM begun GROUP BY slot, course
)
SELECT slot, sum(classes)::bigint AS classes,
       coalesce(sum(trainees), 0)::bigint AS trainees,
       coalesce(sum(attendances), 0)::bigint AS attendances {{by_course}}
  FROM opened LEFT JOIN enrolled USING (slot, course) GROUP BY slot
"""  # noqa: S608


def count_training(places: Places, span: Span) -> dict[str, Facts]:
    """Classes by their first day; a class counts whole on that day. One statement."""
    return by_slot(
        STATEMENT.format(by_course=_by_course()),
        places,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
    )


@cache
def _by_course() -> str:
    """A column for each definition that is narrowed to a kind of class."""
    return "".join(
        f", coalesce(sum(trainees) FILTER (WHERE course = '{each.course}'), 0)::bigint"
        f" AS {each.counts}"
        for each in definitions()
        if each.course
    )
