"""The copy of everything kept of a member, as a workbook."""

from datetime import datetime

from django.db import transaction

from chibo.areas.exchange.tables import Column, Table, workbook
from chibo.areas.members.models import Member
from chibo.areas.privacy.queries.kept import KeptTable, kept_of, may_take_copy
from chibo.areas.privacy.register import TableFields, register
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed
from chibo.core.i18n import _
from chibo.core.rows import get_row

LONGEST_TITLE = 31
"""Characters of a sheet's name."""


@transaction.atomic
def make_copy(*, actor: Actor, member_id: int, now: datetime) -> bytes:
    """Everything kept of the member that the actor may see, and what is left out. .xlsx.

    Raises NotThere, NotAllowed. The trail keeps who took it; the member sees that.
    """
    member = get_row(Member.objects, actor, pk=member_id)
    if not may_take_copy(actor, member):
        raise NotAllowed(_("Chỉ chính người đó và người trả lời yêu cầu lấy được bản sao này."))
    found, is_own = kept_of(actor, member), actor.member_id == member.pk
    content = workbook([_summary(found, is_own), *(_sheet(each) for each in found if each.rows)])
    audit.seen(
        actor=actor,
        action="privacy.copy_made",
        at=now,
        unit_id=member.cell_id,
        target=f"member:{member.pk}",
        facts={"tables": sum(bool(each.rows) for each in found)},
        purpose=_("yêu cầu về dữ liệu cá nhân") if not is_own else "",
    )
    return content


def _summary(found: list[KeptTable], is_own: bool) -> Table:
    heads = (
        Column(_("Phần"), 40),
        Column(_("Số dòng"), 10),
        Column(_("Để làm gì"), 60),
        Column(_("Giữ bao lâu"), 60),
        Column(_("Ghi chú"), 50),
    )
    left = _left(is_own)
    rows = [
        (each.table.name, len(each.rows), *_why(each.table), left if each.is_withheld else None)
        for each in found
    ]
    return Table(_("Tóm tắt"), heads, rows)


def _why(table: TableFields) -> tuple[str, str]:
    purposes = [register().purposes[code] for code in table.fields]
    kept = dict.fromkeys(each.keeping.name for each in purposes)
    return " ".join(each.why for each in purposes), " ".join(kept)


def _left(is_own: bool) -> str:
    """Why a part is not in the file."""
    if is_own:
        return _("Không có trong tệp này: chỉ cấp ủy xem được. Muốn biết thì gửi yêu cầu.")
    return _("Không có trong tệp này: người lập tệp không được xem; chính người đó tải được.")


def _sheet(each: KeptTable) -> Table:
    heads = [Column(head, 24) for head in each.heads]
    return Table(each.table.name[:LONGEST_TITLE], heads, each.rows)
