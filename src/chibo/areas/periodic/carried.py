"""A longer period's number out of the sealed shorter ones: which parts, what they leave. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chibo.areas.periodic.forms import Line
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.rules import Gap, LineFigure, Part, Value, summed, value_of
from chibo.core.periods import Month, months_between


@dataclass(frozen=True)
class Sealed:
    """A sealed shorter report, with its lines and the months it covers."""

    report_id: int
    unit_id: int
    unit: str
    period: Period
    lines: Mapping[str, LineFigure]

    @property
    def keys(self) -> frozenset[str]:
        """The months it covers, as gaps are named."""
        return frozenset(
            key_of(self.unit_id, each)
            for each in months_between(self.period.first, self.period.last)
        )


@dataclass(frozen=True)
class Held:
    """What the system holds of one line: the sealed reports that answer, and what they leave."""

    sealed: tuple[Sealed, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to ask."""
        return bool(self.sealed) and not self.gaps


def cover(
    period: Period, sealed: Mapping[str, Sealed], wanted: set[Month]
) -> tuple[list[Sealed], list[Month]]:
    """The shortest sealed reports inside the period, and the wanted months none of them covers."""
    parts: list[Sealed] = []
    left: list[Month] = []
    for piece in period.shorter:
        inner, open_months = cover(piece, sealed, wanted)
        if piece.kind == "month":
            open_months = [piece.first] if piece.first in wanted else []
        known = sealed.get(str(piece))
        if known is not None and (open_months or piece.kind == "month"):
            inner, open_months = [known], []
        parts += inner
        left += open_months
    return parts, left


def last_of(unit_id: int, period: Period, sealed: Sequence[Sealed], gaps: Sequence[Gap]) -> Held:
    """A number of a state: what the unit's own last month said, nothing added to it."""
    key = key_of(unit_id, period.last)
    return Held(
        tuple(each for each in sealed if key in each.keys),
        tuple(each for each in gaps if each.key == key),
    )


def carried(line: Line, typed: Sequence[Any] | None, known: Held) -> LineFigure:
    """The unit's own number: carried, and what was typed for what is not held; open while that is
    missing or was typed for other months. `typed`: state, number, the gaps it was typed for."""
    parts, rest = _parts(line, known.sealed), value_of(typed or ("open", ""))
    if known.is_whole:
        return LineFigure(line.code, summed([each.value for each in parts]), parts=parts)
    gaps = [each.key for each in known.gaps]
    typed_for = list(typed[2]) if typed and len(typed) > 2 else ([] if parts else gaps)
    if typed_for != gaps:
        rest = Value()
    values = [rest, *(each.value for each in parts)]
    value = rest if rest.state == "open" else summed(values)
    return LineFigure(line.code, value, parts=parts, gaps=known.gaps, rest=rest)


def _parts(line: Line, parts: Sequence[Sealed]) -> tuple[Part, ...]:
    return tuple(
        Part(each.report_id, each.unit, str(each.period), _said(line, each)) for each in parts
    )


def _said(line: Line, each: Sealed) -> Value:
    """The unit's own number of the shorter period: those below are added by their own reports."""
    figure = each.lines[line.code]
    return figure.own or figure.value


def key_of(unit_id: int, month: Month) -> str:
    """How a month of a unit is named among gaps."""
    return f"{unit_id}:{month}"
