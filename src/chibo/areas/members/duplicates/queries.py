"""Reading pairs that may be one person, always for an actor.

A side outside the actor's part of the tree is told of in one sentence and never shown: neither
who it is, nor where, nor what is alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from chibo.areas.members.duplicates import permissions
from chibo.areas.members.duplicates.models import Merge, Proposal, ProposalState
from chibo.areas.members.duplicates.register import members_by_id, who_could_be
from chibo.areas.members.duplicates.rows import count_pointing
from chibo.areas.members.duplicates.rules import Finder, Person
from chibo.areas.members.duplicates.words import Told, told, what
from chibo.areas.members.models import Member
from chibo.areas.members.queries import sees_sensitive
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.rows import get_row

PAGE = 30
_SHOWN = ("first__cell", "second__cell")
COMPARED = (
    ("full_name", False),
    ("gender", False),
    ("born_on", False),
    ("citizen_number", True),
    ("card_number", False),
    ("ethnicity", True),
    ("religion", True),
    ("joined_on", False),
    ("full_on", False),
    ("phone", False),
)
"""The fields set side by side, each with whether only the registry may see it."""


@dataclass(frozen=True)
class LookAlike:
    """A record the actor may see, and why it looks like the one asked about."""

    member: Member
    reasons: list[Told]


@dataclass(frozen=True)
class LookAlikes:
    """Who is alike: those the actor may see, and whether somebody stands elsewhere."""

    rows: list[LookAlike]
    elsewhere: bool

    def __bool__(self) -> bool:
        return bool(self.rows) or self.elsewhere


@dataclass(frozen=True)
class PairRow:
    """One proposal as its list shows it."""

    proposal: Proposal
    seen: list[Member]
    reasons: list[Told]

    @property
    def elsewhere(self) -> bool:
        """Whether one side stands outside the actor's part: only the superior sees both."""
        return len(self.seen) < 2


@dataclass(frozen=True)
class Pairs:
    """One page of proposals; `after` is the mark from which the next one starts."""

    rows: list[PairRow]
    after: str


@dataclass(frozen=True)
class Field:
    """One field of the two records."""

    name: str
    first: Any
    second: Any

    @property
    def differs(self) -> bool:
        """Whether the two records say different things."""
        return bool((self.first or None) != (self.second or None))


@dataclass(frozen=True)
class Side:
    """One of the two records with what points at it."""

    member: Member
    carried: list[tuple[str, int]]


@dataclass(frozen=True)
class Comparison:
    """Two records side by side."""

    proposal: Proposal
    first: Side
    second: Side
    fields: list[Field]
    hidden: bool
    reasons: list[Told]
    may_decide: bool

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both, in their order."""
        return self.first, self.second


def look_alikes(actor: Actor, person: Person, *, everywhere: bool = False) -> LookAlikes:
    """Who on record looks like this person, as it is typed.

    `everywhere`: also say whether somebody outside the actor's part does. While typing that is
    not said, or names could be tried out until one answers.
    """
    found = Finder(who_could_be([person])).like(person)
    members = members_by_id(other.pk for other, _why in found if other.pk)
    apart = told_apart([person.pk]) if person.pk else set()
    rows, elsewhere = [], False
    for other, why in found:
        member = members.get(other.pk or 0)
        if member is None or frozenset((person.pk, member.pk)) in apart:
            continue
        if actor.may(permissions.VIEW, member.path):
            rows.append(LookAlike(member, told([each.value for each in why])))
        else:
            elsewhere = everywhere
    rows.sort(key=lambda row: (row.member.name_key, row.member.pk))
    return LookAlikes(rows, elsewhere)


def told_apart(member_ids: Iterable[int]) -> set[frozenset[int | None]]:
    """The pairs of these records with any other that were found to be two people."""
    asked = set(member_ids)
    rows = Proposal.objects.unscoped("what was decided of these records").filter(
        state=ProposalState.DISMISSED
    )
    pairs = rows.filter(first_id__in=asked) | rows.filter(second_id__in=asked)
    return {frozenset(pair) for pair in pairs.values_list("first_id", "second_id")}


def pairs_below(
    actor: Actor, unit: Unit, state: str, *, after: str = "", size: int = PAGE
) -> Pairs:
    """Proposals with a side at or below the unit, newest first."""
    rows = Proposal.objects.visible_to(actor, inside=unit.path).filter(state=state)
    if after.isdigit():
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.select_related(*_SHOWN).order_by("-pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Pairs([_row(actor, each) for each in found[:size]], str(last.pk) if last else "")


def _row(actor: Actor, proposal: Proposal) -> PairRow:
    sides = (proposal.first, proposal.second)
    seen = [side for side in sides if actor.may(permissions.VIEW, side.path)]
    return PairRow(proposal, seen, told(proposal.reasons) if len(seen) == 2 else [])


def count_open(actor: Actor, unit: Unit) -> int:
    """How many proposals with a side at or below the unit wait for a decision."""
    rows = Proposal.objects.visible_to(actor, inside=unit.path)
    return rows.filter(state=ProposalState.OPEN).count()


def get_comparison(actor: Actor, proposal_id: int) -> Comparison:
    """Two records side by side; NotThere unless the actor may see both."""
    proposal = get_pair(actor, proposal_id)
    first, second = proposal.first, proposal.second
    open_to_all = all(sees_sensitive(actor, side) for side in (first, second))
    fields = [
        Field(name, getattr(first, name), getattr(second, name))
        for name, sensitive in COMPARED
        if open_to_all or not sensitive
    ]
    counted = count_pointing([first.pk, second.pk])
    return Comparison(
        proposal=proposal,
        first=Side(first, in_tables(counted[first.pk])),
        second=Side(second, in_tables(counted[second.pk])),
        fields=fields,
        hidden=not open_to_all,
        reasons=told(proposal.reasons),
        may_decide=all(actor.may(permissions.DECIDE, side.path) for side in (first, second)),
    )


def in_tables(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Counts of rows by what their tables hold, in words; several tables of one word together."""
    found: dict[str, int] = {}
    for label, count in counts.items():
        found[what(label)] = found.get(what(label), 0) + count
    return list(found.items())


def get_pair(actor: Actor, proposal_id: int) -> Proposal:
    """The proposal, if the actor may see both sides; NotThere otherwise."""
    proposal = get_row(Proposal.objects.select_related(*_SHOWN), actor, pk=proposal_id)
    require_both(actor, [proposal.first, proposal.second])
    return proposal


def require_both(actor: Actor, sides: Iterable[Member]) -> None:
    """Raise NotThere unless the actor may see each of these members."""
    if not all(actor.may(permissions.VIEW, side.path) for side in sides):
        raise NotThere(_("Một trong hai người sinh hoạt ở nơi khác. Có thể trùng, hỏi cấp trên."))


def merges_below(actor: Actor, unit: Unit, *, after: str = "", size: int = PAGE) -> list[Merge]:
    """Merges into members at or below the unit, newest first; one row more than `size`."""
    rows = Merge.objects.visible_to(actor, inside=unit.path).select_related("kept__cell")
    if after.isdigit():
        rows = rows.filter(pk__lt=int(after))
    return list(rows.order_by("-pk")[: size + 1])


def get_merge(actor: Actor, merge_id: int) -> Merge:
    """One merge into a member whose record the actor keeps; NotThere otherwise."""
    return get_row(Merge.objects.select_related("kept__cell"), actor, pk=merge_id)
