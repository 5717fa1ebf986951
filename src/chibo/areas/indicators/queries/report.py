"""The figures `chibo indicators` prints, from the records."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from chibo.areas.indicators.definitions import Facts, Figure, Number, definitions
from chibo.areas.indicators.measures import Span, measure, total
from chibo.areas.indicators.permissions import VIEW
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit_by_code
from chibo.core.actor import Actor
from chibo.core.periods import Month


def indicator_report(
    *,
    actor: Actor,
    unit_code: str,
    start: Month,
    end: Month,
    children: bool,
    structure: str,
    today: date,
) -> dict[str, Any]:
    """All indicators of a unit over the months, as exchange.md prints them. Ten statements.

    `structure` "then" and "now" are equal while no change of units is on record. Raises NotThere
    for an unknown unit and NotAllowed outside the actor's part of the tree.
    """
    unit = get_unit_by_code(actor, unit_code)
    actor.require(VIEW, unit)
    span = Span(start, end, today)
    slots = measure(unit.path, span)
    report: dict[str, Any] = {
        "unit": unit.code,
        "name": unit.name,
        "from": str(start),
        "to": str(end),
        "structure": structure,
        "indicators": _figures(total(slots.values())),
    }
    if children:
        report["children"] = _children(unit, span, slots)
    return report


def _children(unit: Unit, span: Span, slots: Mapping[str, Facts]) -> list[dict[str, Any]]:
    """Direct children that existed in the period or carry a figure of it, by code."""
    rows = Unit.objects.unscoped("children of a unit the actor may see").filter(parent=unit)
    return [
        {"unit": child.code, "name": child.name, "indicators": _figures(facts)}
        for child in rows.order_by("code")
        if any((facts := slots.get(child.path, {})).values()) or _existed_in(child, span)
    ]


def _existed_in(unit: Unit, span: Span) -> bool:
    founded = unit.founded_on is None or unit.founded_on <= span.ends_on
    return founded and (unit.ended_before is None or unit.ended_before > span.starts_on)


def _figures(facts: Facts) -> dict[str, dict[str, Any]]:
    return {
        each.code: _as_data(each.figure(facts), each.unit, each.is_rate)
        for each in definitions()
        if each.listed
    }


def _as_data(figure: Figure, unit: str, is_rate: bool) -> dict[str, Any]:
    data: dict[str, Any] = {"value": _plain(figure.value)}
    if is_rate:
        data["numerator"] = _plain(figure.numerator)
        data["denominator"] = _plain(figure.denominator)
    return {**data, "unit": unit}


def _plain(number: Number | None) -> int | float | None:
    if not isinstance(number, Decimal):
        return number
    return int(number) if number == number.to_integral_value() else float(number)
