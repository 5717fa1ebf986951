"""One citizen number stands for one person in the whole system."""

import re

from chibo.areas.members.errors import BadMember
from chibo.areas.members.models import Member
from chibo.core.i18n import _
from chibo.core.resealing import hold_keys


def refuse_known_number(number: str | None, member_id: int | None) -> None:
    """Raise BadMember for a citizen number without its twelve digits, or of somebody else."""
    if number and not re.fullmatch(r"\d{12}", number):
        raise BadMember(_("Số định danh phải đủ 12 chữ số. Hãy xem lại trên căn cước."))
    if not number:
        return
    hold_keys()
    rows = Member.objects.unscoped("one citizen number belongs to one person in the whole system")
    owner = rows.with_citizen_numbers([number]).only("pk").first()
    if owner is not None and owner.pk != member_id:
        raise BadMember(
            _("Số định danh này đã ghi cho một đảng viên khác. Hãy xem lại số của cả hai người.")
        )
