"""Who is asked for a few lines before a cell prepares its meeting, by the kind of the cell."""

from dataclasses import dataclass

from chibo.regulations.reading import Table
from chibo.regulations.values import Source


@dataclass(frozen=True)
class InputGiver:
    """An organisation or body beside the cell; `code` is stable, the name is not."""

    code: str
    name: str
    cell_types: tuple[str, ...]
    source: Source


def read_input_givers(table: Table) -> tuple[InputGiver, ...]:
    """An inputs.toml, checked: each code once, each for some kind of cell."""
    default = table.table("default").source()
    givers = tuple(
        InputGiver(row.text("code"), row.text("name"), row.texts("cell_types"), row.source(default))
        for row in table.tables("giver")
    )
    codes = [giver.code for giver in givers]
    if len(codes) != len(set(codes)):
        table.fault("two givers carry one code")
    if not all(giver.cell_types for giver in givers):
        table.fault("a giver is for no kind of cell")
    return givers
