"""The targets of a year as a sheet."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chibo.areas.indicators.queries import TargetLine, TargetYear
from chibo.web.components.downloads import Column, Table


def progress_table(found: TargetYear) -> Table:
    """Each target with what was reached; no data is said in words."""
    columns = [
        Column(_("Mã chỉ số"), 30),
        Column(_("Chỉ số"), 44),
        Column(_("Đơn vị tính"), 12),
        Column(_("Kế hoạch")),
        Column(_("Đã đạt")),
        Column(_("Tiến độ"), 16),
        Column(_("Ước cả năm")),
        Column(_("Đã giao xuống"), 16),
        Column(_("Lý do"), 50),
    ]
    return Table(_("Chỉ tiêu %d") % found.year, columns, [_row(line) for line in found.lines])


def late_table(found: TargetYear) -> Table:
    """The late targets of units directly below, each with the reason it gave."""
    columns = [
        Column(_("Đơn vị"), 40),
        Column(_("Chỉ số"), 44),
        Column(_("Kế hoạch")),
        Column(_("Đã đạt")),
        Column(_("Tiến độ"), 16),
        Column(_("Lý do"), 50),
    ]
    rows = [
        (
            line.unit.name,
            pgettext("indicator", line.definition.name),
            line.target.planned,
            line.reached,
            _words(line.standing, line.definition.better),
            line.target.lag_reason,
        )
        for line in found.late_below
    ]
    return Table(_("Cấp dưới đang chậm"), columns, rows)


def _row(line: TargetLine) -> tuple[object, ...]:
    told = line.definition
    return (
        told.code,
        pgettext("indicator", told.name),
        _(told.unit) if told.unit != "%" else "%",
        line.target.planned,
        _("chưa có số liệu") if line.reached is None else line.reached,
        _words(line.standing, line.definition.better),
        line.expected,
        line.parts.handed_down if line.parts else None,
        line.target.lag_reason,
    )


def _words(standing: str, better: str) -> str:
    if better == "fewer" and standing in ("behind", "missed", "on_course"):
        return {"behind": _("nhiều hơn mức"), "missed": _("vượt mức")}.get(standing, _("trong mức"))
    return {
        "reached": _("đạt"),
        "behind": _("chậm"),
        "missed": _("không đạt"),
        "on_course": _("kịp"),
        "waiting": _("chưa đạt"),
        "not_judged": _("không xét"),
    }.get(standing, "")
