"""Headings of the parts of a pack."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from chibo.regulations.listing import RuleRow


@dataclass(frozen=True)
class RuleGroup:
    """A part of a pack's rules under its heading."""

    heading: str
    rows: list[RuleRow]


def groups_of(rows: Sequence[RuleRow]) -> list[RuleGroup]:
    """The rules by part, single values together first."""
    parts = [(part, list(found)) for part, found in groupby(rows, key=lambda row: row.group)]
    single = [found[0] for part, found in parts if len(found) == 1 and not heading(part)]
    groups = [RuleGroup(_("Các mức, ngưỡng và thời hạn"), single)] if single else []
    for part, found in parts:
        if len(found) > 1 or heading(part):
            groups.append(RuleGroup(heading(part) or _("Các quy định khác"), found))
    return groups


def heading(part: str) -> str:
    """The heading of a part; empty where it needs none of its own."""
    return {
        "minimum_minutes": _("Thời lượng tối thiểu (phút)"),
        "minimums": _("Thời lượng tối thiểu theo quy mô chi bộ (phút)"),
        "minimum_by_size": _("Thời lượng tối thiểu theo quy mô chi bộ (phút)"),
        "grades": _("Xếp loại buổi sinh hoạt"),
        "rubrics": _("Khung chấm điểm"),
        "agendas": _("Các bước và nội dung trọng tâm của buổi sinh hoạt"),
        "kinds": _("Các loại tổ chức đảng"),
        "cell_types": _("Loại hình chi bộ"),
        "voting": _("Biểu quyết"),
        "terms": _("Nhiệm kỳ và đại hội"),
        "sizes": _("Cỡ chữ"),
        "types": _("Tên loại văn bản"),
        "moves": _("Thay đổi tư cách đảng viên"),
        "grounds": _("Trường hợp chi bộ xem xét xóa tên"),
        "exemption_reasons": _("Lý do miễn sinh hoạt"),
        "transfer_kinds": _("Các loại chuyển sinh hoạt đảng"),
        "milestones": _("Các mốc Huy hiệu Đảng"),
        "award_days": _("Các đợt trao Huy hiệu Đảng"),
        "waits": _("Thời gian chờ sau kỷ luật"),
        "groups": _("Nhóm đóng đảng phí"),
        "minimum_wages": _("Lương tối thiểu vùng"),
        "reliefs": _("Miễn, giảm đảng phí"),
        "shares": _("Tỷ lệ đảng phí giữ lại"),
        "reminders": _("Nhắc nợ đảng phí (số tháng)"),
        "dossier": _("Thành phần hồ sơ"),
        "sheets": _("Các biểu thống kê"),
        "checks": _("Số liệu phải khớp giữa các dòng, các biểu"),
        "periods": _("Kỳ thống kê"),
        "answers": _("Thời hạn trả lời yêu cầu về dữ liệu cá nhân"),
    }.get(part, "")
