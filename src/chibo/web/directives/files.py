"""Papers from above and how far the cells are, as sheets."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from chibo.areas.directives.queries import CellWork, RegisterRow, Tally
from chibo.areas.directives.rules import Progress
from chibo.web.components.downloads import Table, columns
from chibo.web.directives.words import PROGRESS_WORDS

STEPS = (Progress.OVERDUE, Progress.UNTOUCHED, Progress.RUNNING, Progress.DONE)


def register_table(rows: Sequence[RegisterRow]) -> Table:
    """A row each paper with how many cells stand where."""
    headings = columns(
        (_("Số, ký hiệu"), 18),
        (_("Cơ quan"), 36),
        (_("Ngày"), 12),
        (_("Trích yếu"), 60),
        *((str(PROGRESS_WORDS[step]), 14) for step in STEPS),
    )
    told = [
        (
            row.directive.number or None,
            row.directive.issuer,
            row.directive.issued_on,
            row.directive.title,
            *_counts(row.tally),
        )
        for row in rows
    ]
    return Table(_("Văn bản cấp trên"), headings, told)


def _counts(tally: Tally) -> tuple[int | str | None, ...]:
    """A paper that asked nothing of any cell has no counts, which is not 0."""
    if not tally.total:
        return (_("chưa giao"), None, None, None)
    return tuple(getattr(tally, step) for step in STEPS)


def cell_table(works: Sequence[CellWork]) -> Table:
    """A row each cell and task."""
    headings = columns(
        (_("Chi bộ"), 40),
        (_("Việc"), 50),
        (_("Hạn"), 12),
        (_("Mức độ"), 18),
        (_("Xong ngày"), 12),
        (_("Bàn gần nhất"), 14),
        (_("Chuyển tiếp (lần)"), 12),
        (_("Người làm"), 26),
        (_("Kết quả"), 50),
    )
    told = [
        (
            work.task.unit.name,
            work.call.title,
            work.task.due_on,
            str(PROGRESS_WORDS[work.progress]),
            work.task.ended_on,
            work.looked_on,
            work.carries,
            work.task.owner.full_name if work.task.owner else None,
            work.task.result or None,
        )
        for work in works
    ]
    return Table(_("Tiến độ của các chi bộ"), headings, told)
