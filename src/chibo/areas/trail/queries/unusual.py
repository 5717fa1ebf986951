"""Reading that is out of the ordinary: events to look at, never a figure about a person."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, IntegerField, Value, When
from django.db.models.functions import TruncDate

from chibo.areas.access.roles import roles
from chibo.areas.trail.models import Canary
from chibo.areas.trail.queries.events import EventRow, in_part, with_units, within_days
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.models import AuditEvent

AT_MOST = 200


@dataclass(frozen=True)
class BusyDay:
    """On this day more records were opened in a role than its daily budget says."""

    day: date
    name: str
    role: str
    readings: int
    records: int
    budget: int


def busy_days(actor: Actor, since: date, until: date) -> list[BusyDay]:
    """Days from–to on which somebody opened more than their role's budget, the newest first.

    One read. The budgets are in roles.toml; a role without one reads no member at all.
    """
    budgets = {role.code: role.readings_a_day for role in roles().values()}
    budget = Case(
        *(When(role=code, then=Value(count)) for code, count in budgets.items()),
        default=Value(0),
        output_field=IntegerField(),
    )
    rows = within_days(in_part(actor), since, until).filter(kind=AuditEvent.Kind.READ)
    counted = (
        rows.annotate(day=TruncDate("at", tzinfo=ZONE), budget=budget)
        .values("day", "account_id", "actor_name", "role", "budget")
        .annotate(readings=Count("pk"), records=Count("target", distinct=True))
        .filter(readings__gt=F("budget"))
        .order_by("-day", "actor_name", "role")
    )
    return [
        BusyDay(
            row["day"],
            row["actor_name"],
            row["role"],
            row["readings"],
            row["records"],
            row["budget"],
        )
        for row in counted[:AT_MOST]
    ]


def canaries(actor: Actor) -> list[Canary]:
    """The records watched in the actor's part, the latest first."""
    rows = Canary.objects.visible_to(actor).filter(ended_at__isnull=True)
    return list(rows.select_related("member").order_by("-pk")[:AT_MOST])


def canary_openings(actor: Actor, since: date, until: date) -> list[EventRow]:
    """Every opening of a watched record from–to, the newest first."""
    targets = [row.target for row in canaries(actor)]
    rows = within_days(AuditEvent.objects.filter(target__in=targets), since, until)
    found = rows.filter(kind=AuditEvent.Kind.READ).order_by("-pk")[:AT_MOST]
    return with_units(list(found)) if targets else []
