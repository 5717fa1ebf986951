"""What a member owes for a month, what a cell keeps, how late somebody is. Pure, no clock."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.regulations.dues import DatedNumber, DuesGroup, DuesRelief, DuesRules
from chibo.regulations.values import Reason


@dataclass(frozen=True)
class RateFacts:
    """How a member pays: group, income where the group counts from it, relief if any."""

    group: str
    amount: int | None = None
    relief: str = ""


@dataclass(frozen=True)
class Due:
    """The dues of a month in đồng; None where they cannot be known, and why."""

    amount: int | None
    reason: Reason

    @property
    def is_known(self) -> bool:
        """Whether there is a figure to compare with what was paid."""
        return self.amount is not None


def due_for(rules: DuesRules | None, month: Month, rate: RateFacts | None, region: str) -> Due:
    """What the rules of the month ask of a member; whole đồng, half up."""
    if rules is None or not rules.are_known:
        return Due(None, Reason("no_rules", _("Mức đóng của thời gian này chưa đối chiếu được.")))
    if rate is None:
        return Due(None, Reason("no_rate", _("Chưa ghi nhóm đóng đảng phí.")))
    group = rules.group(rate.group)
    if group is None:
        return Due(None, Reason("no_group", _("Nhóm đã ghi không có trong quy định tháng này.")))
    number = group.rate_on(month.first)
    if number is None:
        told = _("Mức đóng của nhóm “%s” trong tháng này chưa đối chiếu được.") % _(group.name)
        return Due(None, Reason("no_group_rate", told))
    return _due(rules, month, rate, region, group, number)


def guest_due() -> Due:
    """Of somebody counted outside this tree: their rate is kept there, not here."""
    return Due(
        None,
        Reason(
            "guest",
            _("Sinh hoạt tạm thời từ nơi khác đến: nơi đi giữ mức đóng, hãy ghi đúng số đã thu."),
        ),
    )


def _due(
    rules: DuesRules,
    month: Month,
    rate: RateFacts,
    region: str,
    group: DuesGroup,
    number: DatedNumber,
) -> Due:
    base = _base(rules, month, rate, region, group)
    if base is None and group.counted_from == "minimum_wage":
        sentence = _("Chưa ghi địa bàn thuộc vùng lương tối thiểu nào.")
        return Due(None, Reason("no_region", sentence, source=number.source))
    if base is None:
        return Due(None, Reason("no_amount", _("Chưa ghi mức thu nhập làm căn cứ.")))
    full = base if group.counted_from == "fixed" else base * number.value / 100
    relief = rules.relief(rate.relief) if rate.relief else None
    if relief is None:
        return Due(_whole(full), Reason("by_rate", _(group.name), source=number.source))
    left = full * (100 - relief.takes_off) / 100
    return Due(_whole(left), Reason("relieved", _(relief.name), source=relief.source))


def _base(
    rules: DuesRules, month: Month, rate: RateFacts, region: str, group: DuesGroup
) -> Decimal | None:
    if group.counted_from == "amount":
        return None if rate.amount is None else Decimal(rate.amount)
    if group.counted_from == "minimum_wage":
        wage = rules.minimum_wage(region, month.first)
        return wage.value if wage else None
    rate_now = group.rate_on(month.first)
    return rate_now.value if rate_now else None


def _whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def is_exempt(relief: DuesRelief | None) -> bool:
    """Whether nothing at all is to be paid."""
    return relief is not None and relief.takes_off == 100


@dataclass(frozen=True)
class Split:
    """What was taken in, parted into what stays and what goes up."""

    kept: int
    remitted: int


def split(received: int, keeps_percent: Decimal) -> Split:
    """The share kept in whole đồng, half up; the rest goes to the body above."""
    kept = _whole(received * keeps_percent / 100)
    return Split(kept, received - kept)


def needs_decision(due: int | None, paid_before: int, amount: int) -> bool:
    """Whether this payment takes the member above the rate."""
    return due is not None and paid_before + amount > due
