"""Rubrics: criteria, the recorded facts that inform each line, and a scale where one is published.

A line without a published scale has none here either: its points stay with the cell.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from chibo.core.i18n import _
from chibo.core.vietnamese import show_points
from chibo.regulations.kinds import MeetingKind, read_kinds
from chibo.regulations.reading import Table
from chibo.regulations.values import Source

FACTS = frozenset(
    {
        "held_in_month",
        "length",
        "attendance",
        "papers",
        "notice",
        "committee_meeting",
        "agenda_steps",
        "speakers",
        "previous_tasks",
        "votes",
        "conclusion",
        "minutes",
    }
)
"""What a meeting's record can tell about a line."""

MEASURES = frozenset(
    {
        "held_in_month",
        "shortfall_minutes",
        "attendance_percent",
        "unexcused",
        "speaker_percent",
        "papers_lead_days",
        "notice_lead_days",
        "steps_percent",
        "tasks_closed_percent",
    }
)
"""Figures a published scale may be drawn on; yes is 1 and no is 0."""


def measure_words(measure: str) -> str:
    """One of MEASURES as people say it."""
    return {
        "held_in_month": _("số buổi họp trong tháng"),
        "shortfall_minutes": _("số phút thiếu"),
        "attendance_percent": _("tỷ lệ có mặt (%)"),
        "unexcused": _("số người vắng không lý do"),
        "speaker_percent": _("tỷ lệ phát biểu (%)"),
        "papers_lead_days": _("số ngày gửi tài liệu trước"),
        "notice_lead_days": _("số ngày báo trước"),
        "steps_percent": _("tỷ lệ mục đã ghi (%)"),
        "tasks_closed_percent": _("tỷ lệ việc đã xong (%)"),
    }[measure]


@dataclass(frozen=True)
class Bound:
    """A measure between two ends; an open end is None."""

    measure: str
    at_least: Decimal | None = None
    above: Decimal | None = None
    at_most: Decimal | None = None
    below: Decimal | None = None

    def holds(self, value: Fraction) -> bool:
        """Whether `value`, compared exactly and not as rounded for display, lies inside."""
        return (
            (self.at_least is None or value >= Fraction(self.at_least))
            and (self.above is None or value > Fraction(self.above))
            and (self.at_most is None or value <= Fraction(self.at_most))
            and (self.below is None or value < Fraction(self.below))
        )

    @property
    def told(self) -> str:
        """The measure and its ends in words."""
        ends = (
            (_("từ %s"), self.at_least),
            (_("trên %s"), self.above),
            (_("đến %s"), self.at_most),
            (_("dưới %s"), self.below),
        )
        told = " ".join(words % show_points(end) for words, end in ends if end is not None)
        return f"{measure_words(self.measure)} {told}"

    @property
    def _low(self) -> tuple[Decimal, int]:
        if self.above is not None:
            return (self.above, 1)
        return (Decimal("-Infinity") if self.at_least is None else self.at_least, 0)

    @property
    def _high(self) -> tuple[Decimal, int]:
        if self.below is not None:
            return (self.below, -1)
        return (Decimal("Infinity") if self.at_most is None else self.at_most, 0)

    def reaches_into(self, higher: "Bound") -> bool:
        """Whether the two share a value, `higher` being the one that starts later."""
        return self._high >= higher._low

    @property
    def start(self) -> tuple[Decimal, int]:
        """Sort key: where the bound begins."""
        return self._low


@dataclass(frozen=True)
class FullWhen:
    """Full points when every bound holds; nothing is published for the other cases."""

    bounds: tuple[Bound, ...]

    @property
    def told(self) -> str:
        """What has to hold for full points."""
        return _("đủ điểm khi ") + ", ".join(bound.told for bound in self.bounds)


@dataclass(frozen=True)
class Bands:
    """Points by where one measure lies. A hole between two bands stays a hole."""

    bands: tuple[tuple[Bound, Decimal], ...]
    overrides: tuple[tuple[Bound, Decimal], ...] = ()
    """What decides before any band, on a measure of its own: one unexcused absence, say."""

    @property
    def measure(self) -> str:
        """The measure all bands are drawn on."""
        return self.bands[0][0].measure

    @property
    def measures(self) -> frozenset[str]:
        """Everything that has to be known before the scale says anything."""
        return frozenset({self.measure, *(bound.measure for bound, _points in self.overrides)})

    @property
    def told(self) -> str:
        """The scale, band by band."""
        points = _("%(when)s: %(points)s điểm")
        return "; ".join(
            points % {"when": bound.told, "points": show_points(given)}
            for bound, given in (*self.overrides, *self.bands)
        )


Scale = FullWhen | Bands


@dataclass(frozen=True)
class Item:
    """One line of a score sheet."""

    code: str
    name: str
    guidance: str
    max_points: Decimal
    facts: tuple[str, ...]
    scale: Scale | None
    source: Source
    full_without: frozenset[MeetingKind] = frozenset()
    """Kinds of meeting to which the line does not apply: its points are given in full."""

    @property
    def told(self) -> str:
        """The most it is worth, and the scale where one is published."""
        most = _("tối đa %s điểm") % show_points(self.max_points)
        scale = self.scale.told if self.scale else _("không có thang điểm công bố")
        return f"{most}; {scale}"


@dataclass(frozen=True)
class Criterion:
    """A numbered criterion: one line, or a heading over several."""

    code: str
    number: int
    name: str
    max_points: Decimal
    items: tuple[Item, ...]

    @property
    def has_sub_items(self) -> bool:
        """Whether the criterion is only a heading."""
        return len(self.items) > 1


