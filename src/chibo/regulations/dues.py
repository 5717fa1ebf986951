"""Rules on Party dues: who pays how much a month, who need not, what a cell keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chibo.core.i18n import _
from chibo.core.vietnamese import show_date, show_points
from chibo.regulations.reading import OpenFile, Table
from chibo.regulations.values import Source, Sourced

COUNTED_FROM = ("amount", "minimum_wage", "fixed")


@dataclass(frozen=True)
class DatedNumber:
    """A number that holds from a day on, until the next of its row."""

    value: Decimal
    starts_on: date
    unit: str
    """"percent" or "dong"."""
    source: Source

    @property
    def told(self) -> str:
        """Such as "0,3%, từ 01/02/2026"."""
        value = show_points(self.value)
        shown = f"{value}%" if self.unit == "percent" else f"{value} đ"
        return _("%(value)s, từ %(day)s") % {"value": shown, "day": show_date(self.starts_on)}


@dataclass(frozen=True)
class DuesGroup:
    """A group of members who pay by the same rate."""

    code: str
    name: str
    counted_from: str
    """"amount": per cent of what the member receives; "minimum_wage": of the region's least wage;
    "fixed": so many đồng."""
    amount_called: str
    rates: tuple[DatedNumber, ...]
    """Empty where no rate of this group is known."""

    @property
    def needs_amount(self) -> bool:
        """Whether the member's own income has to be known."""
        return self.counted_from == "amount"

    def rate_on(self, day: date) -> DatedNumber | None:
        """Per cent, or đồng where fixed, in force on the day."""
        return _last(self.rates, day)


@dataclass(frozen=True)
class DuesRelief:
    """A reason for paying nothing, or less. A body says which of them it applies."""

    code: str
    name: str
    takes_off: int
    """Per cent of the dues: 100 for an exemption."""
    source: Source
    at_most_months: int | None = None
    """How long it may hold at a time; None where nothing is laid down."""

    @property
    def told(self) -> str:
        """What the relief takes off."""
        return _("miễn") if self.takes_off == 100 else _("giảm %s%%") % self.takes_off


@dataclass(frozen=True)
class DuesShare:
    """Of what a body takes in, how many per cent it keeps: from `at_least` to `at_most`."""

    code: str
    name: str
    at_least: int
    at_most: int
    source: Source

    @property
    def label(self) -> str:
        """The body it is for, in the reader's language."""
        return _(self.name)

    @property
    def told(self) -> str:
        """Such as "30–50%"."""
        same = self.at_least == self.at_most
        return f"{self.at_least}%" if same else f"{self.at_least}–{self.at_most}%"


@dataclass(frozen=True)
class DuesRules:
    """What one document says about dues. What is not known stays empty."""

    pack_id: str
    groups: tuple[DuesGroup, ...]
    minimum_wages: Mapping[str, tuple[DatedNumber, ...]]
    reliefs: tuple[DuesRelief, ...]
    shares: tuple[DuesShare, ...]
    above_rate: Source | None
    """The clause by which a member may pay more than the rate."""
    reminders: tuple[Sourced[int], ...]
    """After how many unpaid months the member and the secretary are reminded, in rising order."""
    removal_months: Sourced[int]
    """The clause a cell has to know; the machine never proposes a removal."""

    @property
    def are_known(self) -> bool:
        """Whether any of the document's rates is known here."""
        return any(group.rates for group in self.groups)

    @property
    def are_complete(self) -> bool:
        """Whether the rate of every group is known."""
        return bool(self.groups) and all(group.rates for group in self.groups)

    def group(self, code: str) -> DuesGroup | None:
        """The group with this code; None for one of another time."""
        return next((group for group in self.groups if group.code == code), None)

    def relief(self, code: str) -> DuesRelief | None:
        """The relief with this code; None for one of another time."""
        return next((relief for relief in self.reliefs if relief.code == code), None)

    def minimum_wage(self, region: str, day: date) -> DatedNumber | None:
        """The least wage of a region on the day, the last one known."""
        return _last(self.minimum_wages.get(region, ()), day)

    def reminder_after(self, unpaid: int) -> Sourced[int] | None:
        """The latest reminder reached by so many unpaid months."""
        return next((each for each in reversed(self.reminders) if unpaid >= each.value), None)


def _last(numbers: tuple[DatedNumber, ...], day: date) -> DatedNumber | None:
    return next((each for each in reversed(numbers) if each.starts_on <= day), None)


def read_dues_rules(pack_id: str, head: Table, open_file: OpenFile) -> DuesRules:
    """The rules out of a pack's files."""
    wages = head.tables("minimum_wage", optional=True)
    return DuesRules(
        pack_id=pack_id,
        groups=_groups(head),
        minimum_wages={row.text("region"): _numbers(row, "amount", "dong") for row in wages},
        reliefs=_reliefs(head),
        shares=_shares(head),
        above_rate=head.table("above_rate").source() if head.has("above_rate") else None,
        reminders=_reminders(head),
        removal_months=head.sourced_whole("removal_months"),
    )


def _groups(head: Table) -> tuple[DuesGroup, ...]:
    groups = tuple(_group(row) for row in head.tables("group", optional=True))
    if len({group.code for group in groups}) != len(groups):
        head.fault("two groups of one code")
    return groups


def _group(row: Table) -> DuesGroup:
    counted_from = row.text("counted_from")
    if counted_from not in COUNTED_FROM:
        row.fault(f"'counted_from' must be one of {', '.join(COUNTED_FROM)}")
    needs_amount = counted_from == "amount"
    return DuesGroup(
        code=row.text("code"),
        name=row.text("name"),
        counted_from=counted_from,
        amount_called=row.text("amount_called", None if needs_amount else ""),
        rates=_numbers(
            row, "rate", "dong" if counted_from == "fixed" else "percent", optional=True
        ),
    )


def _numbers(row: Table, key: str, unit: str, *, optional: bool = False) -> tuple[DatedNumber, ...]:
    numbers = tuple(
        DatedNumber(each.decimal(unit), each.day("starts_on"), unit, each.source())
        for each in row.tables(key, optional=optional)
    )
    days = [each.starts_on for each in numbers]
    if days != sorted(set(days)):
        row.fault(f"{key!r} must go forward in time")
    return numbers


def _reliefs(head: Table) -> tuple[DuesRelief, ...]:
    reliefs = tuple(
        DuesRelief(
            row.text("code"),
            row.text("name"),
            row.whole("takes_off"),
            row.source(),
            row.whole("at_most_months") if row.has("at_most_months") else None,
        )
        for row in head.tables("relief", optional=True)
    )
    if any(not 1 <= relief.takes_off <= 100 for relief in reliefs):
        head.fault("'takes_off' must lie between 1 and 100")
    return reliefs


def _shares(head: Table) -> tuple[DuesShare, ...]:
    shares = tuple(
        DuesShare(
            row.text("code"),
            row.text("name"),
            row.whole("at_least"),
            row.whole("at_most"),
            row.source(),
        )
        for row in head.tables("share", optional=True)
    )
    if any(not share.at_least <= share.at_most <= 100 for share in shares):
        head.fault("a share must lie between its ends, at most 100")
    return shares


def _reminders(head: Table) -> tuple[Sourced[int], ...]:
    reminders = tuple(Sourced(row.whole("months"), row.source()) for row in head.tables("reminder"))
    months = [each.value for each in reminders]
    if months != sorted(set(months)) or months[0] < 1:
        head.fault("'reminder' must go up, from one month on")
    return reminders
