"""What a measuring function gives is said above it; it is found by that, and listed nowhere else.

@measuring("classes", adding=("classes",), behind={"classes": Listed(…)})
def count_classes(places, spans): …
"""

import hashlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from chibo.areas.indicators.measures.places import Places
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import Counted

Count = Callable[[Places, Sequence[Span]], Counted]
WHICH = "{which}"


def _nothing(_spans: Sequence[Span]) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Listed:
    """How the statement of a count finds the records themselves.

    A list made of other words than its number could always differ from it. `select` gives `id`,
    `path` (of the unit, in today's tree) and what `told` needs, after the WITH of `parts`; in
    place of `{which}` come the words of what is asked for, out of `counts`. `told`: how a record
    is told, as `queries/named.py` names it.
    """

    told: str
    select: str
    counts: Mapping[str, str]
    parts: str = ""
    given: Callable[[Sequence[Span]], Mapping[str, Any]] = _nothing

    def words(self, names: Iterable[str]) -> str:
        """The SELECT of these of them. KeyError for what it does not know."""
        return self.select.replace(WHICH, " OR ".join(f"({self.counts[name]})" for name in names))


@dataclass(frozen=True)
class Measure:
    """A measuring function.

    `at_end`: facts of the last day; `adding`: those that add up over months; `whole`: those that
    only the whole period says; `hundredths`: those with two decimals, kept as whole hundredths.
    `recounts`: it reads the records; `folds`: what it gives is kept. `basis`: what besides the
    records decides about the numbers.
    """

    name: str
    count: Count
    module: ModuleType | None = None
    at_end: tuple[str, ...] = ()
    adding: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    hundredths: tuple[str, ...] = ()
    given: Callable[[], object] = tuple
    behind: Mapping[str, Listed] = field(default_factory=dict)
    recounts: bool = True
    folds: bool = True

    @property
    def facts(self) -> tuple[str, ...]:
        """All of them, those of whole periods first: their rows are short then."""
        return (*self.whole, *self.at_end, *self.adding)

    @cached_property
    def basis(self) -> str:
        """Changes with the words of the function and with what packs and definitions give it."""
        words = inspect.getsource(self.module) if self.module else ""
        told = repr((words, self.facts, self.given()))
        return hashlib.sha256(told.encode()).hexdigest()


_known: dict[str, Measure] = {}


def measuring(name: str, **said: Any) -> Callable[[Count], Count]:
    """Say what the function below gives, in the words of Measure."""

    def noted(count: Count) -> Count:
        _known[name] = Measure(name, count, inspect.getmodule(count), **said)
        return count

    return noted


def registered() -> list[Measure]:
    """Every measuring function of this folder, and what else was said, by name."""
    _load()
    return [_known[name] for name in sorted(_known)]


@cache
def _load() -> None:
    folder = Path(__file__).parent
    for module in pkgutil.iter_modules([str(folder)]):
        import_module(f"{__package__}.{module.name}")


def listed(name: str) -> Listed:
    """The list with this name. KeyError where no measuring function has one."""
    found = {key: each for measure in registered() for key, each in measure.behind.items()}
    return found[name]


def filtered(counts: Mapping[str, str]) -> str:
    """Columns that count by these words, for the statement that says the same as its lists."""
    return ", ".join(
        f'count(*) FILTER (WHERE {words}) AS "{fact}"' for fact, words in counts.items()
    )
