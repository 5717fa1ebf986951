"""Records behind admissions and classes, chosen by the words of the figures themselves."""

from django.db import connection
from django.db.models import Q

from chibo.areas.indicators.definitions import definition
from chibo.areas.indicators.measures import Span, Structure, places
from chibo.areas.indicators.measures.members import BEGAN, JOINED
from chibo.areas.indicators.measures.training import BEGUN
from chibo.areas.organisation.models import Unit
from chibo.areas.training.models import TrainingClass
from chibo.areas.training.queries import ClassRow, with_sums
from chibo.core.actor import Actor
from chibo.core.wall import lifted

ADMITTED = frozenset({"members.admitted", "members.admitted_rate"})


def admitted_ids(unit: Unit, span: Span, structure: Structure = "then") -> list[int]:
    """The members counted as admitted at and below a unit the actor may look at."""
    return ids_of(
        unit, span, structure, f"WITH placed AS ({{placed}}), {BEGAN} SELECT m.id {JOINED}"
    )


def class_ids(unit: Unit, span: Span, structure: Structure = "then") -> list[int]:
    """The classes counted as begun at and below a unit the actor may look at."""
    begun = "WITH placed AS ({placed}) SELECT c.id " + BEGUN + " WHERE placed.slot IS NOT NULL"
    return ids_of(unit, span, structure, begun)


def class_rows(
    actor: Actor, begun: list[int], figure: str, after: int, limit: int
) -> list[ClassRow]:
    """Of classes begun those a figure counted, as far as the actor may see them, with numbers."""
    course = definition(figure).course
    rows = TrainingClass.objects.visible_to(actor).filter(pk__in=begun)
    narrowed = rows.filter(Q(course=course) if course else Q(), pk__gt=after)
    return with_sums(actor, list(narrowed.select_related("unit").order_by("pk")[:limit]))


def ids_of(unit: Unit, span: Span, structure: Structure, statement: str) -> list[int]:
    """Ids found where things stood then or stand now, at and below a unit the actor may see."""
    here = places(unit, structure)
    with (
        lifted("ids behind a figure; their rows are asked as the actor sees"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            statement.replace("{placed}", here.placed),
            {**here.parameters, "starts_on": span.starts_on, "ends_on": span.ends_on},
        )
        return [row[0] for row in cursor.fetchall()]
