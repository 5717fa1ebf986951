"""What `chibo serve` does about https: the office's certificate, or one made here."""

import os
from dataclasses import dataclass
from pathlib import Path

import click

from chibo.core import clock
from chibo.core.certificates import (
    BadCertificate,
    Certificate,
    Office,
    make_certificate,
    names_here,
    require_usable,
)
from chibo.core.embedded import current_home
from chibo.core.errors import Refused

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class DebugInServe(Refused):
    """A system of real records was to be served as developers look at it."""

    code = "debug_in_serve"


@dataclass(frozen=True)
class Encryption:
    """The certificate served, and the office it was made for where it was made here."""

    certificate: Certificate
    office: Office | None
    names: tuple[str, ...]

    def renewed(self) -> bool:
        """Whether it was made anew just now, because it would have ended soon."""
        if self.office is None:
            return False
        before = self.certificate.file.read_bytes()
        make_certificate(self.office, self.names, clock.true_now())
        return self.certificate.file.read_bytes() != before


def refuse_debug() -> None:
    """Raise DebugInServe where CHIBO_DEBUG is on: its error pages show records and settings."""
    if os.environ.get("CHIBO_DEBUG") == "1":
        raise DebugInServe(
            "CHIBO_DEBUG=1 hiện nội dung hồ sơ và cấu hình trên trang báo lỗi nên không dùng khi "
            "chạy thật. Hãy bỏ biến CHIBO_DEBUG rồi chạy lại."
        )


def encrypted(file: str | None, key: str | None, *, own: bool) -> Encryption | None:
    """What to serve https with; None for plain http. The web process is told by its environment.

    Raises BadCertificate.
    """
    if file or key:
        if not (file and key) or own:
            raise BadCertificate(
                "Cần đủ cả --certificate và --key (hoặc CHIBO_CERTIFICATE, CHIBO_CERTIFICATE_KEY), "
                "và không dùng cùng --https. Hãy chọn một cách."
            )
        certificate = Certificate(Path(file).resolve(), Path(key).resolve())
        require_usable(certificate)
        os.environ["CHIBO_HTTPS"] = "1"
        return Encryption(certificate, None, names_here(_hosts()))
    return _made_here() if own else None


def warn_of_plain_http(host: str) -> None:
    """Say that the network can read along."""
    if host not in LOOPBACK and os.environ.get("CHIBO_HTTPS") != "1":
        click.echo(
            "Chú ý: trang mở cho mạng bằng http không mã hoá, ai cùng mạng cũng đọc được mật khẩu "
            "và hồ sơ. Hãy thêm --https, hoặc --certificate và --key.",
            err=True,
        )


def _made_here() -> Encryption:
    home = current_home()
    home.create()
    office, names = Office(home.certificates), names_here(_hosts())
    left_out = make_certificate(office, names, clock.true_now())
    os.environ |= {"CHIBO_HTTPS": "1", "CHIBO_AUTHORITY": str(office.folder)}
    os.environ.setdefault("CHIBO_HOSTS", ",".join(f"[{n}]" if ":" in n else n for n in names))
    if left_out:
        click.echo(
            f"Chứng chỉ không gồm {', '.join(left_out)}: có sau khi làm chứng chỉ gốc. Muốn dùng "
            f"thì xoá thư mục {office.folder}, chạy lại và cài lại chứng chỉ gốc vào điện thoại.",
            err=True,
        )
    click.echo(f"Chứng chỉ gốc của cơ quan, dấu SHA-256: {office.fingerprint}", err=True)
    return Encryption(office.server, office, names)


def _hosts() -> list[str]:
    return os.environ.get("CHIBO_HOSTS", "").split(",")
