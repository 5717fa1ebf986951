"""Whether what must come out equal does."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from chibo.areas.statistics.rules.filling import Cell, Number
from chibo.core.i18n import _
from chibo.core.vietnamese import show_number
from chibo.regulations.statistics_checks import CellKey, Check, Term


@dataclass(frozen=True)
class Found:
    """A check with what came out on either side; `holds` None: it cannot be told yet."""

    check: Check
    left: Number | None
    right: Number | None
    holds: bool | None
    missing: tuple[Term, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """By how much the left is more."""
        if self.left is None or self.right is None:
            return None
        return Decimal(self.left) - Decimal(self.right)

    @property
    def words(self) -> str:
        """khớp, lệch by how much, or why it cannot be told."""
        if self.holds is None:
            told = ", ".join(term.words for term in self.missing)
            return _("chưa kiểm được: chưa có số liệu ở %s") % told
        if self.holds:
            return _("khớp: %s") % show_number(self.left)
        return _("lệch %(difference)s: %(left)s so với %(right)s") % {
            "difference": show_number(abs(self.difference or Decimal(0))),
            "left": show_number(self.left),
            "right": show_number(self.right),
        }


def checked(check: Check, cells: Mapping[CellKey, Cell]) -> Found:
    """Whether a check holds for these cells."""
    missing = tuple(
        term
        for term in (*check.left, *check.right)
        if term.cell and (term.cell not in cells or cells[term.cell].value is None)
    )
    if missing:
        return Found(check, None, None, None, missing)
    left, right = _sum(check.left, cells), _sum(check.right, cells)
    return Found(check, left, right, left == right)


def _sum(terms: tuple[Term, ...], cells: Mapping[CellKey, Cell]) -> Number:
    total: Number = 0
    for term in terms:
        value = cells[term.cell].value if term.cell else term.number
        total += term.sign * (value or 0)
    return total
