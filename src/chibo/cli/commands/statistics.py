"""`chibo statistics`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chibo.cli.application import application
from chibo.cli.command import command, json_option, print_json
from chibo.cli.files import write_file

if TYPE_CHECKING:
    from chibo.areas.statistics.queries import Book
    from chibo.areas.statistics.rules import Cell

OUT = click.Path(dir_okay=False, path_type=Path)


@command("statistics", "Lập các biểu thống kê.")
@click.option("--unit", "unit_code", required=True, metavar="CODE", help="Mã đơn vị.")
@click.option("--year", required=True, type=int, metavar="YYYY", help="Năm.")
@click.option(
    "--period",
    type=click.Choice(["year", "half"]),
    default="year",
    show_default=True,
    help="Cả năm, hay 6 tháng đầu năm.",
)
@click.option("--out", type=OUT, metavar="FILE.xlsx", help="Ghi các biểu ra tệp này.")
@json_option
def statistics(unit_code: str, year: int, period: str, out: Path | None, as_json: bool) -> None:
    """Lập các biểu thống kê của một đơn vị, gồm cả các đơn vị dưới, cùng các phép kiểm tra."""
    with application():
        from chibo.areas.access.queries import operator_actor
        from chibo.areas.organisation.queries import get_unit_by_code
        from chibo.areas.statistics.making import note_made
        from chibo.areas.statistics.queries import book
        from chibo.areas.statistics.workbook import workbook
        from chibo.core import clock

        actor = operator_actor("chibo statistics")
        found = book(
            actor=actor,
            unit=get_unit_by_code(actor, unit_code),
            period=period,
            year=year,
            today=clock.today(),
        )
        note_made(actor=actor, book=found, now=clock.now())
        content = workbook(found) if out else b""
    if out:
        write_file(out, content)
    if as_json:
        print_json(_data(found))
    else:
        _print(found, out)


def _data(found: "Book") -> dict[str, Any]:
    return {
        "unit": found.unit.code,
        "name": found.unit_name,
        "from": found.told.window.starts_on.isoformat(),
        "to": found.told.window.ends_on.isoformat(),
        "forms": found.rules.pack_id,
        "sheets": [
            {
                "sheet": shown.sheet.code,
                "form": shown.sheet.form,
                "rows": [
                    {
                        "row": line.row.code,
                        "label": line.row.label,
                        "cells": {
                            cell.key[2]: {
                                "state": cell.state,
                                "value": _plain(cell.value),
                                **_units(cell),
                            }
                            for cell in line.cells
                        },
                    }
                    for line in shown.lines
                ],
            }
            for shown in found.sheets
        ],
        "checks": [
            {
                "check": each.check.code,
                "holds": each.holds,
                "left": _plain(each.left),
                "right": _plain(each.right),
            }
            for each in found.checks
        ],
    }


def _units(cell: "Cell") -> dict[str, int]:
    """Of a sum of what units typed: how many told it, and of how many."""
    return dict(zip(("units", "of_units"), cell.units, strict=True)) if cell.units else {}


def _plain(value: Any) -> int | float | None:
    if value is None or isinstance(value, int):
        return value
    return float(value)


def _print(found: "Book", out: Path | None) -> None:
    click.echo(f"{found.unit_name} ({found.unit.code}), {found.told.name}")
    for each in found.checks:
        click.echo(f"  {each.check.title}: {each.words}")
    if out:
        click.echo(f"Đã ghi {out}")
