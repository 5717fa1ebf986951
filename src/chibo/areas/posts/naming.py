"""What clashes and gaps among posts are called."""

from chibo.core.i18n import _


def oddity_names() -> dict[str, str]:
    """What each kind is called."""
    return {
        "two_secretaries": _("Đơn vị có hai bí thư cùng một lúc"),
        "no_secretary": _("Đơn vị chưa ghi bí thư"),
        "leader_outside_committee": _("Bí thư, phó bí thư không có trong cấp ủy đã ghi"),
        "leader_elsewhere": _("Bí thư, phó bí thư sinh hoạt ở chi bộ khác"),
        "no_longer_member": _("Chức vụ còn mở của người không còn là đảng viên"),
        "unit_ended": _("Chức vụ còn mở ở đơn vị đã kết thúc"),
    }
