"""`chibo settings`."""

import os

import click

from chibo.cli.command import command, json_option, print_json
from chibo.cli.variables import VARIABLES, Variable


@command("settings", "Liệt kê các biến môi trường CHIBO_*.")
@json_option
def settings(as_json: bool) -> None:
    """Liệt kê các biến môi trường CHIBO_*: giá trị, mặc định, ý nghĩa (khoá được che)."""
    if as_json:
        print_json([_row(variable) for variable in VARIABLES])
        return
    for variable in VARIABLES:
        row = _row(variable)
        shown = row["value"] if row["set"] else f"(mặc định) {row['default'] or 'trống'}"
        click.echo(f"{variable.name} = {shown}\n    {variable.meaning}")


def _row(variable: Variable) -> dict[str, object]:
    value = os.environ.get(variable.name)
    return {
        "name": variable.name,
        "set": value is not None,
        "value": variable.shown(value),
        "default": variable.shown(variable.default()),
        "meaning": variable.meaning,
    }
