"""Rubrics: criteria, the recorded facts that inform each line, and a scale where one is published.

A line without a published scale has none here either: its points stay with the cell.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from chibo.core.i18n import _
from chibo.core.vietnamese import show_points
from chibo.regulations.kinds import MeetingKind
from chibo.regulations.scales import Bound, Scale
from chibo.regulations.values import Source

SECRETARY, SUPERIOR = "secretary", "superior"
GIVERS = (SECRETARY, SUPERIOR)
"""To whom alone a line may be left; any other line is the cell's."""


def giver_words(giver: str) -> str:
    """One of GIVERS as people say it."""
    return {
        SECRETARY: _("chỉ bí thư cho điểm"),
        SUPERIOR: _("chỉ cấp ủy cấp trên trực tiếp cho điểm"),
    }[giver]


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
    left_out: frozenset[MeetingKind] = frozenset()
    """Kinds of meeting whose sheets leave the line out: the others are re-based to the total."""
    given_by: str = ""
    """One of GIVERS where the line is theirs alone. The superior's lines are no part of the cell's
    own total, which is re-based to the rubric's; they are part of the official one."""

    @property
    def told(self) -> str:
        """The most it is worth, and the scale where one is published."""
        most = _("tối đa %s điểm") % show_points(self.max_points)
        return f"{most}; {self.scale_told}"

    @property
    def scale_told(self) -> str:
        """The scale, who alone gives points, and where it does not apply."""
        scale = self.scale.told if self.scale else _("không có thang điểm công bố")
        alone = [giver_words(self.given_by)] if self.given_by else []
        return "; ".join([scale, *alone, *self._not_applied])

    @property
    def _not_applied(self) -> list[str]:
        told = (
            (_("không xét ở buổi %s thì cho đủ điểm"), self.full_without),
            (_("không xét ở buổi %s thì quy điểm các mục còn lại về tổng"), self.left_out),
        )
        return [
            words % ", ".join(k.label.lower() for k in MeetingKind if k in kinds)
            for words, kinds in told
            if kinds
        ]


@dataclass(frozen=True)
class Criterion:
    """A numbered criterion: one line, or a heading over several."""

    code: str
    number: int
    name: str
    max_points: Decimal
    items: tuple[Item, ...]

    @property
    def is_plain(self) -> bool:
        """Whether the criterion is itself the one line."""
        return len(self.items) == 1 and self.items[0].code == str(self.number)

    @property
    def has_sub_items(self) -> bool:
        """Whether the criterion is only a heading."""
        return len(self.items) > 1


PART_TWO = "II."
"""What the codes of a second sheet's lines begin with (see `with_second`)."""


GRADES = ("good", "fair", "average", "poor")
"""Codes of the grades, the best first."""


def grade_words(code: str) -> str:
    """One of GRADES as people say it."""
    return {
        "good": _("Tốt"),
        "fair": _("Khá"),
        "average": _("Trung bình"),
        "poor": _("Kém"),
    }[code]


@dataclass(frozen=True)
class KnockOut:
    """Where the bound holds, the meeting's grade is at most `grade`, whatever the points."""

    bound: Bound
    grade: str
    source: Source

    @property
    def name(self) -> str:
        """What it is."""
        return _("Điều kiện khống chế")

    @property
    def told(self) -> str:
        """When it holds, and the best grade then."""
        words = {"when": self.bound.told, "grade": grade_words(self.grade)}
        return _("%(when)s: xếp loại cao nhất là %(grade)s") % words


@dataclass(frozen=True)
class YearRule:
    """A grade of the year: every meeting `all_at_least`, and `count` meetings `of` a grade."""

    grade: str
    all_at_least: str
    count: int
    of: str
    source: Source

    @property
    def name(self) -> str:
        """Which grade it gives."""
        return _("Tổng hợp năm: %s") % grade_words(self.grade)

    @property
    def told(self) -> str:
        """What it asks for."""
        told = _("mọi buổi từ %s trở lên") % grade_words(self.all_at_least)
        if not self.count:
            return told
        words = {"count": self.count, "of": grade_words(self.of)}
        return told + _(", ít nhất %(count)d buổi %(of)s") % words


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
    cell_types: frozenset[str] = frozenset()
    """Kinds of cell it is for; empty: all that no other rubric of the same rules names."""
    knock_outs: tuple[KnockOut, ...] = ()
    year: tuple[YearRule, ...] = ()
    """Grades of a year, the best first; empty: none is published."""
    thematic_part: bool = False
    """Whether the thematic part of a combined meeting is scored by it too, on a sheet of its own
    beside the one for the regular part (QĐ 27-QĐ/TU Nghệ An: Biểu 1 and Biểu 2)."""
    second: "Rubric | None" = None
    """The second sheet of a combined meeting, put there by `with_second`; never written down."""

    @property
    def ref(self) -> str:
        """What a sheet keeps of it: its pack and its code."""
        return f"{self.source.pack_id}/{self.code}"

    def serves(self, kind: MeetingKind, cell_type: str) -> bool:
        """Whether it is for such a meeting of such a cell."""
        return kind in self.applies_to and (not self.cell_types or cell_type in self.cell_types)

    def meets(self, other: "Rubric") -> bool:
        """Whether both serve one meeting and neither gives way: a rubric for some kinds of cell
        goes before one for all."""
        same_cells = self.cell_types & other.cell_types or not (self.cell_types or other.cell_types)
        return bool(self.applies_to & other.applies_to and same_cells)

    @property
    def told(self) -> str:
        """What it is for and what it sums to."""
        kinds = ", ".join(kind.label.lower() for kind in MeetingKind if kind in self.applies_to)
        numbers = {"total": show_points(self.total), "step": show_points(self.step)}
        told = _("%(total)s điểm, bước %(step)s điểm; dùng cho sinh hoạt: ") % numbers + kinds
        return told + (_("; chấm cả phần chuyên đề của buổi kết hợp") if self.thematic_part else "")

    @property
    def items(self) -> tuple[Item, ...]:
        """All lines of this one sheet in order."""
        return tuple(item for criterion in self.criteria for item in criterion.items)

    @property
    def all_items(self) -> tuple[Item, ...]:
        """The lines of this sheet, then those of the second."""
        return self.items + (self.second.items if self.second else ())

    def item(self, code: str) -> Item:
        """The line with this code, on either sheet; KeyError if there is none."""
        return {item.code: item for item in self.all_items}[code]

    def sheet_of(self, code: str) -> "Rubric":
        """The sheet a line belongs to: this one, or the second."""
        return self.second if self.second and code.startswith(PART_TWO) else self

    def criterion_of(self, item_code: str) -> Criterion:
        """The criterion a line belongs to; KeyError if there is no such line."""
        return {item.code: c for c in self.criteria for item in c.items}[item_code]


def with_second(first: Rubric, second: Rubric) -> Rubric:
    """The first with the second sheet beside it, whose lines are numbered II.1, II.2, …"""
    criteria = tuple(
        replace(
            criterion,
            code=PART_TWO + criterion.code,
            items=tuple(replace(item, code=PART_TWO + item.code) for item in criterion.items),
        )
        for criterion in second.criteria
    )
    return replace(first, second=replace(second, criteria=criteria))
