"""How else a name may have been meant: one slip of the hand, or one sound written as another.

Pure; the answer is looked up as it is, in an index on whole names, so nothing has to be kept about
words that exist.
"""

from collections.abc import Iterator

LETTERS = "abcdeghiklmnopqrstuvxy "
"""Of folded Vietnamese, and the space between two words."""
SHORTEST, LONGEST = 5, 40
SOUNDS = (
    *(("ch", "tr"), ("d", "gi"), ("gi", "r"), ("gi", "v"), ("ng", "ngh"), ("g", "gh")),
    *(("c", "qu"), ("k", "qu"), ("ch", "t"), ("ng", "nh"), ("uy", "i"), ("hoa", "qua")),
)
"""Written one for the other where people speak them alike; single letters are slips anyway."""


def near_names(name: str) -> frozenset[str]:
    """Folded names one slip away from a folded name: a letter less, more, another, two exchanged,
    or one of `SOUNDS`. Without the name itself; empty for what is too short or long for a name."""
    if not SHORTEST <= len(name) <= LONGEST:
        return frozenset()
    found = {" ".join(each.split()) for each in (*_slips(name), *_sounds(name))}
    return frozenset(found - {name})


def _slips(name: str) -> Iterator[str]:
    for at in range(len(name) + 1):
        before, after = name[:at], name[at:]
        yield from (before + letter + after for letter in LETTERS)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in LETTERS)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def _sounds(name: str) -> Iterator[str]:
    for pair in SOUNDS:
        for one, other in (pair, pair[::-1]):
            at = name.find(one)
            while at >= 0:
                yield name[:at] + other + name[at + len(one) :]
                at = name.find(one, at + 1)
