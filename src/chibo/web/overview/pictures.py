"""The picture of a body's last twelve months, from the rows of the indicators."""

from collections.abc import Callable, Iterator, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chibo.areas.indicators.queries import (
    BranchRow,
    CellMark,
    CellRow,
    Chosen,
    Overview,
)
from chibo.core.vietnamese import show_date
from chibo.web.addresses import addresses
from chibo.web.components.month_grid import (
    GridMark,
    GridRow,
    ShareRow,
    month_grid,
    share_grid,
)
from chibo.web.components.shares import share_legend
from chibo.web.days import LookedAt

LETTERS = {"good": "T", "fair": "K", "average": "TB", "poor": "Y"}


def branch_picture(overview: Overview | Chosen, looked: LookedAt) -> SafeString | None:
    """Bodies below × months: the share of cells that met, late reports, short meetings, grades;
    None without such bodies."""
    address_of = addresses("overview_unit", ...)
    bodies = (row for row in overview.rows if isinstance(row, BranchRow))
    rows = [
        ShareRow(row.unit.name, looked.keep(address_of(row.unit.pk)), row.marks) for row in bodies
    ]
    join = "?" if looked.is_today else "&"
    if not rows:
        return None
    grid = share_grid(
        overview.months,
        rows,
        caption=_("Phần chi bộ đã họp thường kỳ, báo cáo muộn, họp ngắn, xếp loại, từng tháng"),
        row_heading=_("Đơn vị"),
        links=[f"{join}thang={month}" for month in overview.months],
    )
    return SafeString(grid + share_legend())


def cell_picture(overview: Overview | Chosen, looked: LookedAt) -> SafeString | None:
    """Cells directly below × months; None without such cells."""
    address_of = addresses("unit", ...)
    months = [addresses("cell_month", ..., month) for month in overview.months]
    words = _Words()
    cells = (row for row in overview.rows if isinstance(row, CellRow))
    rows = [
        GridRow(
            row.unit.name,
            looked.keep(address_of(row.unit.pk)),
            tuple(_marks(row, months, words)),
        )
        for row in cells
    ]
    if not rows:
        return None
    return month_grid(
        overview.months,
        rows,
        caption=_("Sinh hoạt và điểm chính thức của từng chi bộ, từng tháng"),
        row_heading=_("Chi bộ"),
    )


def _marks(
    row: CellRow, months: Sequence[Callable[[int | str], str]], words: "_Words"
) -> Iterator[GridMark | None]:
    for mark, address_of in zip(row.marks, months, strict=True):
        if mark is None:
            yield None
        else:
            grade = LETTERS.get(mark.grade, "")
            yield GridMark(mark.state, grade, address_of(row.unit.pk), words.about(mark))


class _Words:
    """What is said about a mark, in the reader's language, looked up once for a picture."""

    def __init__(self) -> None:
        self._met = _("họp ngày %s")
        self._overdue = _("báo cáo quá hạn")
        self._late = _("báo cáo nộp muộn")
        self._ungraded = _("chưa có điểm chính thức")

    def about(self, mark: CellMark) -> str:
        said = []
        if mark.met_on:
            said.append(self._met % show_date(mark.met_on))
        if mark.report_overdue:
            said.append(self._overdue)
        elif mark.report_late:
            said.append(self._late)
        if mark.self_grade and not mark.grade:
            said.append(self._ungraded)
        return "; ".join(said)
