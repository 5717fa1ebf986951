"""`chibo restore`."""

from datetime import datetime
from pathlib import Path

import click

from chibo.cli.application import application
from chibo.cli.command import MOMENT, REFUSED, command

SOURCE = click.Path(exists=True, readable=True, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@command("restore", "Khôi phục từ bản sao lưu.")
@click.argument("file", metavar="FILE", type=SOURCE)
@click.option(
    "--key", type=FILE, metavar="FILE", help="Tệp khoá hoặc câu mật khẩu, thay CHIBO_KEYS."
)
@click.option("--yes", is_flag=True, help="Thay toàn bộ dữ liệu đang có.")
@click.option(
    "--until",
    type=MOMENT,
    metavar="MOMENT",
    help="Với thư mục của một chuỗi: về thời điểm này, ví dụ “2026-11-21 14:05”.",
)
@click.option("--drill", is_flag=True, help="Diễn tập: khôi phục vào chỗ tạm, so lại, rồi xoá.")
@click.pass_context
def restore(
    ctx: click.Context,
    file: Path,
    key: Path | None,
    yes: bool,
    until: datetime | None,
    drill: bool,
) -> None:
    """Khôi phục cả hệ thống từ bản sao lưu: trọn vẹn, hoặc mọi thứ giữ nguyên như cũ.

    Với --drill, dữ liệu đang dùng không bị đụng tới: bản sao lưu được khôi phục vào một hệ thống
    trống dựng tạm, so từng bảng và từng tệp bằng mã kiểm, kiểm như “chibo verify”, rồi xoá đi.

    Thư mục của một chuỗi (chibo backup --chain) được khôi phục vào CHIBO_HOME còn trống, về thời
    điểm --until, không nêu thì về lúc mới nhất mà chuỗi có.
    """
    _require_sense(file, until, other=drill or yes)
    if file.is_dir():
        _to_a_moment(ctx, file, key, until)
    elif drill:
        _practise(file, key)
    else:
        _whole(ctx, file, key, replace=yes)


def _whole(ctx: click.Context, file: Path, key: Path | None, *, replace: bool) -> None:
    with application(migrated=False):
        from chibo.areas.indicators.actions import verify
        from chibo.cli.backups.keys import kept_keys
        from chibo.cli.backups.read import restore_backup
        from chibo.cli.backups.trail import note_restore
        from chibo.cli.database import migrate_database
        from chibo.cli.integrity import all_that_is_wrong
        from chibo.core import clock

        keys, _made = kept_keys(key, make=False)
        manifest = restore_backup(file, keys, replace=replace)
        migrate_database()
        note_restore(manifest, now=clock.now())
        problems = all_that_is_wrong(verify(today=clock.today()))
    click.echo(
        f"Đã khôi phục bản sao lưu ngày {manifest.created_at[:10]}: {manifest.rows} dòng, "
        f"{len(manifest.uploads)} tệp tải lên."
    )
    _end(ctx, problems)


def _require_sense(file: Path, until: datetime | None, *, other: bool) -> None:
    """A moment goes with a chain, everything else with a file."""
    if other if file.is_dir() else until:
        raise click.UsageError("--until chỉ dùng với thư mục của chuỗi; --drill, --yes với tệp.")


def _end(ctx: click.Context, problems: list[str]) -> None:
    if problems:
        click.echo("\n".join(["Nhưng kiểm lại thấy:", *problems]), err=True)
    ctx.exit(REFUSED if problems else 0)


def _to_a_moment(
    ctx: click.Context, folder: Path, key: Path | None, until: datetime | None
) -> None:
    from chibo.cli.backups.chain.recovering import restore_chain
    from chibo.cli.backups.keys import kept_keys

    keys, _made = kept_keys(key, make=False)
    chain, moment = restore_chain(folder, keys, until)
    with application(migrated=False):
        from chibo.areas.indicators.actions import verify
        from chibo.cli.backups.trail import note_restored_to
        from chibo.cli.database import migrate_database
        from chibo.cli.integrity import all_that_is_wrong
        from chibo.core import clock

        migrate_database()
        note_restored_to(moment, chain.pieces[0], now=clock.now())
        problems = all_that_is_wrong(verify(today=clock.today()))
    click.echo(
        f"Đã khôi phục về {moment:%H:%M:%S ngày %d/%m/%Y}, từ chuỗi {folder}. Chuỗi ấy là của hệ "
        "thống cũ: hãy bắt đầu chuỗi mới ở một thư mục khác."
    )
    _end(ctx, problems)


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
