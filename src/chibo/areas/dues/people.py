"""Who belongs on a cell's sheet, and what each of them owes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from chibo.areas.dues.models import DuesEntry, DuesRate, DuesSetting
from chibo.areas.dues.rules import Due, RateFacts, due_for
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.core.periods import Month
from chibo.regulations import dues_rules

WHY_SHEET = "the sheet of a cell whose dues the actor keeps or sees"


@dataclass(frozen=True)
class Settings:
    """What holds for a cell: laid down by the nearest body above that laid down anything."""

    region: str = ""
    cell_keeps: Decimal | None = None
    body_keeps: Decimal | None = None
    reliefs: tuple[str, ...] = ()
    by_name: str = ""

    @property
    def is_laid_down(self) -> bool:
        """Whether any body above laid something down."""
        return bool(self.by_name)


def settings_for(unit: Unit, month: Month) -> Settings:
    """The settings in force for a unit in a month: its own, else of the nearest body above."""
    path = unit.path
    steps = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    rows = DuesSetting.objects.unscoped("what the bodies above a cell laid down for it")
    begun = rows.filter(unit__path__in=steps, starts_on__lte=month.first).select_related("unit")
    found = begun.order_by("-unit__path", "-starts_on").first()
    if found is None:
        return Settings()
    return Settings(
        found.region, found.cell_keeps, found.body_keeps, tuple(found.reliefs), found.unit.name
    )


def members_on_sheet(unit: Unit, month: Month, today: date) -> list[Member]:
    """Members of the cell who pay here this month: of its last day, or of today while it runs.

    Who left or died during the month still pays for it where they were (HD 38: dues are paid up to
    the month of a transfer), unless another cell has them on its sheet already.
    """
    day = min(month.last, max(today, month.first))
    here = Member.objects.unscoped(WHY_SHEET).filter(cell=unit)
    counted = here.counted_on(day) | here.counted_on(month.first)
    elsewhere = DuesEntry.objects.unscoped("nobody pays for a month twice")
    taken = elsewhere.filter(month=month.first).exclude(sheet__unit=unit).values("member_id")
    return list(counted.exclude(pk__in=taken).by_name())


def dues_of(members: Iterable[Member], month: Month, region: str) -> dict[int, Due]:
    """What each member owes for the month by the rate in force on its first day."""
    rules = dues_rules(month.first)
    rates = rates_of(members, month)
    return {
        member.pk: due_for(rules, month, _facts(rates.get(member.pk)), region) for member in members
    }


def rates_of(members: Iterable[Member], month: Month) -> dict[int, DuesRate]:
    """The rate of each member in force in the month."""
    rows = DuesRate.objects.unscoped(WHY_SHEET)
    mine = rows.filter(Q(member_id__in=[member.pk for member in members]))
    return {rate.member_id: rate for rate in mine.in_force(month.first)}


def _facts(rate: DuesRate | None) -> RateFacts | None:
    return RateFacts(rate.group, rate.amount, rate.relief) if rate else None
