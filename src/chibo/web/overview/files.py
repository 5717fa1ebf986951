"""The figure pages as sheets: numbers are numbers, no data and not applicable are words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chibo.areas.indicators.definitions import Definition, Number
from chibo.areas.indicators.queries import CellWaiting
from chibo.areas.indicators.queries.figures import Below, Line
from chibo.areas.indicators.queries.records import Record
from chibo.areas.indicators.told import State, Told, by_group, state_words
from chibo.core.periods import Month
from chibo.web.components.downloads import Table, columns
from chibo.web.overview.closed import ClosedWords, Marks
from chibo.web.overview.periods import AskedPeriod
from chibo.web.overview.saying import cell_of, change_words, indicator_name, names_words
from chibo.web.templatetags._figures import dmy_hm


def figure_tables(
    chosen: AskedPeriod,
    line: Line,
    below: Sequence[Below],
    records: Sequence[Record],
    named: str,
    closed: ClosedWords | None,
) -> list[Table]:
    """One figure: what it is, the units below, the records the reader may see, what was closed."""
    facts = [*_facts(chosen, line, named), *_closed(closed)]
    return [
        Table(_("Con số"), columns((_("Mục"), 30), (_("Nội dung"), 60)), facts),
        Table(
            _("Đơn vị trực thuộc"),
            columns((_("Mã"), 12), (_("Đơn vị"), 40), *_number_columns()),
            [
                (row.code, row.name or _("Của chính đơn vị"), *_cells(row.told), row.told.reason)
                for row in below
            ],
        ),
        Table(
            _("Bản ghi"),
            columns((_("Bản ghi"), 40), (_("Đơn vị"), 40), (_("Ngày"), 12), (_("Ghi chú"), 50)),
            [(each.title, each.place, each.on, each.note) for each in records],
        ),
        *([_since(closed)] if closed and closed.is_restated else []),
    ]


def _closed(closed: ClosedWords | None) -> list[tuple[str, Any]]:
    if closed is None:
        return []
    restated = _("đã điều chỉnh") if closed.is_restated else _("hồ sơ từ đó không đổi số này")
    return [
        (_("Số đã chốt"), cell_of(closed.told)),
        (_("Ngày chốt"), closed.on),
        (_("Mã khóa"), closed.seal),
        (_("Từ ngày chốt"), restated),
    ]


def _since(closed: ClosedWords) -> Table:
    """Who corrected records since the figure was closed, and why."""
    headings = columns(
        (_("Lúc"), 18), (_("Ai"), 30), (_("Việc"), 30), (_("Đơn vị"), 40), (_("Lý do"), 60)
    )
    rows = [
        (dmy_hm(each.at), each.who, each.act, each.unit, each.reason or _("không ghi lý do"))
        for each in closed.moved
    ]
    return Table(_("Sửa từ ngày chốt"), headings, rows)


def all_tables(
    chosen: AskedPeriod, groups: Sequence[tuple[str, Sequence[Line]]], named: str, restated: Marks
) -> list[Table]:
    """All figures of a unit, a row each, and what the file is about.

    `restated`: what was closed of those that are something else now.
    """
    headings = columns(
        (_("Nhóm"), 16),
        (_("Mã chỉ số"), 30),
        (_("Chỉ số"), 44),
        (_("Đơn vị tính"), 12),
        *_number_columns(),
        (_("Kỳ so sánh"), 12),
        (_("Thay đổi"), 24),
        (_("Chỉ tiêu năm"), 12),
        (_("Đã điều chỉnh, số đã chốt"), 24),
    )
    rows = [
        (
            group,
            line.told.definition.code,
            indicator_name(line.told.definition),
            _(line.told.definition.unit),
            *_cells(line.told),
            line.told.reason,
            cell_of(line.before) if line.before else None,
            change_words(line.change) if line.change else None,
            line.target.planned if line.target else None,
            _closed_cell(restated, line.told.definition.code),
        )
        for group, lines in groups
        for line in lines
    ]
    return [Table(_("Số liệu"), headings, rows), _information(_about(chosen, named))]


def _information(rows: Sequence[tuple[str, Any]]) -> Table:
    return Table(_("Thông tin"), columns((_("Mục"), 24), (_("Nội dung"), 60)), rows)


def course_tables(
    chosen: AskedPeriod, names: Sequence[str], told: Sequence[Mapping[str, Told]], named: str
) -> list[Table]:
    """All figures over the periods `names` name, a row each."""
    headings = columns(
        (_("Nhóm"), 16),
        (_("Mã chỉ số"), 30),
        (_("Chỉ số"), 44),
        (_("Đơn vị tính"), 12),
        *((name, 16) for name in names),
    )
    rows = [
        (
            group,
            each.code,
            indicator_name(each),
            _(each.unit),
            *(cell_of(figures[each.code]) for figures in told),
        )
        for group, definitions in by_group()
        for each in definitions
    ]
    about = _information(_about(chosen, named, compared=False))
    return [Table(_("Diễn biến"), headings, rows), about]


def trend_tables(
    chosen: AskedPeriod, names: Sequence[str], told: Sequence[Told], named: str
) -> list[Table]:
    """One figure over the periods `names` name, a row for each of them."""
    headings = columns((_("Kỳ"), 20), *_number_columns())
    rows = [(name, *_cells(each), each.reason) for name, each in zip(names, told, strict=True)]
    about = [*_indicator(told[-1].definition), *_about(chosen, named, compared=False)]
    return [Table(_("Diễn biến"), headings, rows), _information(about)]


def waiting_table(rows: Sequence[CellWaiting], month: Month) -> Table:
    """Cells that have not met in a month, with the reasons."""
    headings = columns(
        (_("Mã"), 12),
        (_("Chi bộ"), 40),
        (_("Ngày họp"), 12),
        (_("Đã lập buổi họp"), 16),
        (_("Lý do"), 60),
    )
    told = [
        (
            row.unit.code,
            row.name,
            row.expected_on,
            _("đã lập") if row.is_planned else _("chưa lập"),
            " ".join(
                [
                    *([state_words(State.IN_DOUBT)] if row.in_doubt else []),
                    *(str(reason.sentence) for reason in row.attention.reasons),
                ]
            ),
        )
        for row in rows
    ]
    return Table(_("Chưa họp %s") % month.label, headings, told)


def _closed_cell(restated: Marks, code: str) -> float | int | str | None:
    return cell_of(restated.figures[code]) if code in restated.figures else None


def _number_columns() -> tuple[tuple[str, int], ...]:
    return (
        (_("Giá trị"), 16),
        (_("Tử số"), 12),
        (_("Mẫu số"), 12),
        (_("Vì sao không có số"), 40),
    )


def _cells(told: Told) -> tuple[Any, Any, Any]:
    is_rate = told.definition.is_rate
    return (
        cell_of(told),
        _plain(told.numerator) if is_rate else None,
        _plain(told.denominator) if is_rate else None,
    )


def _plain(number: Number | None) -> float | int | None:
    return number if number is None or isinstance(number, int) else float(number)


def _about(chosen: AskedPeriod, named: str, *, compared: bool = True) -> list[tuple[str, Any]]:
    today: date = chosen.looked.today
    now = chosen.asked.structure == "now"
    return [
        (_("Đơn vị"), named),
        (_("Mã đơn vị"), chosen.asked.unit.code),
        (_("Kỳ"), f"{chosen.period.label} {chosen.until}".strip()),
        *([(_("Kỳ so sánh"), chosen.against_words or _("không so sánh"))] if compared else []),
        (_("Cấu trúc"), _("tổ chức hiện nay") if now else _("tổ chức khi đó")),
        (_("Ngày lập"), today),
    ]


def _indicator(each: Definition) -> list[tuple[str, Any]]:
    return [
        (_("Chỉ số"), indicator_name(each)),
        (_("Mã chỉ số"), each.code),
        (_("Đơn vị tính"), _(each.unit)),
        (_("Cách tính"), _(each.explanation)),
        (_("Nguồn"), _(each.source)),
    ]


def _facts(chosen: AskedPeriod, line: Line, named: str) -> list[tuple[str, Any]]:
    told = line.told
    each = told.definition
    rows = [
        (_("Chỉ số"), indicator_name(each)),
        (_("Mã chỉ số"), each.code),
        *_about(chosen, named),
        (_("Giá trị"), cell_of(told)),
        (_("Đơn vị tính"), _(each.unit)),
        (_("Cách tính"), _(each.explanation)),
        (_("Nguồn"), _(each.source)),
        (_("Ai được xem tên"), names_words(each)),
    ]
    if each.is_rate:
        rows.append((_("Tử số: %s") % _(each.numerator_name), _plain(told.numerator)))
        rows.append((_("Mẫu số: %s") % _(each.denominator_name), _plain(told.denominator)))
    if told.reason:
        rows.append((_("Vì sao không có số"), told.reason))
    if line.before:
        rows.append((_("Giá trị kỳ so sánh"), cell_of(line.before)))
        rows.append((_("Thay đổi"), change_words(line.change)))
    if line.target:
        rows.append((_("Chỉ tiêu năm"), float(line.target.planned)))
    return rows
