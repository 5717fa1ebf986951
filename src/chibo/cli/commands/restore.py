"""`chibo restore`."""

from pathlib import Path

import click

from chibo.cli.application import application
from chibo.cli.command import REFUSED, command

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@command("restore", "Khôi phục từ bản sao lưu.")
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--yes", is_flag=True, help="Thay toàn bộ dữ liệu đang có.")
@click.pass_context
def restore(ctx: click.Context, file: Path, yes: bool) -> None:
    """Khôi phục cả hệ thống từ bản sao lưu: trọn vẹn, hoặc mọi thứ giữ nguyên như cũ."""
    with application(migrated=False):
        from chibo.areas.indicators.actions import verify
        from chibo.cli.backups.read import restore_backup
        from chibo.cli.database import migrate_database
        from chibo.cli.integrity import broken_rules
        from chibo.core import clock

        manifest = restore_backup(file, replace=yes)
        migrate_database()
        problems = [*verify(today=clock.today()), *broken_rules()]
    click.echo(
        f"Đã khôi phục bản sao lưu ngày {manifest.created_at[:10]}: {manifest.rows} dòng, "
        f"{len(manifest.uploads)} tệp tải lên."
    )
    if problems:
        click.echo("\n".join(["Nhưng kiểm lại thấy:", *problems]), err=True)
    ctx.exit(REFUSED if problems else 0)
