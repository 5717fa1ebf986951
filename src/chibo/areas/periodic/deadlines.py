"""Reports a body owes, begun or not, for the list of all that is due."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, DateField, Exists, OuterRef, Q, QuerySet, Value, When

from chibo.areas.deadlines.sources import Columns, shaped
from chibo.areas.organisation.models import Unit
from chibo.areas.periodic.forms import Form, forms
from chibo.areas.periodic.models import SENT, Asking, PeriodicReport
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.permissions import VIEW
from chibo.areas.periodic.queries.asked import askings_around
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.scoped import at_or_below

SOON = timedelta(days=14)
BACK = 4
"""How many periods of a form may still be late; older ones nobody waits for."""
WHY = "reports of bodies whose deadlines the actor sees"


def due_reports(actor: Actor, unit: Unit, today: date) -> Iterator[tuple[str, "QuerySet[Any]"]]:
    """Late ones and those due within a fortnight, a part for each form and period. One read."""
    asked = askings_around(unit)
    for code in sorted({each.form for each in asked} & forms().keys()):
        form = forms()[code]
        for period in _near(form, today):
            running = [e for e in asked if e.form == code and e.runs_on(period.last_day)]
            if running:
                yield from _parts(_owing(actor, unit, form, period, running), form, period, today)


def _near(form: Form, today: date) -> list[Period]:
    running = Period.on(form.period, today)
    near = [running.plus(-back) for back in range(BACK)]
    return [period for period in near if form.covers(period)]


def _owing(
    actor: Actor, unit: Unit, form: Form, period: Period, asked: Sequence[Asking]
) -> "QuerySet[Any]":
    """Units at or below that owed the form on the period's last day and did not send it."""
    where = Q()
    for each in asked:
        where |= at_or_below(each.unit.path, "path")
    sent = PeriodicReport.objects.unscoped(WHY).filter(
        unit=OuterRef("pk"), form=form.code, starts_on=period.starts_on, state__in=SENT
    )
    return (
        Unit.objects.visible_to(actor, VIEW, inside=unit.path)
        .filter(where, ~Exists(sent))
        .filter(
            standings__starts_on__lte=period.last_day,
            standings__ends_before__gt=period.last_day,
            standings__kind__in=list(form.due),
            heir=None,
        )
    )


def _parts(
    rows: "QuerySet[Any]", form: Form, period: Period, today: date
) -> Iterator[tuple[str, "QuerySet[Any]"]]:
    days = {kind: form.due_on(kind, period) for kind in form.due}
    owed = rows.annotate(
        owed_on=Case(
            *(When(standings__kind=kind, then=Value(day)) for kind, day in days.items()),
            output_field=DateField(),
        ),
        owed_what=Value(f"{_(form.name)}, {period.label}", output_field=CharField()),
    )
    told = Columns(at="owed_on", unit="pk", place="name", label="owed_what")
    if any(day < today for day in days.values()):
        yield shaped(owed.filter(owed_on__lt=today), "report_overdue", told)
    if any(today <= day <= today + SOON for day in days.values()):
        soon = owed.filter(owed_on__gte=today, owed_on__lte=today + SOON)
        yield shaped(soon, "report_due", told)
