"""`chibo export`."""

from datetime import date
from pathlib import Path

import click

from chibo.cli.application import application
from chibo.cli.command import DAY, command
from chibo.cli.files import write_file

OUT = click.Path(dir_okay=False, path_type=Path)


@command("export", "Xuất bảng tính.")
@click.option(
    "--unit", "unit_code", required=True, metavar="CODE", help="Mã đơn vị; gồm cả các đơn vị dưới."
)
@click.option("--out", required=True, type=OUT, metavar="FILE.xlsx", help="Tệp ghi ra.")
@click.option("--on", type=DAY, default=None, help="Như đã ghi đến ngày này (mặc định: tất cả).")
@click.option(
    "--layout",
    type=click.Choice(["chibo", "national"]),
    default="chibo",
    help="chibo: các trang của Chibo; national: đảng viên theo mẫu 33 cột của CSDL quốc gia.",
)
def export(unit_code: str, out: Path, on: date | None, layout: str) -> None:
    """Xuất bảng tính của một đơn vị, cùng các trang mà “chibo import” nhận."""
    with application():
        from chibo.areas.access.queries import operator_actor
        from chibo.areas.exchange.queries import export_workbook

        actor = operator_actor("chibo export")
        content = export_workbook(actor=actor, unit_code=unit_code, on=on, layout=layout)
    write_file(out, content)
    click.echo(f"Đã ghi {out}")
