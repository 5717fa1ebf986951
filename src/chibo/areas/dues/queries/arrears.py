"""Dues of earlier months still owed, and when a reminder is due."""

from collections.abc import Iterable
from dataclasses import dataclass

from chibo.areas.dues.models import DuesEntry
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.regulations import dues_rules
from chibo.regulations.values import Sourced


@dataclass(frozen=True)
class Arrears:
    """A member's unpaid months before one month, oldest first."""

    member: Member
    entries: list[DuesEntry]
    reminder: Sourced[int] | None
    """The latest reminder reached; the machine proposes nothing beyond it."""
    clause: Sourced[int] | None
    """The clause on three months, once reached: to be known, not to be carried out."""

    @property
    def months(self) -> int:
        """How many months are unpaid."""
        return len(self.entries)

    @property
    def left(self) -> int:
        """Đồng owed in all."""
        return sum(entry.left for entry in self.entries)


def arrears_of_cell(actor: Actor, unit: Unit, month: Month) -> list[Arrears]:
    """Who in the cell owes for months before this one, most months first."""
    rows = DuesEntry.objects.visible_to(actor).owing_before(month.first)
    mine = rows.filter(sheet__unit=unit).select_related("member", "sheet")
    return _by_member(mine.order_by("member__name_key", "member_id", "month"), month)


def own_arrears(actor: Actor, month: Month) -> Arrears | None:
    """What the actor owes for months before this one; None where nothing."""
    if actor.member_id is None:
        return None
    rows = DuesEntry.objects.visible_to(actor).owing_before(month.first)
    mine = rows.filter(member_id=actor.member_id).select_related("member", "sheet")
    return next(iter(_by_member(mine.order_by("month"), month)), None)


def _by_member(rows: Iterable[DuesEntry], month: Month) -> list[Arrears]:
    grouped: dict[int, list[DuesEntry]] = {}
    for row in rows:
        if row.member_id is not None:
            grouped.setdefault(row.member_id, []).append(row)
    found = [_arrears(entries, month) for entries in grouped.values()]
    return sorted(found, key=lambda each: -each.months)


def _arrears(entries: list[DuesEntry], month: Month) -> Arrears:
    rules = dues_rules(month.first)
    unpaid = len(entries)
    reminder = rules.reminder_after(unpaid) if rules else None
    limit = rules.removal_months if rules else None
    reached = limit if limit and unpaid >= limit.value else None
    member = entries[0].member
    assert member is not None
    return Arrears(member, entries, reminder, reached)
