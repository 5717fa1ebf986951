"""Every CHIBO_* variable the program reads, with what it means."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from chibo.core.embedded import current_home

_IN_URL = re.compile(r"(?<=:)[^:@/]+(?=@)|(?<=password=)[^&\s]+")


@dataclass(frozen=True)
class Variable:
    """One setting from the environment."""

    name: str
    meaning: str
    default: Callable[[], str] = str
    secret: bool = False

    def shown(self, value: str | None) -> str | None:
        """The value fit for a screen: a secret masked, an address without its password."""
        if not value:
            return value
        return "••••••" if self.secret else _IN_URL.sub("••••••", value)


def _always(value: str) -> Callable[[], str]:
    return lambda: value


VARIABLES = (
    Variable(
        "CHIBO_HOME",
        "Thư mục dữ liệu: cơ sở dữ liệu đi kèm, tệp tải lên. Hai thư mục là hai hệ thống riêng.",
        lambda: str(current_home().folder),
    ),
    Variable(
        "CHIBO_DATABASE_URL",
        "Máy chủ PostgreSQL (≥ 15) dùng thay cơ sở dữ liệu đi kèm: postgresql://tên:mật-khẩu@máy/csdl",
    ),
    Variable(
        "CHIBO_KEEPS",
        "figures: máy chủ trung tâm, chỉ nhận số liệu không có tên người của các tỉnh.",
    ),
    Variable(
        "CHIBO_REPLICA_URL",
        "Máy chủ PostgreSQL chỉ đọc, bản sao trực tiếp của máy chủ chính: trang số liệu đọc ở đó.",
    ),
    Variable(
        "CHIBO_REPLICA_LAG",
        "Bản sao chậm hơn máy chủ chính quá số giây này thì trang được đọc ở máy chủ chính.",
        _always("5"),
    ),
    Variable(
        "CHIBO_KEYS",
        "Thư mục giữ khoá, để riêng khỏi dữ liệu. Bỏ trống: nằm trong CHIBO_HOME.",
    ),
    Variable(
        "CHIBO_SECRET_KEY",
        "Khoá ký phiên đăng nhập. Bỏ trống: tự tạo và giữ trong CHIBO_KEYS hoặc CHIBO_HOME.",
        secret=True,
    ),
    Variable("CHIBO_SECRET_KEY_FILE", "Tệp chứa khoá ký đó, dùng thay CHIBO_SECRET_KEY."),
    Variable(
        "CHIBO_HOSTS",
        "Các tên miền được phép, cách nhau bằng dấu phẩy.",
        _always("localhost,127.0.0.1,[::1]"),
    ),
    Variable(
        "CHIBO_ORIGINS",
        "Các địa chỉ gốc được gửi biểu mẫu khi đứng sau máy chủ trung gian, ví dụ https://chibo.vn",
    ),
    Variable(
        "CHIBO_SESSION_IDLE",
        "Số phút không dùng thì phiên đăng nhập hết.",
        _always("120"),
    ),
    Variable(
        "CHIBO_SESSION_LONGEST",
        "Số phút dài nhất của một phiên đăng nhập, dù dùng liên tục.",
        _always("720"),
    ),
    Variable(
        "CHIBO_CONFIRM_MINUTES",
        "Số phút sau khi đăng nhập mà việc hệ trọng chưa hỏi lại mật khẩu.",
        _always("15"),
    ),
    Variable(
        "CHIBO_BREACHED_PASSWORDS",
        "Tệp mật khẩu đã lộ, mỗi dòng SHA1:SỐ-LẦN xếp theo thứ tự (dạng của Have I Been Pwned).",
    ),
    Variable(
        "CHIBO_OIDC_ISSUER", "Hệ thống định danh (OpenID Connect): https://…. Trống: không dùng."
    ),
    Variable("CHIBO_OIDC_CLIENT_ID", "Mã ứng dụng này ở hệ thống định danh."),
    Variable("CHIBO_OIDC_SECRET", "Khoá của ứng dụng ở hệ thống định danh.", secret=True),
    Variable("CHIBO_OIDC_SECRET_FILE", "Tệp chứa khoá đó, dùng thay CHIBO_OIDC_SECRET."),
    Variable(
        "CHIBO_OIDC_CLAIM",
        "Mục trong thẻ định danh phải trùng tên đăng nhập.",
        _always("preferred_username"),
    ),
    Variable("CHIBO_OIDC_NAME", "Tên hệ thống định danh, ghi trên nút đăng nhập."),
    Variable("CHIBO_DEMO", "“chibo demo” tự đặt cho tiến trình của nó; “chibo serve” bỏ đi."),
    Variable(
        "CHIBO_HTTPS",
        "1: cookie chỉ gửi qua HTTPS (“chibo serve” tự đặt khi có chứng chỉ).",
        _always("0"),
    ),
    Variable("CHIBO_CERTIFICATE", "Tệp chứng chỉ (PEM) để “chibo serve” chạy HTTPS."),
    Variable("CHIBO_CERTIFICATE_KEY", "Tệp khoá (PEM) của chứng chỉ đó."),
    Variable("CHIBO_AUTHORITY", "“chibo serve --https” tự đặt: thư mục chứng chỉ gốc của cơ quan."),
    Variable(
        "CHIBO_HSTS",
        "Số giây trình duyệt nhớ chỉ mở bằng HTTPS (0: không nhớ).",
        _always("604800"),
    ),
    Variable(
        "CHIBO_UPLOADS",
        "Thư mục tệp tải lên.",
        lambda: str(current_home().uploads),
    ),
    Variable("CHIBO_TEMPLATES", "Thư mục mẫu văn bản Word của cơ quan, dùng thay mẫu đi kèm."),
    Variable("CHIBO_ADDRESS", "Địa chỉ trang, ghi trong e-mail, tin nhắn: https://chibo.vn"),
    Variable("CHIBO_EMAIL_FROM", "Địa chỉ gửi e-mail thông báo. Trống: không gửi e-mail."),
    Variable(
        "CHIBO_EMAIL_BACKEND",
        "Lớp gửi e-mail của Django.",
        _always("django.core.mail.backends.smtp.EmailBackend"),
    ),
    Variable("CHIBO_EMAIL_HOST", "Máy chủ gửi e-mail (SMTP).", _always("localhost")),
    Variable("CHIBO_EMAIL_PORT", "Cổng của máy chủ gửi e-mail.", _always("25")),
    Variable("CHIBO_EMAIL_USER", "Tên đăng nhập máy chủ gửi e-mail."),
    Variable("CHIBO_EMAIL_PASSWORD", "Mật khẩu máy chủ gửi e-mail.", secret=True),
    Variable("CHIBO_EMAIL_PASSWORD_FILE", "Tệp chứa mật khẩu đó, dùng thay CHIBO_EMAIL_PASSWORD."),
    Variable("CHIBO_EMAIL_TLS", "1: gửi e-mail qua TLS.", _always("0")),
    Variable(
        "CHIBO_SMS",
        "Cách gửi SMS: trống là tắt; console; file:ĐƯỜNG-DẪN; http (cần CHIBO_SMS_URL).",
    ),
    Variable("CHIBO_SMS_URL", "Cổng SMS nhận POST JSON {to, text}."),
    Variable("CHIBO_SMS_TOKEN", "Khóa gửi kèm tới cổng SMS (Authorization: Bearer).", secret=True),
    Variable("CHIBO_SMS_TOKEN_FILE", "Tệp chứa khóa đó, dùng thay CHIBO_SMS_TOKEN."),
    Variable(
        "CHIBO_ROUNDING",
        "Cách lấy một số lẻ của tỷ lệ: half_up làm tròn (9/14 là 64,3%), down cắt bỏ (64,2%).",
        _always("half_up"),
    ),
    Variable("CHIBO_RADAR", "Tệp .toml đổi ngưỡng của “Chi bộ cần để ý”; xem hướng dẫn quản trị."),
    Variable(
        "CHIBO_TODAY",
        "Cố định ngày của chương trình (YYYY-MM-DD), để trình diễn và kiểm thử.",
    ),
    Variable(
        "CHIBO_JOBS",
        "inline: việc nền chạy ngay tại chỗ, không qua “chibo worker”. Chỉ dùng khi kiểm thử.",
    ),
    Variable("CHIBO_LOG_FORMAT", "json: mỗi dòng nhật ký là một đối tượng JSON.", _always("plain")),
    Variable("CHIBO_LOG_LEVEL", "Mức nhật ký: DEBUG, INFO, WARNING, ERROR.", _always("WARNING")),
    Variable("CHIBO_DEBUG", "1: chế độ phát triển. Không bật khi chạy thật.", _always("0")),
    Variable(
        "CHIBO_TEST_DATABASE",
        "fast: cơ sở dữ liệu đi kèm không chờ ghi xuống đĩa. Chỉ dùng khi kiểm thử.",
    ),
)
