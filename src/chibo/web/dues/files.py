"""A body's dues as sheets: no book yet is said in words, 0 đồng is a number."""

from django.utils.translation import gettext as _

from chibo.areas.dues.queries import BodyMonth, BodyPicture
from chibo.areas.organisation.models import Unit
from chibo.core.periods import Month
from chibo.web.components.downloads import Table, columns


def body_tables(picture: BodyPicture, month: Month) -> list[Table]:
    """The month in figures, a row each unit directly below; then the months side by side."""
    figures = columns(
        (_("Mã"), 12),
        (_("Đơn vị"), 40),
        (_("Người nộp đủ"), 14),
        (_("Người phải nộp"), 14),
        (_("Chưa rõ mức"), 12),
        (_("Phải nộp (đồng)"), 16),
        (_("Thu trong tháng (đồng)"), 20),
        (_("Nộp lên (đồng)"), 16),
        (_("Sổ đã khóa"), 12),
        (_("Sổ đã lập"), 12),
    )
    months = columns(
        (_("Mã"), 12), (_("Đơn vị"), 40), *((f"{each.label} (%)", 12) for each in picture.months)
    )
    shares = [
        (row.unit.code, row.unit.name, *(_share(each) for each in row.months))
        for row in picture.rows
    ]
    return [
        Table(
            _("Đảng phí %s") % month.label,
            figures,
            [_row(r.unit, r.months[-1]) for r in picture.rows],
        ),
        Table(_("Phần nộp đủ"), months, shares),
    ]


def _row(unit: Unit, each: BodyMonth) -> tuple[object, ...]:
    if not each.sheets:
        return (unit.code, unit.name, _("chưa lập"), *[None] * 6, 0)
    is_unknown = each.people and each.unknown == each.people
    return (
        unit.code,
        unit.name,
        each.settled,
        each.people,
        each.unknown,
        _("chưa rõ") if is_unknown else each.expected,
        each.received,
        each.remitted,
        each.closed,
        each.sheets,
    )


def _share(each: BodyMonth) -> int | str:
    if not each.sheets:
        return _("chưa lập")
    return each.share if each.people > each.unknown else _("chưa rõ")
