"""How a member is found by typing, and where the name stands in a list."""

from chibo.core.vietnamese import name_key, search_words

__all__ = ["folded_name", "member_search_key", "name_key", "search_words"]


def folded_name(full_name: str) -> str:
    """The words of a name alone, to be found whole: "K'Brel" → "k brel"."""
    return " ".join(search_words(full_name))


def member_search_key(code: str, full_name: str) -> str:
    """The words of a member's name and code."""
    return " ".join(search_words(f"{full_name} {code}"))
