"""`chibo import`."""

from pathlib import Path

import click

from chibo.cli.application import application
from chibo.cli.command import REFUSED, command, json_option, print_json

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@command("import", "Nhập bảng tính.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra, không ghi gì.")
@json_option
@click.pass_context
def import_files(ctx: click.Context, files: tuple[Path, ...], dry_run: bool, as_json: bool) -> None:
    """Nhập bảng tính .xlsx hoặc .csv: nhận trọn vẹn hoặc không nhận gì.

    Mã thoát: 0 đã nhận · 1 từ chối, không thay đổi gì, có danh sách lỗi · 2 gọi sai.
    """
    with application():
        from chibo.areas.access.queries import operator_actor
        from chibo.areas.exchange.actions import import_files as take
        from chibo.core import clock

        result = take(
            actor=operator_actor("chibo import"),
            paths=list(files),
            dry_run=dry_run,
            now=clock.now(),
        )
        document, lines = result.as_json(), result.lines()
    if as_json:
        print_json(document)
    else:
        click.echo("\n".join(lines))
    refused = bool(document["errors"]) if dry_run else not result.taken
    ctx.exit(REFUSED if refused else 0)
