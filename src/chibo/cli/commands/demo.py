"""`chibo demo`."""

import os
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import click

from chibo.cli.application import application
from chibo.cli.command import DAY, command
from chibo.cli.site import Site, require_free, run_site
from chibo.core.embedded import database_in_use

if TYPE_CHECKING:
    from chibo.cli.demonstration import LoadedSample


@command("demo", "Chạy thử với một tỉnh hư cấu.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Cổng."
)
@click.option("--today", type=DAY, default=None, help="Cố định ngày của chương trình.")
@click.option("--fresh", is_flag=True, help="Xoá dữ liệu mẫu cũ và dựng lại.")
def demo(port: int, today: date | None, fresh: bool) -> None:
    """Chạy thử: cơ sở dữ liệu đi kèm, một tỉnh hư cấu, máy chủ web; in địa chỉ và các tài khoản."""
    if today:
        os.environ["CHIBO_TODAY"] = today.isoformat()
    site = Site("127.0.0.1", port)
    require_free(site)
    with database_in_use():
        from chibo.cli.demonstration import find_sample

        sample = None if fresh else find_sample()
        if sample:
            _mention_day(sample, today)
            _serve(site, sample, meanwhile=_bring_up_to_date)
        else:
            _serve(site, _build(fresh=fresh))


def _build(*, fresh: bool) -> "LoadedSample":
    with application(migrated=False):
        from chibo.cli.demonstration import build_sample_once

        return build_sample_once(fresh=fresh)


def _bring_up_to_date() -> None:
    """Run what a newer version has to run; usually nothing."""
    with application(migrated=False):
        from chibo.cli.database import migrate_database

        migrate_database()


def _mention_day(sample: "LoadedSample", today: date | None) -> None:
    if today and sample.today != today.isoformat():
        click.echo(
            f"Dữ liệu mẫu đã dựng cho ngày {sample.today}; thêm --fresh để dựng lại.", err=True
        )


def _serve(
    site: Site, sample: "LoadedSample", meanwhile: Callable[[], None] = lambda: None
) -> None:
    os.environ["CHIBO_DEMO"] = "1"
    run_site(site, lambda: _announce(site, sample), meanwhile)


def _announce(site: Site, sample: "LoadedSample") -> None:
    headings = ("Vai trò", "Tên đăng nhập", "Mật khẩu", "Họ và tên")
    fields = ("role_name", "username", "password", "full_name")
    rows = [headings, *(tuple(account[f] for f in fields) for account in sample.accounts)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(headings))]
    click.echo(f"\nChibo đang chạy tại {site.address}\n")
    for row in rows:
        cells = zip(row, widths, strict=True)
        click.echo("  " + "   ".join(cell.ljust(width) for cell, width in cells).rstrip())
    click.echo("\nMật khẩu do máy này tự đặt, dữ liệu hoàn toàn hư cấu. Ctrl-C để dừng.")
