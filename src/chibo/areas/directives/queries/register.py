"""The register of papers: of a body itself, and of the bodies above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from chibo.areas.directives.models import Call, Directive, DirectiveQuerySet
from chibo.areas.directives.queries.progress import Tally, sums_of
from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.organisation.paths import unit_of
from chibo.core.actor import Actor
from chibo.core.rows import get_row


@dataclass(frozen=True)
class RegisterRow:
    """A paper and how far the cells are with everything it asks."""

    directive: Directive
    tally: Tally


def register(actor: Actor, unit: Unit, text: str = "") -> DirectiveQuerySet:
    """The papers a body entered, running ones first; for a paginated list.

    `text` looks into number, issuer and title, without accents.
    """
    rows = Directive.objects.visible_to(actor).filter(unit=unit)
    return rows.matching(text).latest_first()


def directives_above(actor: Actor, unit: Unit, limit: int = 20) -> list[Directive]:
    """The papers the bodies above entered that still run, newest first."""
    rows = Directive.objects.visible_to(actor).filter(unit__in=_ids_above(unit))
    running = rows.filter(closed_on__isnull=True).select_related("unit")
    return list(running.order_by("-issued_on", "-id")[:limit])


def with_tallies(actor: Actor, rows: Sequence[Directive], today: date) -> list[RegisterRow]:
    """The papers with how far the cells are that the actor may see."""
    sums = sums_of(actor, rows, today)
    return [RegisterRow(row, sums[row.pk]) for row in rows]


def get_directive(actor: Actor, directive_id: int) -> Directive:
    """The paper, for its body, those above it and those below it; NotThere otherwise."""
    return get_row(Directive.objects.select_related("unit", "based_on"), actor, pk=directive_id)


def get_call(actor: Actor, call_id: int) -> Call:
    """What a paper asks, for whoever may see it; NotThere otherwise."""
    return get_row(Call.objects.select_related("directive__unit"), actor, pk=call_id)


def bases_for(actor: Actor, unit: Unit, limit: int = 200) -> list[Directive]:
    """Papers that one of the body's own may carry out: its own and those of the bodies above."""
    rows = Directive.objects.visible_to(actor)
    found = rows.filter(Q(unit=unit) | Q(unit__in=_ids_above(unit)))
    return list(found.order_by("-issued_on", "-id")[:limit])


def _ids_above(unit: Unit) -> list[int]:
    path = unit.path[:-SEGMENT]
    return [unit_of(path[at : at + SEGMENT]) for at in range(0, len(path), SEGMENT)]
