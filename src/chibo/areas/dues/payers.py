"""Who pays a cell for a month: where people were at home then, and where they took part for a time.

Dues are paid where one takes part (38-HD/BTCTW): who moved pays up to the month the letter names
where they were, from then on where they came to; who takes part elsewhere for a time pays there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from chibo.areas.dues.models import DuesEntry
from chibo.areas.members.models import Member, Stay, Transfer
from chibo.areas.members.rules import temporary_kinds
from chibo.areas.organisation.models import Unit
from chibo.core.periods import Month

WHY = "who pays a cell whose dues the actor keeps or sees"


@dataclass(frozen=True)
class Payer:
    """Somebody on a sheet: a member of this tree, or a guest counted outside it."""

    member: Member | None = None
    guest: Transfer | None = None
    is_visiting: bool = False
    """Here for a time, counted elsewhere."""

    @property
    def key(self) -> tuple[int | None, int | None]:
        """By which a line is found."""
        return (self.member.pk if self.member else None, self.guest.pk if self.guest else None)


@dataclass
class _Known:
    """What is recorded of one member for the month."""

    member: Member
    stays: list[Stay] = field(default_factory=list)
    letters: list[Transfer] = field(default_factory=list)

    def home_on(self, day: date) -> int | None:
        """The cell they were counted in on the day."""
        if not self.member.counted_on(day):
            return None
        stay = next((s for s in self.stays if s.starts_on <= day < s.ends_before), None)
        return stay.cell_id if stay else None


def payers_on_sheet(unit: Unit, month: Month, today: date) -> list[Payer]:
    """Who pays the cell for the month, as far as it has run; guests from outside come last.

    Nobody pays twice: who stands on another cell's sheet of the month stays there. Three queries.
    """
    day = min(month.last, max(today, month.first))
    letters = _letters(unit, month, day)
    known = _known(unit, month, day, letters)
    paying = [each.member for each in known if _pays(each, month, day) == unit.pk]
    taken = set(
        DuesEntry.objects.unscoped("nobody pays for a month twice")
        .filter(month=month.first, member__isnull=False)
        .exclude(sheet__unit=unit)
        .filter(member__in=paying)
        .values_list("member_id", flat=True)
    )
    mine = sorted((m for m in paying if m.pk not in taken), key=lambda m: (m.name_key, m.pk))
    visiting = {row.member_id for row in letters if _pays_as_guest(row, unit, month)}
    guests = [row for row in letters if row.member_id is None and _pays_as_guest(row, unit, month)]
    return [
        *(Payer(member=m, is_visiting=m.pk in visiting) for m in mine),
        *(Payer(guest=row, is_visiting=True) for row in guests),
    ]


def _letters(unit: Unit, month: Month, day: date) -> list[Transfer]:
    """Letters answered that touch the cell or its people of the month: moves and times away."""
    rows = Transfer.objects.unscoped(WHY).filter(
        Q(to_cell=unit) | Q(from_cell=unit) | Q(member__in=_at_home(unit, month, day)),
        state__in=("accepted", "ended"),
        answered_on__lte=day,
    )
    moved = Q(answered_on__gte=month.first)
    away = Q(kind__in=temporary_kinds()) & (
        Q(returned_on__isnull=True) | Q(returned_on__gt=month.first)
    )
    found = rows.filter(moved | away).select_related("member")
    return list(found.order_by("answered_on", "full_name", "id"))


def _at_home(unit: Unit, month: Month, day: date) -> "QuerySet[Any, Any]":
    stays = Stay.objects.unscoped(WHY).filter(cell=unit, starts_on__lte=day)
    return stays.filter(ends_before__gt=month.first).values("member")


def _known(unit: Unit, month: Month, day: date, letters: Sequence[Transfer]) -> list[_Known]:
    found = {row.member_id: _Known(row.member) for row in letters if row.member}
    stays = Stay.objects.unscoped(WHY).filter(starts_on__lte=day, ends_before__gt=month.first)
    wanted = Q(member__in=_at_home(unit, month, day)) | Q(member__in=list(found))
    for stay in stays.filter(wanted).select_related("member").order_by("starts_on"):
        found.setdefault(stay.member_id, _Known(stay.member)).stays.append(stay)
    for row in letters:
        if row.member_id is not None:
            found[row.member_id].letters.append(row)
    return list(found.values())


def _pays(known: _Known, month: Month, day: date) -> int | None:
    """The cell this member pays for the month; None where nobody here takes it."""
    temporary = temporary_kinds()
    away = [row for row in known.letters if row.kind in temporary and row.fee_month < month]
    began, now = known.home_on(month.first), known.home_on(day)
    if away and (began or now):
        return away[-1].to_cell_id
    letter = next((row for row in reversed(known.letters) if row.kind not in temporary), None)
    if letter is not None and letter.fee_month >= month:
        return began
    if began and now and began != now and letter is None:
        return now if known.stays[-1].how == Stay.How.FOLLOWED else began
    return now or began


def _pays_as_guest(row: Transfer, unit: Unit, month: Month) -> bool:
    return row.to_cell_id == unit.pk and row.fee_month < month and row.kind in temporary_kinds()
