"""Facts of a day and their sums: a page at a time, whatever stands below."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Count, Q, Sum

from chibo.areas.organisation.models import Unit
from chibo.areas.posts.models import Fact, FactQuerySet, FactSum
from chibo.areas.posts.permissions import VIEW
from chibo.areas.posts.rollup.sums import CODES
from chibo.core.actor import Actor
from chibo.core.scoped import within_scopes

WHY = "facts of what stood below a unit the actor may see"
PAGE = 50


@dataclass(frozen=True)
class Asked:
    """Whose facts: at and below `path`, a path of the day. `today` where that is another day."""

    actor: Actor
    path: str
    on: date
    today: date | None = None

    def rows(self, codes: Collection[str]) -> FactQuerySet:
        """The facts of these codes."""
        return Fact.objects.unscoped(WHY).on(self.on).under(self.path).filter(code__in=codes)


@dataclass(frozen=True)
class FactPage:
    """One page of facts; `after` is where the next one starts, "" at the end.

    `elsewhere` of them belong to others today: counted, not among the rows.
    """

    rows: Sequence[Fact]
    after: str
    elsewhere: int = 0


@dataclass(frozen=True)
class Cursor:
    """The last row of a page, as an address keeps it."""

    code: str
    path: str
    pk: int
    text: str

    @classmethod
    def read(cls, written: str) -> Self | None:
        """The row told of; None for what is no such address."""
        parts = written.split(".", 3)
        if len(parts) < 4 or not parts[2].isdecimal():
            return None
        return cls(parts[0], parts[1], int(parts[2]), parts[3])

    @classmethod
    def of(cls, fact: Fact) -> Self:
        """The cursor that goes on behind this row."""
        return cls(fact.code, fact.path, fact.pk, fact.text)

    def __str__(self) -> str:
        return f"{self.code}.{self.path}.{self.pk}.{self.text}"

    def later(self) -> Q:
        """The rows behind it, in the order of lists."""
        beside = Q(text__gt=self.text) | Q(text=self.text, pk__gt=self.pk)
        return Q(path__gte=self.path) & (Q(path__gt=self.path) | beside)


def sums_at(path: str, on: date) -> Mapping[str, int]:
    """Every sum at and below the place on the day. One read."""
    rows = FactSum.objects.filter(path=path, day__lte=on)
    found = rows.aggregate(**{f"all_{code}": Sum(code) for code in CODES})
    return {code: found[f"all_{code}"] or 0 for code in CODES}


def sums_of(paths: Iterable[str], on: date) -> Mapping[str, Mapping[str, int]]:
    """The same of several places at once. One read."""
    rows = FactSum.objects.filter(path__in=list(paths), day__lte=on).values("path")
    found = rows.annotate(**{f"all_{code}": Sum(code) for code in CODES})
    names = ("path", *(f"all_{code}" for code in CODES))
    return {path: dict(zip(CODES, sums, strict=True)) for path, *sums in found.values_list(*names)}


def page_of(
    asked: Asked,
    codes: Sequence[str],
    after: str = "",
    *,
    size: int = PAGE,
    of_today: str = "unit__path",
    all_of_then: bool = False,
) -> FactPage:
    """A page of the facts of these codes, one code after the other, each in the order of the tree.

    Only what the actor may see today, by the path in `of_today`, unless `all_of_then`. One read a
    code, two more on a past day.
    """
    cursor = Cursor.read(after)
    left = list(codes)
    if cursor and cursor.code in left:
        left = left[left.index(cursor.code) :]
    else:
        cursor = None
    seen = Q() if all_of_then else within_scopes(asked.actor, VIEW, of_today)
    found: list[Fact] = []
    for code in left:
        behind = cursor.later() if cursor and cursor.code == code else Q()
        rows = asked.rows([code]).filter(seen, behind).order_by("path", "text", "id")
        found += rows[: size + 1 - len(found)]
        if len(found) > size:
            break
    last = str(Cursor.of(found[size - 1])) if len(found) > size else ""
    elsewhere = 0 if all_of_then else _elsewhere(asked, codes, seen)
    return FactPage(found[:size], last, elsewhere)


def _elsewhere(asked: Asked, codes: Sequence[str], seen: Q) -> int:
    """What belonged here that day and to others today; what still holds at its place is here."""
    if asked.today is None or asked.today <= asked.on or _sees_everything(asked.actor):
        return 0
    over = asked.rows(codes).filter(ends_before__lte=asked.today)
    found = over.aggregate(all=Count("id"), seen=Count("id", filter=seen))
    return int(found["all"]) - int(found["seen"])


def _sees_everything(actor: Actor) -> bool:
    """Whether there is nobody elsewhere to whom anything could belong today."""
    roots = Unit.objects.unscoped(WHY).filter(parent__isnull=True).values_list("path", flat=True)
    whole = {scope.path for scope in actor.scopes(VIEW) if scope.below}
    return all(root in whole for root in roots)