@dataclass(frozen=True)
class Rubric:
    """A score sheet's frame; points move in steps of `step`."""

    code: str
    name: str
    applies_to: frozenset[MeetingKind]
    total: Decimal
    step: Decimal
    source: Source
    criteria: tuple[Criterion, ...]

    @property
    def told(self) -> str:
        """What it is for and what it sums to."""
        kinds = ", ".join(kind.label.lower() for kind in MeetingKind if kind in self.applies_to)
        numbers = {"total": show_points(self.total), "step": show_points(self.step)}
        return _("%(total)s điểm, bước %(step)s điểm; dùng cho sinh hoạt: ") % numbers + kinds

    @property
    def items(self) -> tuple[Item, ...]:
        """All lines in order."""
        return tuple(item for criterion in self.criteria for item in criterion.items)

    def item(self, code: str) -> Item:
        """The line with this code; KeyError if there is none."""
        return {item.code: item for item in self.items}[code]

    def criterion_of(self, item_code: str) -> Criterion:
        """The criterion a line belongs to; KeyError if there is no such line."""
        return {item.code: c for c in self.criteria for item in c.items}[item_code]


def read_rubrics(table: Table) -> tuple[Rubric, ...]:
    """All rubrics of a rubric.toml, checked: sums, scales, doubled codes, kinds served once."""
    rubrics = read_some_rubrics(table)
    if {kind for rubric in rubrics for kind in rubric.applies_to} != set(MeetingKind):
        table.fault("a kind of meeting has no rubric")
    return rubrics


def read_some_rubrics(table: Table, default: Source | None = None) -> tuple[Rubric, ...]:
    """The same for a layer, which may leave kinds of meeting to the rules below it, or all."""
    rows = table.tables("rubric", optional=default is not None)
    rubrics = tuple(_rubric(row, default) for row in rows)
    served = [kind for rubric in rubrics for kind in rubric.applies_to]
    if len(served) != len(set(served)):
        table.fault("two rubrics apply to one kind of meeting")
    return rubrics


def _rubric(row: Table, default: Source | None) -> Rubric:
    source = row.source(default)
    rubric = Rubric(
        code=row.text("code"),
        name=row.text("name"),
        applies_to=read_kinds(row, "applies_to"),
        total=row.decimal("total"),
        step=row.decimal("step"),
        source=source,
        criteria=tuple(_criterion(c, source) for c in row.tables("criterion")),
    )
    if sum(c.max_points for c in rubric.criteria) != rubric.total:
        row.fault("the criteria do not sum to the total")
    if len({item.code for item in rubric.items}) != len(rubric.items):
        row.fault("two lines carry one code")
    if rubric.step <= 0:
        row.fault("'step' must be above 0")
    return rubric


def _criterion(row: Table, default: Source) -> Criterion:
    number, maximum = row.whole("number"), row.decimal("max_points")
    if row.has("item"):
        items = tuple(_item(sub, default) for sub in row.tables("item"))
    else:
        items = (_item(row, default, code=str(number)),)
    if any(item.max_points > maximum for item in items):
        row.fault("a line is worth more than its criterion")
    if sum(item.max_points for item in items) != maximum:
        row.fault("the lines do not sum to the criterion")
    return Criterion(str(number), number, row.text("name"), maximum, items)


def _item(row: Table, default: Source, code: str | None = None) -> Item:
    item = Item(
        code=code or row.text("code"),
        name=row.text("name"),
        guidance=row.text("guidance", ""),
        max_points=row.decimal("max_points"),
        facts=row.texts("facts"),
        scale=_scale(row),
        source=row.source(default),
        full_without=read_kinds(row, "full_without") if row.has("full_without") else frozenset(),
    )
    unknown = set(item.facts) - FACTS
    if unknown:
        row.fault(f"no such recorded fact: {sorted(unknown)[0]!r}")
    if isinstance(item.scale, Bands) and any(
        points > item.max_points for _bound, points in (*item.scale.bands, *item.scale.overrides)
    ):
        row.fault("a band gives more than the line is worth")
    return item


def _scale(row: Table) -> Scale | None:
    if row.has("full_when") and row.has("band"):
        row.fault("a line has either 'full_when' or 'band'")
    if row.has("full_when"):
        return FullWhen(tuple(_bound(bound) for bound in row.tables("full_when")))
    if row.has("band"):
        bands = tuple((_bound(band), band.decimal("points")) for band in row.tables("band"))
        _check_bands(row, [bound for bound, _points in bands])
        first = row.tables("override", optional=True)
        return Bands(bands, tuple((_bound(each), each.decimal("points")) for each in first))
    return None


def _bound(row: Table) -> Bound:
    ends = ("at_least", "above", "at_most", "below")
    told = {end: row.decimal(end) for end in ends if row.has(end)}
    measure = row.text("measure")
    if measure not in MEASURES:
        row.fault(f"no such measure: {measure!r}")
    if not told or ("at_least" in told and "above" in told) or {"at_most", "below"} <= told.keys():
        row.fault("a bound needs one end, or one on each side")
    return Bound(measure, **told)


def _check_bands(row: Table, bounds: Iterable[Bound]) -> None:
    ordered = sorted(bounds, key=lambda bound: bound.start)
    if len({bound.measure for bound in ordered}) != 1:
        row.fault("the bands are drawn on different measures")
    if any(lower.reaches_into(higher) for lower, higher in pairwise(ordered)):
        row.fault("two bands overlap")
