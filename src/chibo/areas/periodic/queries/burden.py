"""What reports cost those who write them: fields to type and estimated minutes in a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chibo.areas.organisation.models import Unit
from chibo.areas.periodic.forms import Form
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.permissions import VIEW
from chibo.areas.periodic.queries.asked import askings_over, is_asked
from chibo.areas.periodic.supplying import Owed, asked_of, burden_of_units, owed
from chibo.core.actor import Actor
from chibo.core.periods import Month


@dataclass(frozen=True)
class BurdenOf:
    """`burden.fields` and `burden.minutes` of a month: of the unit itself, and with all below."""

    month: Month
    fields: int
    minutes: int
    fields_below: int
    minutes_below: int


@dataclass(frozen=True)
class FormAsked:
    """A form a unit owes for a period by a day, and what of it is really asked."""

    form: Form
    period: Period
    due_on: date
    fields: int
    minutes: int


@dataclass(frozen=True)
class MonthAsked:
    """What a unit itself owes in a month: the forms with their periods and days."""

    month: Month
    owed: tuple[FormAsked, ...]

    @property
    def fields(self) -> int:
        """`burden.fields` of the unit itself."""
        return sum(each.fields for each in self.owed)

    @property
    def minutes(self) -> int:
        """`burden.minutes` of the unit itself."""
        return sum(each.minutes for each in self.owed)


def asked_by_month(actor: Actor, unit: Unit, months: Sequence[Month]) -> list[MonthAsked]:
    """What the unit itself owes in each of the months. Two reads, however many they are."""
    actor.require(VIEW, unit)
    askings, kind = askings_over(unit), unit.kind
    rows = [
        row
        for row in owed(months)
        if row.kind == kind and is_asked(askings, row.form, row.period, kind)
    ]
    costs = asked_of([unit.pk], rows, own=True)
    found = [_asked(row, costs.get((unit.pk, row.form.code, row.period.last_day))) for row in rows]
    return [
        MonthAsked(month, tuple(each for each in found if Month.of(each.due_on) == month))
        for month in months
    ]


def _asked(row: Owed, cost: tuple[int, int] | None) -> FormAsked:
    """A unit that did not stand on the period's last day is asked for all of it."""
    fields, minutes = cost or (row.form.fields, row.form.minutes)
    day = row.form.due_on(row.kind, row.period)
    return FormAsked(row.form, row.period, day, fields, minutes)


def burden_of(actor: Actor, unit: Unit, month: Month) -> BurdenOf:
    """Typed fields of the reports whose day lies in the month, and their published minutes.

    Three reads. What a unit far below asks of its own bodies counts too.
    """
    (own,) = asked_by_month(actor, unit, [month])
    fields, minutes = burden_of_units([unit.pk], [month])[unit.pk]
    return BurdenOf(month, own.fields, own.minutes, fields, minutes)
