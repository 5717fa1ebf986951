"""Rows of the sheet `Biến động tổ chức` as lines of a plan: nothing is taken, only read."""

from collections.abc import Sequence
from datetime import date

from chibo.areas.exchange.findings import Findings, Problem
from chibo.areas.exchange.matching import read_rows
from chibo.areas.exchange.planning import File, open_files
from chibo.areas.exchange.sheets import Row, sheet_form
from chibo.areas.organisation.making import NewUnit
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.rules import MAKING, ChangeKind
from chibo.areas.plans.drafts import LineDraft
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date

WHY = "which of the codes in a plan's file are units already; kinds only"
CHANGES = sheet_form("changes")


def pasted(text: str) -> File:
    """Cells copied out of a workbook as a file; the heading line may be missing."""
    headings = [column.heading for column in CHANGES.columns]
    if CHANGES.likeness(text.partition("\n")[0].split("\t")) < 2:
        text = "\t".join(headings) + "\n" + text
    return File("dán.csv", text.encode())


def read_lines(files: Sequence[File], on: date) -> tuple[list[LineDraft], list[Problem]]:
    """The lines of these files in their order, and every fault; a line with a fault is left out.

    A founding names the new unit's superior, kind and name; a split or amalgamation gives the names
    of its new units in `Tên mới`, one after the other with `;` between.
    """
    findings = Findings()
    sheets = open_files(files, findings)
    rows = read_rows(sheets, findings).get("changes", []) if sheets else []
    for row in rows:
        if row.get("on") not in (None, on):
            findings.error(
                row,
                "on",
                "another_day",
                _("Ngày này khác ngày hiệu lực của phương án (%s).") % show_date(on),
                _("Hãy sửa ngày, hoặc đưa dòng này vào phương án khác."),
            )
    whole = [row for row in rows if not row.faulty]
    known = _kinds_by_code(whole)
    lines = []
    for row in whole:
        line = _line(row, known)
        known |= {new.code: (new.kind, new.cell_type) for new in line.new_units}
        lines.append(line)
    findings.in_file_order()
    return lines, findings.errors


def _kinds_by_code(rows: Sequence[Row]) -> dict[str, tuple[str, str]]:
    codes = {code for row in rows for code in (row.values["unit_code"], *_receivers(row))}
    units = Unit.objects.unscoped(WHY).filter(code__in=codes)
    return {code: (kind, form) for code, kind, form in units.values_list(
        "code", "kind", "cell_type")}  # fmt: skip


def _receivers(row: Row) -> list[str]:
    return list(row.get("receiver_codes") or ())


def _line(row: Row, known: dict[str, tuple[str, str]]) -> LineDraft:
    kind, code, receivers = row.values["kind"], row.values["unit_code"], _receivers(row)
    new_name, new_kind = row.get("new_name") or "", row.get("new_kind") or ""
    made: list[NewUnit] = []
    if kind == ChangeKind.FOUNDED:
        made = [NewUnit(code, new_name, new_kind)]
    elif kind in MAKING:
        fresh = [each for each in receivers if each not in known]
        names = [part.strip() for part in new_name.split(";")]
        own_kind, cell_type = known.get(code, ("", ""))
        made = [
            NewUnit(each, names[at] if at < len(names) else "", new_kind or own_kind, cell_type)
            for at, each in enumerate(fresh)
        ]
    taken = bool(made)
    return LineDraft(
        kind=kind,
        unit_code=code,
        receiver_codes=tuple(receivers),
        new_units=tuple(made),
        new_kind="" if taken else new_kind,
        new_name="" if taken else new_name,
        decision_number=row.get("decision_number") or "",
    )
