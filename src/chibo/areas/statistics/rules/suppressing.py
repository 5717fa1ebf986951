"""Which numbers of peoples and religions are kept back from who stands outside the circle. Pure.

A small number is kept back, and with it as many others as it takes that nobody computes it from
the totals: of every number kept back at least `least` values remain possible for who subtracts
all that is shown. All kept back look alike. Where that cannot be had, the whole division is.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from chibo.areas.statistics.rules.filling import Facts

UNKNOWN, NONE, OTHER = "unknown", "none", "other"
DIVISIONS = (("people", "minority"), ("religion", "religious"))
"""What is divided, and the number that adds up all but the majority and the unwritten."""
Kept = frozenset[tuple[str, str]]
"""Numbers kept back: measure and aspect."""


@dataclass(frozen=True)
class Parts:
    """A whole by its parts. `base`: the part the others are told apart from.

    `caps`: how many a part may hold at most, as far as the reader knows; `floor`: the fewest
    behind a number kept back.
    """

    counts: Mapping[str, int]
    base: str
    caps: Mapping[str, int] = field(default_factory=dict)
    floor: int = 1

    @property
    def others(self) -> int:
        """All but the base and what is not written down."""
        return sum(n for part, n in self.counts.items() if part not in (self.base, UNKNOWN))


def kept_back(facts: Facts, population: str, base: Mapping[str, str], least: int) -> Kept:
    """The numbers of a population ("present", "admitted") that are not told."""
    found: set[tuple[str, str]] = set()
    for kind, adding in DIVISIONS:
        name = f"{population}.{kind}"
        every, women = (_parts(facts, name, population, aspect) for aspect in ("all", "women"))
        if every is None or women is None:
            continue
        hidden = _with_cover(Parts(every, base[kind]), _small(every, base[kind], least), least)
        caps = {part: n for part, n in every.items() if part not in hidden}
        men = {part: n - women[part] for part, n in every.items()}
        small = _small(women, base[kind], least) | _small(men, base[kind], least)
        by_sex = Parts(women, base[kind], caps, floor=0)
        of_women = _with_cover(by_sex, hidden | small, least) if hidden | small else hidden
        for aspect, parts in (("all", hidden), ("women", of_women)):
            found |= {(f"{name}:{part}", aspect) for part in parts}
        told = {base[kind], UNKNOWN}
        if hidden & told or 0 < Parts(every, base[kind]).others < least:
            found.add((f"{population}.{adding}", "all"))
        if of_women & told or (f"{population}.{adding}", "all") in found:
            found.add((f"{population}.{adding}", "women"))
    return frozenset(found)


def all_of(facts: Facts) -> Kept:
    """Every number that tells of peoples or religions, but the totals over all."""
    kinds = {name for pair in DIVISIONS for name in pair}
    return frozenset(
        (name, aspect)
        for name, numbers in facts.items()
        for aspect in numbers
        if _kind(name) in kinds and (":" in name or _kind(name) != "people")
    )


def _kind(name: str) -> str:
    return name.partition(".")[2].partition(":")[0]


def _parts(facts: Facts, name: str, population: str, aspect: str) -> dict[str, int] | None:
    """By part how many; what is left over of the whole has none. None where nothing is written."""
    found = {
        measure.partition(":")[2]: numbers.get(aspect)
        for measure, numbers in facts.items()
        if measure.startswith(f"{name}:")
    }
    whole = facts.get(f"{population}.people", {}).get(aspect)
    if not found or whole is None or any(n is None for n in found.values()):
        return None
    counts = {part: int(n or 0) for part, n in found.items()}
    counts[NONE] = int(whole) - sum(counts.values())
    return counts


def _small(counts: Mapping[str, int], base: str, least: int) -> frozenset[str]:
    small = {part for part, n in counts.items() if 0 < n < least and part != UNKNOWN}
    if 0 < Parts(counts, base).others < least:
        small |= {base, *(part for part, n in counts.items() if n and part != UNKNOWN)}
    return frozenset(small)


def _with_cover(parts: Parts, small: Collection[str], least: int) -> frozenset[str]:
    """The small ones, and the fewest people more that cover them."""
    hidden = set(small)
    if not hidden:
        return frozenset()
    beside = sorted((n, part) for part, n in parts.counts.items() if n and part not in hidden)
    while not _is_covered(parts, hidden, least):
        if not beside:
            return frozenset(parts.counts)
        hidden.add(beside.pop(0)[1])
    return frozenset(hidden)


def _is_covered(parts: Parts, hidden: Collection[str], least: int) -> bool:
    """Whether of each hidden number at least `least` values are possible."""
    together = sum(parts.counts[part] for part in hidden)
    caps = {part: min(parts.caps.get(part, together), together) for part in hidden}
    everything = sum(caps.values())
    for part in hidden:
        fewest = max(parts.floor, together - (everything - caps[part]))
        most = min(caps[part], together - parts.floor * (len(hidden) - 1))
        if most - fewest < least - 1:
            return False
    return True
