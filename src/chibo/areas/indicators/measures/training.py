"""Classes begun in the span with everybody enrolled in them, at the unit that opened them."""

from collections.abc import Sequence
from functools import cache

from chibo.areas.indicators.definitions import definitions
from chibo.areas.indicators.measures.places import Places
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import Counted, by_slot

BEGUN = """
    FROM placed
    JOIN training_trainingclass c ON c.unit_id = placed.unit_id
         AND c.starts_on BETWEEN %(starts_on)s AND %(ends_on)s
         AND c.starts_on >= placed.since AND c.starts_on < placed.ends
"""

STATEMENT = f"""
begun AS (
  SELECT placed.slot, c.id, c.course, c.starts_on {BEGUN} WHERE placed.slot IS NOT NULL
), enrolled AS (
  SELECT e.training_class_id AS id, count(*) AS trainees, sum(e.attended) AS attendances
    FROM training_enrolment e WHERE e.training_class_id IN (SELECT id FROM begun)
   GROUP BY e.training_class_id
)
SELECT span.span, begun.slot, count(*) AS classes,
       coalesce(sum(trainees), 0)::bigint AS trainees,
       coalesce(sum(attendances), 0)::bigint AS attendances {{by_course}}
  FROM span JOIN begun ON begun.starts_on BETWEEN span.starts_on AND span.ends_on
  LEFT JOIN enrolled USING (id)
 GROUP BY span.span, begun.slot
"""  # noqa: S608


def count_training(places: Places, spans: Sequence[Span]) -> Counted:
    """Classes by their first day; a class counts whole on that day. One statement."""
    return by_slot(STATEMENT.format(by_course=by_course()), places, spans)


@cache
def by_course() -> str:
    """A column for each definition that is narrowed to a kind of class."""
    return "".join(
        f", coalesce(sum(trainees) FILTER (WHERE course = '{each.course}'), 0)::bigint"
        f" AS {each.counts}"
        for each in definitions()
        if each.course
    )
