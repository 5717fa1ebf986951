"""`chibo paper`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chibo.cli.application import application
from chibo.cli.command import MONTH, command
from chibo.cli.files import write_file

if TYPE_CHECKING:
    from chibo.core.periods import Month

OUT = click.Path(dir_okay=False, path_type=Path)


@command("paper", "Lập một văn bản .docx.")
@click.argument("kind", metavar="KIND")
@click.option("--unit", "unit_code", required=True, metavar="CODE", help="Mã chi bộ.")
@click.option("--month", required=True, type=MONTH, metavar="YYYY-MM", help="Tháng sinh hoạt.")
@click.option("--out", required=True, type=OUT, metavar="FILE.docx", help="Tệp ghi ra.")
def paper(kind: str, unit_code: str, month: "Month", out: Path) -> None:
    """Lập một văn bản .docx của tháng, đúng như trang web lập."""
    with application():
        from chibo.areas.access.queries import operator_actor
        from chibo.areas.reports.papers import make_paper
        from chibo.core import clock

        content = make_paper(
            actor=operator_actor("chibo paper"),
            kind=kind,
            unit_code=unit_code,
            month=month,
            now=clock.now(),
        )
    write_file(out, content)
    click.echo(f"Đã ghi {out}")
