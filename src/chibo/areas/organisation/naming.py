"""How a unit is found by typing."""

from chibo.core.vietnamese import fold


def unit_search_key(code: str, name: str) -> str:
    """The folded name and code of a unit."""
    return fold(f"{name} {code}")
