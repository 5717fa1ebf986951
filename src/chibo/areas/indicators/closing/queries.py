"""What was closed of a figure, and what was changed since, for an actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chibo.areas.indicators.definitions import Figure
from chibo.areas.indicators.kept.reading import open_store
from chibo.areas.indicators.measures import Span, places
from chibo.areas.indicators.models import ClosedPeriod
from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.permissions import VIEW
from chibo.areas.indicators.told import Told, of_figure
from chibo.areas.meetings.models import Meeting
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.models import AuditEvent

LOOKED_THROUGH, SHOWN = 400, 8
MEASURED = (
    *("meeting.", "member.", "score", "unit.", "change.", "plan.", "transfer.", "import."),
    *("class.", "training.", "post.", "place.", "duplicate.", "sitting.", "moves."),
)
WHY = "days of meetings whose changes stand behind a figure the actor may see"


@dataclass(frozen=True)
class Since:
    """A change on record after the closing: who, when, what, for which unit, and why if said."""

    event: AuditEvent
    unit: str
    reason: str


@dataclass(frozen=True)
class Closed:
    """A figure as it was closed, beside what the records say now."""

    at: datetime
    sha256: str
    before: Told
    is_restated: bool


def closed_figure(
    actor: Actor, unit: Unit, period: Period, structure: str, told: Told, today: date
) -> Closed | None:
    """What was closed of a figure of a whole kept period; None where nothing was.

    Under the structure of then. Six statements at most. Raises NotAllowed.
    """
    actor.require(VIEW, unit)
    each = told.definition
    if structure != "then" or each.target_of or not each.listed or not told.has_value:
        return None
    seals = _seals(period)
    store = open_store() if seals else None
    if not seals or store is None:
        return None
    facts = store.closed_facts(places(unit, "then"), Span(period.first, period.last, today))
    if facts is None:
        return None
    before = of_figure(each, each.figure(facts))
    now = Figure(told.value, told.numerator, told.denominator)
    was = Figure(before.value, before.numerator, before.denominator)
    last = max(seals, key=lambda seal: seal.closed_at)
    return Closed(last.closed_at, last.sha256, before, was != now)


def _seals(period: Period) -> list[ClosedPeriod]:
    """Those of every month of the period, and of the period itself; none where one is open."""
    months = period.months
    if months not in (1, 3, 6, 12):
        return []
    rows = ClosedPeriod.objects.filter(first__range=(period.first.first, period.last.first))
    single = [row for row in rows if row.months == 1]
    whole = [row for row in rows if (row.months, row.first) == (months, period.first.first)]
    if len(single) != months or not whole:
        return []
    return [*single, *whole]


def changes_since(actor: Actor, unit: Unit, period: Period, closed: datetime) -> Sequence[Since]:
    """The latest changes on record after the closing that may have moved figures of the period.

    At and below the unit, as far as the actor may look; meetings of other days are left out.
    """
    actor.require(VIEW, unit)
    units = Unit.objects.visible_to(actor, VIEW, inside=unit.path)
    rows = AuditEvent.objects.filter(
        kind=AuditEvent.Kind.CHANGE, at__gte=closed, unit_id__in=units.values("pk")
    )
    recent = [
        event
        for event in rows.order_by("-pk")[:LOOKED_THROUGH]
        if event.action.startswith(MEASURED)
    ]
    days = _days_of([event.target for event in recent])
    found = [
        event
        for event in recent
        if event.target not in days or period.first.first <= days[event.target] <= period.last.last
    ][:SHOWN]
    names = dict(units.filter(pk__in=[event.unit_id for event in found]).values_list("pk", "name"))
    return [Since(event, names.get(event.unit_id or 0, ""), _reason(event)) for event in found]


def _days_of(targets: Sequence[str]) -> dict[str, date]:
    """When the meetings among these targets were held."""
    ids = [int(pk) for kind, _colon, pk in (t.partition(":") for t in targets)
           if kind == "meeting" and pk.isdecimal()]  # fmt: skip
    rows = Meeting.objects.unscoped(WHY).filter(pk__in=ids, held_on__isnull=False)
    return {f"meeting:{pk}": day for pk, day in rows.values_list("pk", "held_on") if day}


def _reason(event: AuditEvent) -> str:
    said = event.changes.get("reason", "") if isinstance(event.changes, dict) else ""
    return event.purpose or (said if isinstance(said, str) else "")
