"""`chibo keys`: the keys of what is sealed in the database, and of backups."""

import click

from chibo.cli.application import application
from chibo.cli.command import command


@click.group("keys", short_help="Khoá dữ liệu, khoá sao lưu: xem, thêm.")
def keys() -> None:
    """Khoá dữ liệu (tệp data-keys) và khoá sao lưu (tệp backup-keys): xem, thêm khoá mới."""


@command("list", "Xem có những khoá nào.")
def list_keys() -> None:
    """Kể tên các khoá, không in khoá ra."""
    with application():
        from chibo.areas.signin.actions import keys_needed
        from chibo.cli.backups.keys import NAME, kept_keys
        from chibo.cli.key_place import NoKeyPlace, kept_apart
        from chibo.core.secrets import key_names

        names, needed = key_names(), keys_needed()
        try:
            there = kept_apart(NAME).exists()
        except NoKeyPlace:
            there = False
        of_backups = list(kept_keys(None, make=False)[0].named) if there else []
    for name in names:
        used = ", đang dùng" if name == names[-1] else ""
        click.echo(f"Khoá dữ liệu {name}: niêm phong {needed.pop(name, 0)} ứng dụng{used}")
    for name, count in needed.items():
        click.echo(f"THIẾU khoá dữ liệu {name}: {count} ứng dụng không mở được")
    for name in of_backups:
        click.echo(f"Khoá sao lưu {name}" + (", đang dùng" if name == of_backups[-1] else ""))
    if not of_backups:
        click.echo("Chưa có khoá sao lưu: lần “chibo backup” đầu tiên tạo khoá.")


@command("add", "Thêm khoá mới và dùng từ nay.")
@click.option("--backup", "of_backups", is_flag=True, help="Khoá sao lưu thay vì khoá dữ liệu.")
def add_key(of_backups: bool) -> None:
    """Thêm một khoá mới, dùng từ nay; khoá cũ giữ lại để mở những gì nó đã niêm phong.

    Với khoá dữ liệu, xác minh hai bước bằng ứng dụng được niêm phong lại ngay. Mã dự phòng trên
    giấy chỉ giữ dấu, vẫn cần khoá lúc lập: đừng xoá khoá cũ trước khi mọi người lập mã mới.
    """
    with application():
        from chibo.areas.access.queries import operator_actor
        from chibo.areas.signin.actions import seal_again
        from chibo.cli.backups.keys import add_backup_key
        from chibo.core import clock, secrets

        if of_backups:
            told = f"Đã thêm khoá sao lưu {add_backup_key()}. Hãy chép tệp cất ở nơi khác."
        else:
            name = secrets.add_key()
            moved, closed = seal_again(actor=operator_actor("chibo keys add"), now=clock.now())
            told = f"Đã thêm khoá dữ liệu {name}, niêm phong lại {moved} ứng dụng."
            told += f" {closed} ứng dụng không mở được vì thiếu khoá cũ." if closed else ""
    click.echo(told)


for _command in (list_keys, add_key):
    keys.add_command(_command)
