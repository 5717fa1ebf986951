"""Places and the cells that cover them, as sheets."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from chibo.areas.places.queries import PlaceRow, UnplacedRow
from chibo.areas.posts.queries import CommuneRow
from chibo.web.components.downloads import Table, columns


def place_table(rows: Sequence[PlaceRow], names: Mapping[int, str]) -> Table:
    """A row each place; `names`: what its commune was called on the day."""
    headings = columns(
        (_("Mã"), 14), (_("Nơi"), 30), (_("Xã, phường"), 36), (_("Chi bộ phụ trách"), 60)
    )
    told = [
        (
            row.place.code or None,
            str(row.place),
            names.get(row.place.commune_id, row.place.commune.name),
            "; ".join(cell.name for cell in row.cells) or _("chưa có chi bộ"),
        )
        for row in rows
    ]
    return Table(_("Thôn, ấp, khóm"), headings, told)


def unplaced_table(rows: Sequence[UnplacedRow]) -> Table:
    """Names in `Địa bàn` that the register has not."""
    headings = columns((_("Chi bộ"), 40), (_("Tên ghi ở Địa bàn"), 30), (_("Có thể là"), 30))
    told = [(row.cell.name, row.text, str(row.like) if row.like else None) for row in rows]
    return Table(_("Tên chưa khớp sổ"), headings, told)


def commune_table(rows: Sequence[CommuneRow]) -> Table:
    """A row each commune; one without a register says so."""
    headings = columns(
        (_("Xã, phường"), 40), (_("Đã có chi bộ"), 14), (_("Tất cả"), 14), (_("Tên chưa khớp"), 14)
    )
    told = [
        (row.name, row.sums.covered, row.sums.total, row.sums.unplaced)
        if row.sums.total
        else (row.name, _("chưa có sổ"), None, row.sums.unplaced)
        for row in rows
    ]
    return Table(_("Theo xã, phường"), headings, told)
