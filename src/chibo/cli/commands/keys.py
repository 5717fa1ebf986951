"""`chibo keys`: the keys of what is sealed in the database, and of backups."""

import click

from chibo.cli.application import application
from chibo.cli.command import command


@click.group("keys", short_help="Khoá dữ liệu, khoá sao lưu: xem, thay, bỏ.")
def keys() -> None:
    """Khoá dữ liệu (tệp data-keys) và khoá sao lưu (tệp backup-keys): xem, thêm, thay, bỏ."""


@command("list", "Xem có những khoá nào.")
def list_keys() -> None:
    """Kể tên các khoá và mỗi khoá còn niêm phong những gì, không in khoá ra."""
    with application():
        from chibo.cli.backups.keys import NAME, kept_keys
        from chibo.cli.key_place import NoKeyPlace, kept_apart
        from chibo.cli.rotation import PLAIN, needed, words
        from chibo.core.secrets import key_names

        names, sealed = key_names(), needed()
        try:
            there = kept_apart(NAME).exists()
        except NoKeyPlace:
            there = False
        of_backups = list(kept_keys(None, make=False)[0].named) if there else []
    for name in names:
        told = words(sealed.pop(name, {})) or "không gì cả"
        click.echo(f"Khoá dữ liệu {name}: niêm phong {told}{_used(name, names)}")
    if plain := sealed.pop(PLAIN, {}):
        click.echo(f"CHƯA niêm phong: {words(plain)}. Hãy chạy “chibo keys reseal”.")
    for name, closed in sealed.items():
        click.echo(f"THIẾU khoá dữ liệu {name}: {words(closed)} không mở được")
    for name in of_backups:
        click.echo(f"Khoá sao lưu {name}" + (", đang dùng" if name == of_backups[-1] else ""))
    if not of_backups:
        click.echo("Chưa có khoá sao lưu: lần “chibo backup” đầu tiên tạo khoá.")


@command("add", "Thêm khoá mới và dùng từ nay.")
@click.option("--backup", "of_backups", is_flag=True, help="Khoá sao lưu thay vì khoá dữ liệu.")
def add_key(of_backups: bool) -> None:
    """Thêm một khoá mới, dùng từ nay. Với khoá dữ liệu: như “chibo keys rotate”."""
    if of_backups:
        with application():
            from chibo.cli.backups.keys import add_backup_key

            name = add_backup_key()
        click.echo(f"Đã thêm khoá sao lưu {name}. Hãy chép tệp cất ở nơi khác.")
    else:
        _rotate("chibo keys add")


@command("rotate", "Thay khoá dữ liệu: khoá mới, niêm phong lại tất cả.")
def rotate_keys() -> None:
    """Thêm khoá dữ liệu mới và niêm phong lại mọi thứ bằng khoá đó, từng đợt một.

    Trong lúc chạy mọi người vẫn làm việc như thường. Dừng giữa chừng thì chạy “chibo keys reseal”
    để làm tiếp; việc nền ban đêm cũng tự làm tiếp. Khoá cũ giữ lại đến khi “chibo keys drop”. Mã
    dự phòng trên giấy chỉ giữ dấu nên vẫn cần khoá lúc lập.
    """
    _rotate("chibo keys rotate")


def _rotate(how: str) -> None:
    with application():
        from chibo.areas.access.queries import operator_actor
        from chibo.cli.rotation import rotate
        from chibo.core import clock

        done = rotate(actor=operator_actor(how), now=clock.now(), tick=_dot)
    click.echo(f"Đã thêm khoá dữ liệu {done.key}, niêm phong lại {done.apps.rows} ứng dụng.")
    _tell(done.rows.rows, done.rows.closed + done.apps.closed)


@command("reseal", "Niêm phong tiếp những gì chưa theo khoá đang dùng.")
def reseal() -> None:
    """Làm tiếp một lần thay khoá dở dang; không còn gì thì không đổi gì."""
    with application():
        from chibo.areas.access.queries import operator_actor
        from chibo.cli.rotation import go_on
        from chibo.core import clock

        told = go_on(actor=operator_actor("chibo keys reseal"), now=clock.now(), tick=_dot)
    _tell(told.rows, told.closed)


@command("drop", "Bỏ một khoá dữ liệu cũ không còn cần.")
@click.argument("name")
def drop_key(name: str) -> None:
    """Bỏ một khoá dữ liệu cũ. Từ chối khi còn thứ gì niêm phong bằng khoá đó, và nói còn bao nhiêu.

    Bản sao lưu lập trước đó vẫn mở được: khoá đi cùng trong bản sao lưu.
    """
    with application():
        from chibo.areas.access.queries import operator_actor
        from chibo.cli.rotation import drop
        from chibo.core import clock

        drop(name, actor=operator_actor("chibo keys drop"), now=clock.now())
    click.echo(f"Đã bỏ khoá dữ liệu {name}.")


def _used(name: str, names: list[str]) -> str:
    return ", đang dùng" if name == names[-1] else ""


def _dot(count: int) -> None:
    """A sign of life a batch, for people who wait."""
    if count:
        click.echo(".", nl=False, err=True)


def _tell(moved: int, closed: int) -> None:
    click.echo(f"Đã niêm phong lại {moved} hàng dữ liệu.")
    if closed:
        click.echo(f"{closed} hàng không mở được vì thiếu khoá cũ.")


for _command in (list_keys, add_key, rotate_keys, reseal, drop_key):
    keys.add_command(_command)
