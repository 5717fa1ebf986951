"""Scales of a rubric: bounds on what the record tells, bands of points, and the holes between."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from chibo.core.i18n import _
from chibo.core.vietnamese import show_points

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
        "length_percent",
        "attendance_percent",
        "excused_in_a_row",
        "unexcused",
        "unexcused_percent",
        "speaker_percent",
        "papers_lead_days",
        "notice_lead_days",
        "leaders",
        "committee_met",
        "steps_percent",
        "tasks_closed_percent",
    }
)
"""Figures a published scale may be drawn on; yes is 1 and no is 0."""


def fact_words(fact: str) -> str:
    """One of FACTS as people say it."""
    return {
        "held_in_month": _("họp đúng tháng"),
        "length": _("thời lượng"),
        "attendance": _("điểm danh"),
        "papers": _("gửi tài liệu"),
        "notice": _("thông báo"),
        "committee_meeting": _("họp chi ủy"),
        "agenda_steps": _("các mục chương trình đã ghi"),
        "speakers": _("số người phát biểu"),
        "previous_tasks": _("nhiệm vụ kỳ trước"),
        "votes": _("biểu quyết"),
        "conclusion": _("kết luận"),
        "minutes": _("biên bản"),
    }[fact]


def measure_words(measure: str) -> str:
    """One of MEASURES as people say it."""
    return {
        "held_in_month": _("số buổi họp trong tháng"),
        "shortfall_minutes": _("số phút thiếu"),
        "length_percent": _("tỷ lệ thời lượng so với mức tối thiểu (%)"),
        "attendance_percent": _("tỷ lệ có mặt (%)"),
        "excused_in_a_row": _("số lần liên tiếp có người vắng có lý do"),
        "unexcused": _("số người vắng không lý do"),
        "unexcused_percent": _("tỷ lệ vắng không lý do (%)"),
        "speaker_percent": _("tỷ lệ phát biểu (%)"),
        "papers_lead_days": _("số ngày gửi tài liệu trước"),
        "notice_lead_days": _("số ngày báo trước"),
        "leaders": _("số người trong chi ủy, kể cả bí thư, phó bí thư"),
        "committee_met": _("chi ủy đã họp"),
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
        return f"{measure_words(self.measure)} {self.ends}"

    @property
    def ends(self) -> str:
        """Its ends alone in words: from 75 to below 90."""
        if self.at_least is not None and self.at_least == self.at_most:
            return _("đúng %s") % show_points(self.at_least)
        ends = (
            (_("từ %s"), self.at_least),
            (_("trên %s"), self.above),
            (_("đến %s"), self.at_most),
            (_("dưới %s"), self.below),
        )
        return " ".join(words % show_points(end) for words, end in ends if end is not None)

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

    def hole_before(self, higher: "Bound") -> "Bound | None":
        """What lies between this one and the next; None where they meet."""
        low, high = self._high, higher._low
        if low[0].is_infinite() or high[0].is_infinite() or low[0] > high[0]:
            return None
        if low[0] == high[0]:
            both_open = low[1] == -1 and high[1] == 1
            return Bound(self.measure, at_least=low[0], at_most=low[0]) if both_open else None
        begin = {"at_least": low[0]} if low[1] == -1 else {"above": low[0]}
        end = {"at_most": high[0]} if high[1] == 1 else {"below": high[0]}
        return Bound(self.measure, **begin, **end)

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
    def holes(self) -> tuple[Bound, ...]:
        """What lies between two bands and in neither, as published: exactly 50 %, say."""
        ordered = sorted((bound for bound, _points in self.bands), key=lambda bound: bound.start)
        found = (lower.hole_before(higher) for lower, higher in pairwise(ordered))
        return tuple(hole for hole in found if hole is not None)

    @property
    def told(self) -> str:
        """The scale, band by band."""
        points = _("%(when)s: %(points)s điểm")
        return "; ".join(
            points % {"when": bound.told, "points": show_points(given)}
            for bound, given in (*self.overrides, *self.bands)
        )


Scale = FullWhen | Bands
