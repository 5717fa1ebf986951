"""What reports cost those who write them: fields to type and estimated minutes in a month."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.organisation.queries import standing
from chibo.areas.periodic.forms import Form, forms
from chibo.areas.periodic.models import Asking
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.permissions import VIEW
from chibo.areas.periodic.queries.asked import askings_over, is_asked
from chibo.core.actor import Actor
from chibo.core.periods import Month

WHY = "how much is asked of the units below one the actor may see"


@dataclass(frozen=True)
class BurdenOf:
    """`burden.fields` and `burden.minutes` of a month: of the unit itself, and with all below."""

    month: Month
    fields: int
    minutes: int
    fields_below: int
    minutes_below: int


@dataclass(frozen=True)
class MonthAsked:
    """What a unit itself owes in a month: the forms with their periods and days."""

    month: Month
    owed: tuple[tuple[Form, Period, date], ...]

    @property
    def fields(self) -> int:
        """`burden.fields` of the unit itself."""
        return sum(form.fields for form, _period, _day in self.owed)

    @property
    def minutes(self) -> int:
        """`burden.minutes` of the unit itself."""
        return sum(form.minutes for form, _period, _day in self.owed)


def asked_by_month(actor: Actor, unit: Unit, months: Sequence[Month]) -> list[MonthAsked]:
    """What the unit itself owes in each of the months. One read, however many they are."""
    actor.require(VIEW, unit)
    askings, kind = askings_over(unit), unit.kind
    return [
        MonthAsked(
            month,
            tuple(
                (form, period, form.due_on(kind, period))
                for form, period in _due_in(month, kind)
                if is_asked(askings, form, period, kind)
            ),
        )
        for month in months
    ]


def burden_of(actor: Actor, unit: Unit, month: Month) -> BurdenOf:
    """Typed fields of the reports whose day lies in the month, and their published minutes.

    A fixed number of reads for each form. What a unit far below asks of its own bodies counts too.
    """
    actor.require(VIEW, unit)
    askings = askings_over(unit)
    own = [form for form, _p in _due_in(month, unit.kind) if is_asked(askings, form, _p, unit.kind)]
    below: Counter[str] = Counter()
    for form in forms().values():
        for kind in form.due:
            for period in _periods(form, kind, month):
                below[form.code] += _units(unit, askings, form, period, kind)
    return BurdenOf(
        month,
        sum(form.fields for form in own),
        sum(form.minutes for form in own),
        sum(forms()[code].fields * count for code, count in below.items()),
        sum(forms()[code].minutes * count for code, count in below.items()),
    )


def _due_in(month: Month, kind: str) -> list[tuple[Form, Period]]:
    return [(f, p) for f in forms().values() if kind in f.due for p in _periods(f, kind, month)]


def _periods(form: Form, kind: str, month: Month) -> list[Period]:
    """The periods whose report a unit of that kind owes in the month."""
    last = Period.on(form.period, month.last)
    near = [last.plus(-back) for back in range(3)]
    return [p for p in near if form.covers(p) and month == Month.of(form.due_on(kind, p))]


def _units(unit: Unit, askings: list[Asking], form: Form, period: Period, kind: str) -> int:
    """How many units of the kind at or below are asked on the period's last day."""
    own = standing(unit, period.last_day)
    if own is None:
        return 0
    paths = (
        [own.path] if is_asked(askings, form, period, kind) else _asking_below(own, form, period)
    )
    rows = UnitStanding.objects.unscoped(WHY).on(period.last_day).filter(kind=kind)
    return sum(rows.under(path).aggregate(n=Count("unit_id", distinct=True))["n"] for path in paths)


def _asking_below(own: UnitStanding, form: Form, period: Period) -> list[str]:
    """The places of the highest bodies below that ask for the form themselves."""
    day: date = period.last_day
    rows = Asking.objects.unscoped(WHY).filter(form=form.code, starts_on__lte=day)
    rows = rows.exclude(ends_before__lte=day)
    stood = UnitStanding.objects.unscoped(WHY).on(day).under(own.path)
    found: list[str] = []
    for path in (
        stood.filter(unit__in=rows.values("unit")).order_by("path").values_list("path", flat=True)
    ):
        if not any(path.startswith(known) for known in found):
            found.append(path)
    return found
