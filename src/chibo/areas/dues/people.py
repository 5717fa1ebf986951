"""What a body laid down for a cell, and what each of those on its sheet owes."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from chibo.areas.dues.models import DuesRate, DuesSetting
from chibo.areas.dues.payers import Payer
from chibo.areas.dues.rules import Due, RateFacts, due_for, guest_due
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


@dataclass(frozen=True)
class Owed:
    """What somebody owes for a month, with the rate it was counted by."""

    due: Due
    group: str = ""
    relief: str = ""
    is_visiting: bool = False


def owed_by(
    payers: Iterable[Payer], month: Month, region: str
) -> dict[tuple[int | None, int | None], Owed]:
    """What each owes for the month by the rate in force on its first day, by the key of a line.

    The rate of a guest from outside is kept where they are counted: it is not known here.
    """
    rules, found = dues_rules(month.first), list(payers)
    rates = _rates([payer.member.pk for payer in found if payer.member], month)
    told = {}
    for payer in found:
        rate = rates.get(payer.member.pk) if payer.member else None
        facts = RateFacts(rate.group, rate.amount, rate.relief_in(month)) if rate else None
        due = guest_due() if payer.guest else due_for(rules, month, facts, region)
        group, relief = (facts.group, facts.relief) if facts else ("", "")
        told[payer.key] = Owed(due, group, relief, payer.is_visiting)
    return told


def _rates(member_ids: list[int], month: Month) -> dict[int, DuesRate]:
    rows = DuesRate.objects.unscoped(WHY_SHEET).filter(member_id__in=member_ids)
    return {rate.member_id: rate for rate in rows.in_force(month.first)}
