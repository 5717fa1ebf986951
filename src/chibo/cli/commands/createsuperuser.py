"""`chibo createsuperuser`."""

import sys

import click

from chibo.cli.application import application
from chibo.cli.command import command
from chibo.core.errors import Refused


class WeakPassword(Refused):
    """The password would be guessed."""

    code = "weak_password"


@command("createsuperuser", "Tạo tài khoản quản trị đầu tiên.")
@click.option("--username", prompt="Tên đăng nhập", help="Tên đăng nhập.")
@click.option("--full-name", default="", help="Họ và tên.")
@click.option("--password-stdin", is_flag=True, help="Đọc mật khẩu từ đầu vào chuẩn.")
@click.option("--generate", is_flag=True, help="Tự đặt mật khẩu và in ra một lần.")
def createsuperuser(username: str, full_name: str, password_stdin: bool, generate: bool) -> None:
    """Tạo tài khoản quản trị đầu tiên, quản trị toàn bộ cây tổ chức."""
    if password_stdin and generate:
        raise click.UsageError("Chỉ chọn một trong --password-stdin và --generate.")
    with application():
        from chibo.areas.access.actions import create_first_administrator, one_time_password
        from chibo.core import clock

        password = one_time_password() if generate else _asked_password(password_stdin)
        _require_strong(password)
        account = create_first_administrator(
            username=username, full_name=full_name, password=password, now=clock.now()
        )
    click.echo(f"Đã tạo tài khoản quản trị “{account.username}”.")
    if generate:
        click.echo(f"Mật khẩu: {password}")


def _asked_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = click.prompt("Mật khẩu", hide_input=True, confirmation_prompt="Gõ lại mật khẩu")
    return asked


def _require_strong(password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(password)
    except ValidationError as weak:
        raise WeakPassword(" ".join(weak.messages)) from weak
