"""`chibo backup`."""

from pathlib import Path

import click

from chibo.cli.application import application
from chibo.cli.command import command
from chibo.cli.files import finished_file

OUT = click.Path(dir_okay=False, path_type=Path)
KEY = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@command("backup", "Sao lưu vào một tệp mã hoá.")
@click.option("--out", required=True, type=OUT, metavar="FILE", help="Tệp ghi ra (.chibo).")
@click.option(
    "--key", type=KEY, metavar="FILE", help="Tệp khoá hoặc câu mật khẩu, thay CHIBO_KEYS."
)
def backup(out: Path, key: Path | None) -> None:
    """Sao lưu cả hệ thống (cơ sở dữ liệu, tệp tải lên, khoá dữ liệu) vào một tệp mã hoá, không cần
    dừng máy.

    Mã hoá bằng khoá “backup-keys” trong CHIBO_KEYS, hoặc bằng tệp nêu ở --key. Hãy cất khoá ở nơi
    khác với bản sao lưu: mất khoá thì không ai mở được. Khoá ký phiên, khoá ký mốc nhật ký và chứng
    chỉ không nằm trong bản sao lưu.
    """
    with application():
        from chibo.cli.backups.keys import kept_keys
        from chibo.cli.backups.trail import note_backup, word_of_drills
        from chibo.cli.backups.write import write_backup
        from chibo.core import clock

        keys, made = kept_keys(key, make=True)
        with finished_file(out) as unfinished:
            manifest = write_backup(unfinished, keys, now=clock.now())
        note_backup(manifest, now=clock.now())
        drills = word_of_drills(now=clock.now())
    if made:
        click.echo(f"Đã tạo khoá sao lưu {made}. Hãy chép ngay tệp này cất ở nơi khác.")
    click.echo(
        f"Đã sao lưu vào {out}: {len(manifest.tables)} bảng, {manifest.rows} dòng, "
        f"{len(manifest.uploads)} tệp tải lên."
    )
    click.echo(drills)
