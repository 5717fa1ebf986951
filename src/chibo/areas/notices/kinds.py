"""What people are told of. One sentence a kind: no name of anybody, nothing of what it is about.

`short` goes by e-mail and SMS, where others may read along: it names no cell and no day either.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True)
class NoticeKind:
    """One kind of notice; `sentence` may use the facts kept with a notice."""

    code: str
    sentence: str
    short: str


_WAITS = _("Có thông báo mới. Đăng nhập để xem.")
_ROWS = (
    ("meeting.called", _("Chi bộ họp ngày %(day)s."), _("Có lịch họp mới. Đăng nhập để xem.")),
    (
        "papers.unopened",
        _("Có tài liệu chưa mở cho buổi họp ngày %(day)s."),
        _("Có tài liệu họp chưa mở. Đăng nhập để xem."),
    ),
    ("absence.answered", _("Đã có trả lời xin vắng buổi họp ngày %(day)s."), _WAITS),
    ("report.returned", _("Báo cáo tháng %(month)s được trả lại để bổ sung."), _WAITS),
    (
        "report.taken_back",
        _("Một chi bộ rút báo cáo tháng %(month)s về để sửa, rồi nộp lại."),
        _WAITS,
    ),
    (
        "task.soon",
        _("Có nhiệm vụ sắp đến hạn %(day)s."),
        _("Có nhiệm vụ sắp đến hạn. Đăng nhập để xem."),
    ),
    (
        "task.overdue",
        _("Có nhiệm vụ quá hạn %(day)s."),
        _("Có nhiệm vụ quá hạn. Đăng nhập để xem."),
    ),
    (
        "call.overdue",
        _("Việc giao theo văn bản quá hạn lâu ở %(count)s chi bộ (hạn %(day)s)."),
        _WAITS,
    ),
    (
        "periodic.soon",
        _("Báo cáo định kỳ %(period)s đến hạn %(day)s."),
        _("Có báo cáo sắp đến hạn. Đăng nhập để xem."),
    ),
    (
        "periodic.overdue",
        _("Báo cáo định kỳ %(period)s quá hạn %(day)s."),
        _("Có báo cáo quá hạn. Đăng nhập để xem."),
    ),
    ("periodic.late_below", _("%(count)s đơn vị chưa nộp báo cáo định kỳ %(period)s."), _WAITS),
    ("radar.reminded", _("Cấp trên nhắc một việc cần để ý của đơn vị."), _WAITS),
    ("periodic.returned", _("Báo cáo định kỳ %(period)s được trả lại để bổ sung."), _WAITS),
    (
        "periodic.moved",
        _("Hồ sơ đã đổi sau khi khóa báo cáo định kỳ %(period)s."),
        _WAITS,
    ),
    ("summation.moved", _("Hồ sơ đã đổi sau khi ban hành một báo cáo tổng kết."), _WAITS),
    (
        "role.ended",
        _("Một vai trò của đồng chí đã thôi từ ngày %(day)s, cùng chức vụ hoặc đơn vị của nó."),
        _WAITS,
    ),
    (
        "role.ended_below",
        _("Một tài khoản thôi vai trò từ ngày %(day)s, cùng chức vụ hoặc đơn vị của nó."),
        _WAITS,
    ),
    (
        "role.moved",
        _("Vai trò của đồng chí chuyển theo chức vụ sang đơn vị mới từ ngày %(day)s."),
        _WAITS,
    ),
    (
        "role.moved_below",
        _("Một vai trò chuyển theo chức vụ sang đơn vị mới từ ngày %(day)s."),
        _WAITS,
    ),
    (
        "second.asked",
        _("Có việc chờ người thứ hai xác nhận, hạn %(day)s."),
        _WAITS,
    ),
    ("second.settled", _("Yêu cầu cần hai người đã có kết quả."), _WAITS),
    (
        "second.expired",
        _("Một yêu cầu cần hai người hết hạn ngày %(day)s, chưa ai xác nhận."),
        _WAITS,
    ),
    (
        "stand_in.given",
        _("Chi ủy viên thay bí thư từ %(day)s đến hết %(until)s."),
        _WAITS,
    ),
    (
        "privacy.asked",
        _("Có yêu cầu về dữ liệu cá nhân; báo đã nhận trước hết ngày %(day)s."),
        _WAITS,
    ),
    (
        "privacy.acknowledged",
        _("Yêu cầu về dữ liệu của đồng chí đã được nhận; hạn trả lời %(day)s."),
        _WAITS,
    ),
    ("privacy.extended", _("Yêu cầu về dữ liệu của đồng chí gia hạn đến %(day)s."), _WAITS),
    ("privacy.answered", _("Yêu cầu về dữ liệu của đồng chí đã có trả lời."), _WAITS),
    ("privacy.soon", _("Có yêu cầu về dữ liệu cá nhân đến hạn %(day)s."), _WAITS),
    ("privacy.overdue", _("Có yêu cầu về dữ liệu cá nhân quá hạn %(day)s."), _WAITS),
    (
        "breach.soon",
        _("Sự cố dữ liệu cá nhân phải báo cơ quan chức năng trước %(hour)s ngày %(day)s."),
        _WAITS,
    ),
    (
        "breach.overdue",
        _("Sự cố dữ liệu cá nhân chưa báo cơ quan chức năng, hạn là %(hour)s ngày %(day)s."),
        _WAITS,
    ),
    (
        "account.reset",
        _("Mật khẩu hoặc xác minh của tài khoản này được người quản trị đặt lại ngày %(day)s."),
        _WAITS,
    ),
)
KINDS = {code: NoticeKind(code, sentence, short) for code, sentence, short in _ROWS}
