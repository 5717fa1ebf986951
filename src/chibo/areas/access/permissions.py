"""Names of everything a role may allow. roles.toml may use only these."""

PERMISSIONS: dict[str, str] = {
    "units.view": "xem cây tổ chức",
    "units.change": "sửa tổ chức đảng",
    "members.view": "xem danh sách đảng viên",
    "members.change": "sửa thông tin đảng viên",
    "members.sensitive": "xem dân tộc, tôn giáo, số định danh",
    "meetings.view": "xem hồ sơ sinh hoạt",
    "meetings.run": "chuẩn bị và ghi sinh hoạt",
    "meetings.correct": "sửa buổi sinh hoạt đã qua",
    "scores.give": "tự chấm điểm",
    "scores.decide": "chấm điểm chính thức",
    "tasks.view": "xem nhiệm vụ",
    "tasks.assign": "giao và theo dõi nhiệm vụ",
    "reports.view": "xem báo cáo tháng",
    "reports.submit": "nộp báo cáo tháng",
    "reports.decide": "nhận hoặc trả lại báo cáo",
    "overview.view": "xem tổng quan",
    "accounts.manage": "cấp tài khoản, giao vai trò",
    "imports.take": "nhập bảng tính",
    "exports.make": "xuất bảng tính",
    "documents.issue": "lấy số văn bản",
}
