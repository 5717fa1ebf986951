"""Acts of the trail in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.areas.access.roles import role_words, roles
from chibo.web.meanwhile import ACTIONS, FIELDS
from chibo.web.trail.acts import DONE

Words = str | Promise
KINDS: Mapping[str, Words] = {
    "change": gettext_lazy("thay đổi"),
    "read": gettext_lazy("mở xem"),
    "export": gettext_lazy("xuất, tải về"),
    "print": gettext_lazy("lập, in văn bản"),
}
SEEN: Mapping[str, Words] = {
    "member.opened": gettext_lazy("mở hồ sơ đảng viên"),
    "member.number_seen": gettext_lazy("xem số đầy đủ của một người"),
    "import.read": gettext_lazy("xem các bản ghi của một lần nhập"),
    "statistics.people_read": gettext_lazy("xem những ai sau một số liệu thống kê"),
    "paper.made": gettext_lazy("lập văn bản"),
    "attendance_list.printed": gettext_lazy("in danh sách điểm danh"),
    "workbook.exported": gettext_lazy("xuất bảng tính danh sách"),
    "workbook.downloaded": gettext_lazy("tải bảng tính của một lần nhập"),
    "facts.exported": gettext_lazy("xuất bảng số liệu không có tên người"),
    "table.exported": gettext_lazy("tải bảng của một trang"),
    "figures.exported": gettext_lazy("tải bảng số liệu, danh sách đơn vị"),
    "radar.known": gettext_lazy("ghi đã biết lý do của chi bộ cần để ý"),
    "radar.reminded": gettext_lazy("nhắc đơn vị cần để ý"),
    "radar.forgotten": gettext_lazy("bỏ ghi chú của chi bộ cần để ý"),
    "papers.bundle_asked": gettext_lazy("lập gói văn bản của tháng"),
    "papers.bundle_downloaded": gettext_lazy("tải gói văn bản của tháng"),
    "trail.exported": gettext_lazy("xuất nhật ký"),
    "privacy.copy_made": gettext_lazy("lấy bản sao mọi dữ liệu của một người"),
    "backup.made": gettext_lazy("sao lưu cả hệ thống"),
    "backup.drilled": gettext_lazy("diễn tập khôi phục bản sao lưu"),
    "canary.watched": gettext_lazy("bắt đầu canh một hồ sơ"),
    "canary.ended": gettext_lazy("thôi canh một hồ sơ"),
    "member.corrected": gettext_lazy("sửa thông tin đảng viên"),
    "sign_in": gettext_lazy("đăng nhập"),
    "sign_in.failed": gettext_lazy("đăng nhập không được"),
    "sign_in.braked": gettext_lazy("đăng nhập bị chặn vì sai nhiều lần"),
    "factor.added": gettext_lazy("thêm cách xác minh hai bước"),
    "factor.removed": gettext_lazy("bỏ một cách xác minh hai bước"),
    "factors.reset": gettext_lazy("đặt lại xác minh hai bước của người khác"),
    "recovery_codes.made": gettext_lazy("lập mã dự phòng"),
    "recovery_code.used": gettext_lazy("dùng một mã dự phòng"),
    "session.ended": gettext_lazy("kết thúc phiên của mình"),
    "account.sessions_ended": gettext_lazy("kết thúc mọi phiên của người khác"),
}
TARGETS: Mapping[str, Words] = {
    "member": gettext_lazy("hồ sơ đảng viên"),
    "unit": gettext_lazy("đơn vị"),
    "meeting": gettext_lazy("buổi sinh hoạt"),
    "import": gettext_lazy("lần nhập"),
    "account": gettext_lazy("tài khoản"),
    "token": gettext_lazy("khóa của phần mềm"),
    "task": gettext_lazy("nhiệm vụ"),
    "canary": gettext_lazy("hồ sơ được canh"),
    "data_request": gettext_lazy("yêu cầu về dữ liệu"),
    "breach": gettext_lazy("sự cố dữ liệu"),
}


def act_words(action: str, kind: str) -> str:
    """What was done; the trail's own name of it where there is no better one."""
    known = SEEN.get(action) or ACTIONS.get(action) or DONE.get(action)
    return str(known) if known else f"{KINDS.get(kind, kind)} ({action})"


def target_words(target: str) -> str:
    """Which record, by its number alone: an auditor reads no member."""
    head, _colon, key = target.partition(":")
    if head not in TARGETS or not key:
        return ""
    return _("%(record)s số %(number)s") % {"record": TARGETS[head], "number": key}


def role_name(code: str) -> str:
    """The role in words; of a command on the server that it was one."""
    if code == "operator":
        return _("lệnh trên máy chủ")
    known = roles().get(code)
    return role_words(known.name) if known else ""


def field_words(names: list[str]) -> str:
    """Names of fields as forms call them."""
    return ", ".join(str(FIELDS.get(name, name)) for name in names)
