"""`chibo restore`."""

from pathlib import Path

import click

from chibo.cli.application import application
from chibo.cli.command import REFUSED, command

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@command("restore", "Khôi phục từ bản sao lưu.")
@click.argument("file", metavar="FILE", type=FILE)
@click.option(
    "--key", type=FILE, metavar="FILE", help="Tệp khoá hoặc câu mật khẩu, thay CHIBO_KEYS."
)
@click.option("--yes", is_flag=True, help="Thay toàn bộ dữ liệu đang có.")
@click.option("--drill", is_flag=True, help="Diễn tập: khôi phục vào chỗ tạm, so lại, rồi xoá.")
@click.pass_context
def restore(ctx: click.Context, file: Path, key: Path | None, yes: bool, drill: bool) -> None:
    """Khôi phục cả hệ thống từ bản sao lưu: trọn vẹn, hoặc mọi thứ giữ nguyên như cũ.

    Với --drill, dữ liệu đang dùng không bị đụng tới: bản sao lưu được khôi phục vào một hệ thống
    trống dựng tạm, so từng bảng và từng tệp bằng mã kiểm, kiểm như “chibo verify”, rồi xoá đi.
    """
    if drill:
        _practise(file, key)
        return
    with application(migrated=False):
        from chibo.areas.indicators.actions import verify
        from chibo.cli.backups.keys import kept_keys
        from chibo.cli.backups.read import restore_backup
        from chibo.cli.backups.trail import note_restore
        from chibo.cli.database import migrate_database
        from chibo.cli.integrity import all_that_is_wrong
        from chibo.core import clock

        keys, _made = kept_keys(key, make=False)
        manifest = restore_backup(file, keys, replace=yes)
        migrate_database()
        note_restore(manifest, now=clock.now())
        problems = all_that_is_wrong(verify(today=clock.today()))
    click.echo(
        f"Đã khôi phục bản sao lưu ngày {manifest.created_at[:10]}: {manifest.rows} dòng, "
        f"{len(manifest.uploads)} tệp tải lên."
    )
    if problems:
        click.echo("\n".join(["Nhưng kiểm lại thấy:", *problems]), err=True)
    ctx.exit(REFUSED if problems else 0)


def _practise(file: Path, key: Path | None) -> None:
    with application():
        from chibo.cli.backups.drill import practise
        from chibo.cli.backups.keys import NAME
        from chibo.cli.backups.trail import note_drill
        from chibo.cli.key_place import kept_apart
        from chibo.core import clock

        done = practise(file.resolve(), (key or kept_apart(NAME)).resolve())
        note_drill(done.manifest, seconds=done.seconds, now=clock.now())
    click.echo(done.told)
