"""Shortcomings and how far they are put right, as sheets."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from chibo.areas.remedies.queries import BelowRow, ShortcomingLine
from chibo.areas.remedies.rules import Standing
from chibo.web.components.downloads import Table, columns


def below_table(rows: Sequence[BelowRow]) -> Table:
    """A row each unit directly below; nothing written down is no 0 %."""
    headings = columns(
        (_("Mã"), 12),
        (_("Đơn vị"), 40),
        (_("Hạn chế"), 12),
        (_("Đã khắc phục"), 14),
        (_("Quá hạn"), 12),
        (_("Tỷ lệ (%)"), 14),
    )
    told = [
        (
            row.unit.code,
            row.unit.name,
            row.tally.named,
            row.tally.fixed if row.tally.named else None,
            row.tally.overdue if row.tally.named else None,
            _("chưa có") if row.tally.share is None else float(row.tally.share),
        )
        for row in rows
    ]
    return Table(_("Đơn vị bên dưới"), headings, told)


def shortcoming_table(
    lines: Sequence[ShortcomingLine],
    words: Mapping[Standing, tuple[Any, str]],
    *,
    names: bool = True,
) -> Table:
    """A row for each shortcoming and its task; `names`: with who does it, as a cell's page has."""
    headings = columns(
        (_("Chi bộ"), 40),
        (_("Hạn chế"), 50),
        (_("Tình trạng"), 18),
        (_("Việc khắc phục"), 50),
        *([(_("Người làm"), 26)] if names else []),
        (_("Hạn"), 12),
    )
    told = []
    for line in lines:
        head = (line.row.unit.name, line.row.title, str(words[line.standing][0]))
        tasks = [
            (
                each.task.title,
                *([_owner(each.task)] if names else []),
                each.task.due_on,
            )
            for each in line.remedies
        ]
        told += [(*head, *task) for task in tasks or [(None,) * (3 if names else 2)]]
    return Table(_("Hạn chế đã nêu"), headings, told)


def _owner(task: Any) -> str:
    return task.owner.full_name if task.owner else _("Toàn chi bộ")
