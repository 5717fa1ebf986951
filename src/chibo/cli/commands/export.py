"""`chibo export`."""

from datetime import date
from pathlib import Path

import click

from chibo.cli.application import application
from chibo.cli.command import DAY, command
from chibo.cli.files import CannotWrite, write_file

OUT = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@command("export", "Xuất bảng tính.")
@click.option(
    "--unit", "unit_code", required=True, metavar="CODE", help="Mã đơn vị; gồm cả các đơn vị dưới."
)
@click.option("--out", type=OUT, metavar="FILE.xlsx", help="Tệp ghi ra.")
@click.option(
    "--parquet",
    type=FOLDER,
    metavar="FOLDER",
    help="Thay cho --out: ghi các bảng số liệu không có tên người vào thư mục này (Parquet).",
)
@click.option("--on", type=DAY, default=None, help="Như đã ghi đến ngày này (mặc định: tất cả).")
@click.option(
    "--layout",
    type=click.Choice(["chibo", "national"]),
    default="chibo",
    help="chibo: các trang của Chibo; national: đảng viên theo mẫu 33 cột của CSDL quốc gia.",
)
@click.option("--why", default="", metavar="TEXT", help="Để làm gì; ghi vào nhật ký.")
def export(
    unit_code: str, out: Path | None, parquet: Path | None, on: date | None, layout: str, why: str
) -> None:
    """Xuất bảng tính của một đơn vị, cùng các trang mà “chibo import” nhận."""
    if parquet is not None:
        if out is not None or on is not None or layout != "chibo":
            raise click.UsageError("--parquet ghi mọi bảng: không đi cùng --out, --on, --layout.")
        _write_facts(unit_code, parquet, why)
        return
    if out is None:
        raise click.UsageError("Thiếu --out FILE.xlsx, hoặc --parquet FOLDER.")
    with application():
        from chibo.areas.access.queries import operator_actor
        from chibo.areas.exchange.actions import hand_out_register
        from chibo.core import clock

        content = hand_out_register(
            actor=operator_actor("chibo export"),
            unit_code=unit_code,
            on=on,
            layout=layout,
            purpose=why,
            now=clock.now(),
        )
    write_file(out, content)
    click.echo(f"Đã ghi {out}")


def _write_facts(unit_code: str, folder: Path, why: str) -> None:
    with application():
        from chibo.areas.access.queries import operator_actor
        from chibo.areas.exchange.actions import note_facts_taken
        from chibo.areas.exchange.facts.parquet import export_facts
        from chibo.core import clock

        actor = operator_actor("chibo export --parquet")
        try:
            rows = export_facts(
                actor=actor, unit_code=unit_code, folder=folder, today=clock.today()
            )
            note_facts_taken(
                actor=actor, unit_code=unit_code, rows=rows, purpose=why, now=clock.now()
            )
        except OSError as error:
            raise CannotWrite(
                f"Không ghi được vào {folder} ({error.strerror}). Hãy chọn thư mục khác."
            ) from error
    for table, count in rows.items():
        click.echo(f"Đã ghi {folder / table}.parquet: {count} dòng")
