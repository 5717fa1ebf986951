"""How a member is found by typing, and where the name stands in a list."""

from chibo.core.vietnamese import fold, name_key

__all__ = ["member_search_key", "name_key", "search_words"]


def search_words(text: str) -> list[str]:
    """Folded words of letters and digits: "K'Brel DV-77" → k, brel, dv, 77.

    PostgreSQL would read a hyphen as a minus and a dotted code as one word.
    """
    return "".join(char if char.isalnum() else " " for char in fold(text)).split()


def member_search_key(code: str, full_name: str) -> str:
    """The words of a member's name and code."""
    return " ".join(search_words(f"{full_name} {code}"))
