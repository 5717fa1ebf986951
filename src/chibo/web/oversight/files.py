"""Who follows which unit, as sheets."""

from django.utils.translation import gettext as _

from chibo.areas.oversight.queries import Board
from chibo.web.components.downloads import Table, columns


def board_tables(board: Board) -> list[Table]:
    """A row for each unit and overseer, units nobody follows first; then who follows how many."""
    headings = columns(
        (_("Đơn vị"), 40),
        (_("Người phụ trách"), 28),
        (_("Phụ trách chính"), 14),
        (_("Từ ngày"), 12),
        (_("Rời cấp ủy ngày"), 16),
        (_("Vì sao chưa có"), 50),
        (_("Bên dưới chưa có"), 14),
    )
    rows: list[tuple[object, ...]] = []
    for row in board.rows:
        why = row.why if row.is_gap else None
        rows += [
            (
                row.unit.name,
                each.member.full_name,
                _("chính") if each.is_lead else _("cùng phụ trách"),
                each.starts_on,
                each.left_seat_on,
                why,
                row.below,
            )
            for each in row.overseers
        ] or [(row.unit.name, _("chưa có ai"), None, None, None, why, row.below)]
    loads = [(each.member.full_name, each.units, each.leads) for each in board.workloads()]
    people = columns((_("Họ và tên"), 28), (_("Số đơn vị"), 12), (_("Phụ trách chính"), 14))
    return [
        Table(_("Đơn vị và người phụ trách"), headings, rows),
        Table(_("Mỗi người mấy đơn vị"), people, loads),
    ]
