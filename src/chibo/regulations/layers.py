"""What a committee lays over the national rules on meetings in its part of the tree.

A layer holds only what differs: minimum lengths, which may go by the size of the cell, and rubrics
for some kinds of meeting. Grades and everything else stay national.
"""

from dataclasses import dataclass

from chibo.core.i18n import _
from chibo.regulations.kinds import MeetingKind, read_kind
from chibo.regulations.reading import Table
from chibo.regulations.rubric_reading import read_some_rubrics
from chibo.regulations.rubrics import Rubric
from chibo.regulations.values import Source, Sourced


@dataclass(frozen=True)
class SizedMinimum:
    """A minimum length for cells of `[at_least, below)` members; None: no upper end."""

    kind: MeetingKind
    at_least: int
    below: int | None
    minutes: Sourced[int]

    def fits(self, kind: MeetingKind, members: int | None) -> bool:
        """Whether it speaks of this meeting; by size only where the size is known."""
        if kind != self.kind:
            return False
        if members is None:
            return self.at_least == 0 and self.below is None
        return members >= self.at_least and (self.below is None or members < self.below)

    @property
    def name(self) -> str:
        """The kind of meeting and the cells it speaks of."""
        cells = {
            (True, True): _("mọi chi bộ"),
            (True, False): _("chi bộ dưới %(below)s đảng viên"),
            (False, True): _("chi bộ từ %(at_least)s đảng viên"),
            (False, False): _("chi bộ từ %(at_least)s đến dưới %(below)s đảng viên"),
        }[self.at_least == 0, self.below is None]
        return f"{self.kind.label}, {cells}" % {"at_least": self.at_least, "below": self.below}

    @property
    def told(self) -> str:
        """The minutes."""
        return _("%d phút") % self.minutes.value

    @property
    def source(self) -> Source:
        """The clause that sets it."""
        return self.minutes.source


@dataclass(frozen=True)
class MeetingLayer:
    """One committee's own rows on meetings."""

    pack_id: str
    minimums: tuple[SizedMinimum, ...]
    rubrics: tuple[Rubric, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs from the national rules."""
        return not self.minimums and not self.rubrics

    def rubric(self, code: str) -> Rubric:
        """The rubric with this code; KeyError if there is none."""
        return {rubric.code: rubric for rubric in self.rubrics}[code]


def read_layer(text: str, pack_id: str, source: Source) -> MeetingLayer:
    """A layer out of TOML; PackError, naming the row and the key, if it is faulty.

    Rows without a source of their own lean on `source`, the committee's document.
    """
    table = Table.of_text(text, pack_id)
    minimums = tuple(
        _minimum(row, source) for row in table.tables("minimum_by_size", optional=True)
    )
    for n, one in enumerate(minimums):
        if any(_meet(one, other) for other in minimums[n + 1 :]):
            table.fault(f"two minimum lengths for one cell: {one.kind.value!r}")
    rubrics = read_some_rubrics(table, source)
    table.close()
    return MeetingLayer(pack_id, minimums, rubrics)


def _minimum(row: Table, source: Source) -> SizedMinimum:
    at_least = row.whole("at_least") if row.has("at_least") else 0
    below = row.whole("below") if row.has("below") else None
    if below is not None and below <= at_least:
        row.fault("'below' must be above 'at_least'")
    minutes = row.whole("value")
    if not 0 < minutes <= 24 * 60:
        row.fault("'value' must be minutes of a day, above 0")
    return SizedMinimum(
        read_kind(row, "kind"), at_least, below, Sourced(minutes, row.source(source))
    )


def _meet(one: SizedMinimum, other: SizedMinimum) -> bool:
    ends = [each.below or 10**9 for each in (one, other)]
    return one.kind == other.kind and max(one.at_least, other.at_least) < min(ends)
