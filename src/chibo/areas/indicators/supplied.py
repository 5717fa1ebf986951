"""Facts that areas above this one count, each said at the start of the program."""

from collections.abc import Callable, Mapping, Sequence

from chibo.areas.indicators.definitions import Facts
from chibo.core.periods import Month

Supplier = Callable[[Sequence[int], Sequence[Month]], Mapping[int, Facts]]
"""From units, by number, and months: facts of each with all below it. Of units that may be seen."""
_suppliers: list[Supplier] = []


def supply(supplier: Supplier) -> None:
    """Say who counts facts of indicators that are not listed."""
    _suppliers.append(supplier)


def supplied(unit_ids: Sequence[int], months: Sequence[Month]) -> dict[int, dict[str, int]]:
    """Every such fact of these units over these months, by unit."""
    found: dict[int, dict[str, int]] = {pk: {} for pk in unit_ids}
    for supplier in _suppliers:
        for pk, facts in supplier(unit_ids, months).items():
            found[pk].update({name: int(number) for name, number in facts.items()})
    return found
