"""Classes begun in the span with everybody enrolled in them, at the unit that opened them."""

from collections.abc import Sequence
from functools import cache

from chibo.areas.indicators.definitions import definitions
from chibo.areas.indicators.measures.places import Places
from chibo.areas.indicators.measures.registering import Listed, measuring
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
SELECT span.span, c.slot, count(*) AS classes,
       coalesce(sum(trainees), 0)::bigint AS trainees,
       coalesce(sum(attendances), 0)::bigint AS attendances {{by_course}}
  FROM span JOIN begun c ON c.starts_on BETWEEN span.starts_on AND span.ends_on
  LEFT JOIN enrolled USING (id)
 GROUP BY span.span, c.slot
"""  # noqa: S608


COURSES = {each.counts: f"c.course = '{each.course}'" for each in definitions() if each.course}
"""What the definitions narrow to a kind of class."""
SUMMED = ("trainees", "attendances")
CLASSES = Listed(
    "classes",
    f"SELECT c.id, u.path {BEGUN} JOIN organisation_unit u ON u.id = c.unit_id"
    " WHERE placed.slot IS NOT NULL AND ({which})",
    {**dict.fromkeys(("classes", *SUMMED), "true"), **COURSES},
)


@cache
def by_course() -> str:
    """A column for each definition that is narrowed to a kind of class."""
    return "".join(
        f", coalesce(sum(trainees) FILTER (WHERE {words}), 0)::bigint AS {name}"
        for name, words in COURSES.items()
    )


@measuring(
    "training",
    adding=("classes", *SUMMED, *COURSES),
    given=by_course,
    behind={"classes": CLASSES},
)
def count_training(places: Places, spans: Sequence[Span]) -> Counted:
    """Classes by their first day; a class counts whole on that day. One statement."""
    return by_slot(STATEMENT.format(by_course=by_course()), places, spans)
