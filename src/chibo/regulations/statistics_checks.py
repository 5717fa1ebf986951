"""The checks between cells of the statistical sheets, as sums on either side."""

import re
from dataclasses import dataclass

from chibo.regulations.reading import Table
from chibo.regulations.values import Source

CellKey = tuple[str, str, str]
"""Sheet, row, column."""

_TERM = re.compile(r"(?:^|\s)(?P<sign>[+-]?)\s*(?P<what>[^\s+-]\S*)")


@dataclass(frozen=True)
class Term:
    """A cell, or a number, added or taken away."""

    sign: int
    cell: CellKey | None
    number: int = 0

    @property
    def words(self) -> str:
        """The place as people name it: "Biểu 1, dòng D, cột 2"; the number itself."""
        if self.cell is None:
            return str(self.number)
        sheet, row, column = self.cell
        return f"{sheet}/{row}:{column}"


@dataclass(frozen=True)
class Check:
    """What must come out equal on both sides."""

    code: str
    title: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    source: Source

    @property
    def told(self) -> str:
        """Both sides as they are written."""
        return f"{written(self.left)} = {written(self.right)}"

    @property
    def sheets(self) -> frozenset[str]:
        """The sheets it reads."""
        return frozenset(term.cell[0] for term in (*self.left, *self.right) if term.cell)


def written(terms: tuple[Term, ...]) -> str:
    """A side as it is written in the pack."""
    text = " ".join(f"{'+' if term.sign > 0 else '−'} {term.words}" for term in terms)
    return text.removeprefix("+ ")


def read_checks(table: Table, cells: frozenset[CellKey]) -> tuple[Check, ...]:
    """The checks of a pack; a term must name a cell that stands on a sheet."""
    default = table.table("default").source()
    return tuple(
        Check(
            code=row.text("code"),
            title=row.text("title"),
            left=_side(row, "left", cells),
            right=_side(row, "right", cells),
            source=row.source(default),
        )
        for row in table.tables("check")
    )


def _side(row: Table, key: str, cells: frozenset[CellKey]) -> tuple[Term, ...]:
    text = row.text(key)
    return tuple(
        _term(row, -1 if found["sign"] == "-" else 1, found["what"], cells)
        for found in _TERM.finditer(text)
    )


def _term(row: Table, sign: int, what: str, cells: frozenset[CellKey]) -> Term:
    if what.isdecimal():
        return Term(sign, None, int(what))
    sheet, _slash, rest = what.partition("/")
    line, _colon, column = rest.rpartition(":")
    if (sheet, line, column) not in cells:
        row.fault(f"no such cell: {what!r}")
    return Term(sign, (sheet, line, column))
