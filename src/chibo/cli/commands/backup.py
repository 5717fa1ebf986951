"""`chibo backup`."""

from pathlib import Path

import click

from chibo.cli.application import application
from chibo.cli.command import command
from chibo.cli.files import finished_file

OUT = click.Path(dir_okay=False, path_type=Path)


@command("backup", "Sao lưu vào một tệp.")
@click.option("--out", required=True, type=OUT, metavar="FILE", help="Tệp ghi ra (.zip).")
def backup(out: Path) -> None:
    """Sao lưu cả hệ thống (cơ sở dữ liệu và tệp tải lên) vào một tệp, không cần dừng máy.

    Tệp chứa dữ liệu cá nhân và chỉ chủ tệp đọc được; khoá ký phiên không nằm trong đó.
    """
    with application():
        from chibo.cli.backups.write import write_backup
        from chibo.core import clock

        with finished_file(out) as unfinished:
            manifest = write_backup(unfinished, now=clock.now())
    click.echo(
        f"Đã sao lưu vào {out}: {len(manifest.tables)} bảng, {manifest.rows} dòng, "
        f"{len(manifest.uploads)} tệp tải lên."
    )
