"""Targets: each against its unit in that year, and its number against what it counts."""

from datetime import date

from chibo.areas.exchange.checks.once import Doubled, each_once
from chibo.areas.exchange.checks.references import find_unit
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.held_training import (
    TARGET_FIELDS,
    load_targets,
    target_key,
)
from chibo.areas.exchange.plan import Planned, planned
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.tree import Tree
from chibo.areas.exchange.world import Record
from chibo.areas.indicators.definitions import definition
from chibo.core.i18n import _

_KEY = ("unit_code", "year", "indicator")
_AHEAD = 10  # years; a longer plan is a slip of the hand


def plan_targets(rows: list[Row], tree: Tree, today: date, findings: Findings) -> list[Planned]:
    """What the rows would do. Faults go to `findings`."""
    if not rows:
        return []
    held = load_targets(rows)
    found: list[Planned] = []
    for row, key in each_once(rows, _KEY, target_key, _doubled(), findings):
        before = held.get(key)
        after = merged(row, before)
        if not row.faulty:
            _check_year(row, after, tree, today, findings)
            _check_direction(row, after, before, findings)
            _warn_odd_number(row, after, findings)
        found.append(planned(row, before, after))
    return found


def merged(row: Row, before: Record | None) -> Record:
    """The target as recorded afterwards: an empty cell leaves the value."""
    old = before or {"lag_reason": ""}
    return {name: row.values.get(name, old.get(name)) for name in TARGET_FIELDS}


def _doubled() -> Doubled:
    return Doubled(
        "indicator",
        "doubled_target",
        _("Chỉ tiêu này đã có ở %s: cùng đơn vị, năm và chỉ số."),
        _("Hãy xoá hàng thừa."),
    )


def _check_year(row: Row, after: Record, tree: Tree, today: date, findings: Findings) -> None:
    year = after["year"]
    if year > today.year + _AHEAD:
        findings.error(
            row,
            "year",
            "future_date",
            _("Năm %d quá xa.") % year,
            _("Hãy xem lại năm."),
        )
    node = find_unit(row, after, tree, findings)
    if node is None or row.faulty:
        return
    founded, ended = node.founded_on, node.ended_before
    began_later = founded is not None and founded > date(year, 12, 31)
    ended_before = ended is not None and ended <= date(year, 1, 1)
    if began_later or ended_before:
        findings.error(
            row,
            "year",
            "unit_not_there",
            _("“%(unit)s” không tồn tại ngày nào trong năm %(year)d.")
            % {"unit": node.record["name"], "year": year},
            _("Hãy xem lại năm, hoặc ngày thành lập và ngày kết thúc của đơn vị."),
        )


def _check_direction(row: Row, after: Record, before: Record | None, findings: Findings) -> None:
    """A target nobody can be late with is none; one on record may be taken back."""
    if definition(after["indicator"]).better or after["planned"] is None or before is not None:
        return
    findings.error(
        row,
        "indicator",
        "no_direction",
        _("Chỉ số này nhiều hay ít đều không phải là tốt hơn nên không giao thành chỉ tiêu."),
        _("Hãy chọn chỉ số khác, hoặc xoá hàng."),
    )


def _warn_odd_number(row: Row, after: Record, findings: Findings) -> None:
    known, number = definition(after["indicator"]), after["planned"]
    if number is None:
        return
    if not known.is_rate and number != int(number):
        told = _("Chỉ số này đếm từng %s mà kế hoạch không phải số nguyên.")
        _warn(row, findings, told % known.unit)
    elif known.unit == "%" and number > 100 and not known.target_of:
        _warn(row, findings, _("Kế hoạch của tỷ lệ này lớn hơn một trăm phần trăm."))


def _warn(row: Row, findings: Findings, sentence: str) -> None:
    findings.warn(row, "planned", "odd_target", sentence, _("Hãy xem lại số."))
