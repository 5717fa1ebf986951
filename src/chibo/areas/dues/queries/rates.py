"""How a member pays, through time."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from chibo.areas.dues import permissions
from chibo.areas.dues.models import DuesRate
from chibo.areas.members.models import Member
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.regulations import dues_rules
from chibo.regulations.dues import DuesGroup, DuesRelief


@dataclass(frozen=True)
class RateStretch:
    """A rate with the first month of the next one (None: still running) and what its codes mean."""

    rate: DuesRate
    ends_before: date | None
    group: DuesGroup | None
    relief: DuesRelief | None

    @property
    def last_month(self) -> Month | None:
        """The last month it held; None while it runs."""
        return Month.of(self.ends_before).previous() if self.ends_before else None

    @property
    def group_name(self) -> str:
        """The group in the reader's language."""
        return _(self.group.name) if self.group else ""

    @property
    def relief_name(self) -> str:
        """The relief in the reader's language."""
        return _(self.relief.name) if self.relief else ""


def sees_base(actor: Actor, member: Member) -> bool:
    """The income dues are counted from: the member, the cell's secretary, the clerk above."""
    return actor.member_id == member.pk or actor.may(permissions.BASE, member.path)


def rate_stretches(actor: Actor, member: Member) -> list[RateStretch]:
    """The member's rates, newest first; none where the actor may not see them."""
    rows = list(DuesRate.objects.visible_to(actor).filter(member=member).order_by("starts_on"))
    ends: list[date | None] = [later.starts_on for _, later in pairwise(rows)]
    return [_stretch(row, end) for row, end in zip(rows, [*ends, None], strict=False)][::-1]


def _stretch(rate: DuesRate, ends_before: date | None) -> RateStretch:
    rules = dues_rules(rate.starts_on)
    group = rules.group(rate.group) if rules else None
    relief = rules.relief(rate.relief) if rules and rate.relief else None
    return RateStretch(rate, ends_before, group, relief)


def find_rate(actor: Actor, member: Member, month: Month) -> DuesRate | None:
    """The rate that begins in exactly this month."""
    rows = DuesRate.objects.visible_to(actor)
    return rows.filter(member=member, starts_on=month.first).first()
