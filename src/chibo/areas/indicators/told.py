"""A figure as it is told: its value, or why it has none. Zero, no data, not applicable.

The three are three things on every page and in every file; a figure that a recount disagreed with
is none of them, and is not shown.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from chibo.areas.indicators.definitions import (
    Definition,
    Figure,
    Number,
    definition,
    definitions,
    groups,
)
from chibo.areas.indicators.published.tables import keeps_records
from chibo.core.i18n import _
from chibo.core.vietnamese import rounded, show_number, show_percent, show_points


class State(StrEnum):
    """What a figure says."""

    VALUE = "value"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
    IN_DOUBT = "in_doubt"


VILLAGE_COUNTS = ("places.total", "posts.secretary_is_village_head_rate")


@dataclass(frozen=True)
class Told:
    """A figure of one unit and period; `reason` says why there is no value."""

    definition: Definition
    state: State
    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    reason: str = ""

    @property
    def has_value(self) -> bool:
        """Whether there is a number; 0 is one."""
        return self.state is State.VALUE

    @property
    def is_mean(self) -> bool:
        """Whether it is a mean: told with a decimal, never in per cent of another."""
        return self.definition.is_rate and self.definition.unit != "%"

    @property
    def words(self) -> str:
        """The value as people write it, or the state in words."""
        if self.value is None:
            return state_words(self.state)
        if self.definition.unit == "%":
            return show_percent(Decimal(self.value))
        return show_points(Decimal(self.value)) if self.is_mean else show_number(self.value)


def state_words(state: State) -> str:
    """No data, not applicable and in doubt in words; "" for a value."""
    if state is State.NO_DATA:
        return _("chưa có số liệu")
    if state is State.IN_DOUBT:
        return _("đang kiểm tra lại")
    return _("không áp dụng") if state is State.NOT_APPLICABLE else ""


Data = Mapping[str, Mapping[str, Any]]
"""The figures of one unit as `indicator_report` gives them."""
WHY_NOT = "why_not"
"""In place of a value: why the figure does not apply to the period."""
DOUBTED = "doubted"
"""In place of a value: a recount disagreed with what is kept."""


def tell(code: str, figures: Data, *, is_cell: bool, cell_type: str = "") -> Told:
    """The figure out of those of a unit; no data where this version counts none."""
    told = definition(code)
    reason = _not_applicable(code, figures, is_cell, cell_type)
    if reason:
        return Told(told, State.NOT_APPLICABLE, reason=reason)
    found = figures.get(code)
    if found and WHY_NOT in found:
        return Told(told, State.NOT_APPLICABLE, reason=str(found[WHY_NOT]))
    if found and DOUBTED in found:
        return in_doubt(told)
    if found is None:
        reason = _("Hệ thống không giữ số liệu của thời gian này.")
        return Told(told, State.NO_DATA, reason=reason)
    value, above, below = (_number(found.get(n)) for n in ("value", "numerator", "denominator"))
    if value is not None and told.is_rate:
        value = rounded(Decimal(value), 1)
    return of_figure(told, Figure(value, above, below))


def in_doubt(told: Definition) -> Told:
    """A figure a recount disagreed with, which is never shown as sound."""
    reason = _("Đếm lại từ hồ sơ không khớp số đang giữ; số hiện lại khi đã tính lại.")
    return Told(told, State.IN_DOUBT, reason=reason)


def of_figure(told: Definition, figure: Figure) -> Told:
    """A figure already counted: its value, or no data with the reason."""
    if figure.value is None:
        return Told(
            told,
            State.NO_DATA,
            numerator=figure.numerator,
            denominator=figure.denominator,
            reason=_why_none(told, figure.denominator),
        )
    return Told(told, State.VALUE, figure.value, figure.numerator, figure.denominator)


def _why_none(told: Definition, denominator: Number | None) -> str:
    if told.target_of and denominator is None and not keeps_records():
        return _("Chỉ tiêu tỉnh đã giao ở máy chủ của tỉnh nên ở đây không có gì để so.")
    if told.target_of and denominator is None:
        return _("Chưa giao chỉ tiêu cho mọi năm của kỳ nên không có gì để so.")
    if told.target_of:
        return _("Chỉ tiêu bằng 0 nên không tính tỷ lệ.")
    return _("Mẫu số bằng 0: %s chưa có trong kỳ nên không chia được.") % _(told.denominator_name)


def _number(value: Any) -> Number | None:
    return Decimal(str(value)) if isinstance(value, float) else value


@dataclass(frozen=True)
class _Row:
    figures: tuple[str, ...]
    to: str
    reason: str

    def fits(self, code: str) -> bool:
        return any(
            code.startswith(each) if each.endswith(".") else code == each for each in self.figures
        )


@cache
def _rows() -> tuple[_Row, ...]:
    text = resources.files(__package__).joinpath("applying.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["row"]
    return tuple(_Row(tuple(row["figures"]), row["to"], row["reason"]) for row in rows)


def reasons() -> list[str]:
    """Every sentence that says why a figure does not apply."""
    return [row.reason for row in _rows()]


def _not_applicable(code: str, figures: Data, is_cell: bool, cell_type: str) -> str:
    row = next((each for each in _rows() if each.fits(code)), None)
    if row is None:
        return ""
    if row.to == "bodies":
        return _(row.reason) if is_cell else ""
    return "" if _has_villages(figures, is_cell, cell_type) else _(row.reason)


def _has_villages(figures: Data, is_cell: bool, cell_type: str) -> bool:
    if is_cell:
        return cell_type in ("", "village")
    places, heads = (figures.get(code, {}) for code in VILLAGE_COUNTS)
    return bool(
        places.get("value")
        or heads.get("denominator")
        or not figures.get("units.cells", {}).get("value")
    )


def by_group() -> list[tuple[str, tuple[Definition, ...]]]:
    """Every definition, group by group."""
    every = definitions()
    found = [
        (_(group.name), tuple(e for e in every if e.group == group.code)) for group in groups()
    ]
    return [(name, rows) for name, rows in found if rows]
