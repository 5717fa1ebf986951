"""What becomes of a draft when the records are read again; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["same", "new", "changed", "differs", "gone"]


@dataclass(frozen=True)
class Fact:
    """One sentence the records give. `carried`: it goes on from an earlier month."""

    section: str
    key: str
    text: str
    carried: bool = False


@dataclass(frozen=True)
class Known:
    """A sentence of the draft that tells a record; `text` is what the draft says."""

    key: str
    text: str
    record_text: str
    is_edited: bool


@dataclass(frozen=True)
class Reading:
    """What the records say of one sentence now.

    new: the draft had nothing of it. changed: the sentence follows the record. differs: somebody
    wrote it otherwise; it is left alone and shows what the record says. gone: the records say
    nothing of it any more. same: nothing to do.
    """

    key: str
    verdict: Verdict
    fact: Fact | None


def read_again(known: Sequence[Known], facts: Sequence[Fact]) -> list[Reading]:
    """Every sentence told by the records, in their order, then those they no longer tell.

    >>> read_again([Known("a", "x", "x", False)], [Fact("s", "a", "y")])[0].verdict
    'changed'
    """
    there = {each.key: each for each in known}
    readings = [_reading(there.pop(fact.key, None), fact) for fact in facts]
    gone: list[Reading] = [
        Reading(each.key, "gone" if each.record_text else "same", None) for each in there.values()
    ]
    return readings + gone


def _reading(known: Known | None, fact: Fact) -> Reading:
    if known is None:
        return Reading(fact.key, "new", fact)
    if known.record_text == fact.text:
        return Reading(fact.key, "same", fact)
    return Reading(fact.key, "differs" if known.is_edited else "changed", fact)
