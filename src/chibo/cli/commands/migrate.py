"""`chibo migrate`."""

import click

from chibo.cli.application import application
from chibo.cli.command import command


@command("migrate", "Tạo, nâng cấp các bảng.")
def migrate() -> None:
    """Tạo hoặc nâng cấp các bảng cho phiên bản này."""
    with application(migrated=False):
        from chibo.cli.database import migrate_database, pending_migrations

        count = pending_migrations()
        migrate_database()
    click.echo(f"Đã chạy {count} bước nâng cấp." if count else "Các bảng đã đúng phiên bản.")
