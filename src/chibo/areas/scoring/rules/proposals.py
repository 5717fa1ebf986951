"""Proposing the points of each line, where a published scale allows it, and saying why."""

from dataclasses import dataclass
from decimal import Decimal

from chibo.areas.scoring.rules.facts import FACT_REASONS, MEASURE_VALUES, MeetingFacts
from chibo.core.i18n import _
from chibo.core.vietnamese import show_points
from chibo.regulations import Bands, FullWhen, Item, KnockOut, Reason, Rubric


@dataclass(frozen=True)
class ProposedLine:
    """A line of the sheet as the record proposes it; `points` None leaves them to the cell."""

    item: Item
    points: Decimal | None
    reason: Reason
    facts: tuple[Reason, ...]

    @property
    def is_open(self) -> bool:
        """Whether the cell has to give the points itself."""
        return self.points is None

    @property
    def sentence(self) -> str:
        """What the record says, then what follows from it."""
        return " ".join([*(fact.sentence for fact in self.facts), self.reason.sentence])


def propose(rubric: Rubric, facts: MeetingFacts) -> list[ProposedLine]:
    """One line per item that applies, in the rubric's order. Nothing is invented where no scale is
    published."""
    return [_line(item, facts) for item in rubric.items if facts.kind not in item.left_out]


def knocked_out(rubric: Rubric, facts: MeetingFacts) -> tuple[KnockOut, ...]:
    """The knock-out rules that hold for the meeting; one on a silent record does not."""
    known = ((rule, MEASURE_VALUES[rule.bound.measure](facts)) for rule in rubric.knock_outs)
    return tuple(rule for rule, value in known if value is not None and rule.bound.holds(value))


def _line(item: Item, facts: MeetingFacts) -> ProposedLine:
    points, reason = _judged(item, facts)
    told = tuple(FACT_REASONS[fact](facts) for fact in item.facts)
    return ProposedLine(item, points, reason, told)


def _judged(item: Item, facts: MeetingFacts) -> tuple[Decimal | None, Reason]:
    if facts.kind in item.full_without:
        told = _("Buổi này không có phần đó nên không xét, cho đủ %(points)s điểm.")
        return item.max_points, _given("not_applicable", told, item, item.max_points)
    if item.scale is None:
        told = _("Không có thang điểm công bố cho mục này; chi bộ tự cho điểm.")
        return None, Reason("no_scale", told, source=item.source)
    if isinstance(item.scale, FullWhen):
        return _full_or_open(item, item.scale, facts)
    return _by_band(item, item.scale, facts)


def _full_or_open(
    item: Item, scale: FullWhen, facts: MeetingFacts
) -> tuple[Decimal | None, Reason]:
    values = [(bound, MEASURE_VALUES[bound.measure](facts)) for bound in scale.bounds]
    if any(value is not None and not bound.holds(value) for bound, value in values):
        told = _("Chưa đạt yêu cầu; mức trừ không có thang công bố nên chi bộ tự cho điểm.")
        return None, Reason("not_met_no_scale", told, source=item.source)
    if any(value is None for _bound, value in values):
        return None, _not_recorded(item)
    return item.max_points, _given("met", _("Đạt yêu cầu: %(points)s điểm."), item, item.max_points)


def _by_band(item: Item, scale: Bands, facts: MeetingFacts) -> tuple[Decimal | None, Reason]:
    for bound, points in (*scale.overrides, *scale.bands):
        value = MEASURE_VALUES[bound.measure](facts)
        if value is None:
            return None, _not_recorded(item)
        if bound.holds(value):
            return points, _given("band", _("Theo thang điểm: %(points)s điểm."), item, points)
    told = _("Thang điểm công bố không có bậc cho trường hợp này; chi bộ tự cho điểm.")
    return None, Reason("outside_scale", told, source=item.source)


def _given(code: str, told: str, item: Item, points: Decimal) -> Reason:
    return Reason(code, told % {"points": show_points(points)}, {"points": points}, item.source)


def _not_recorded(item: Item) -> Reason:
    told = _("Chưa đủ dữ kiện để đề xuất; chi bộ tự cho điểm.")
    return Reason("not_recorded", told, source=item.source)
