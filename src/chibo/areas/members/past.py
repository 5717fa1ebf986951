"""Who was at home where on a day that has passed, always for an actor.

Whoever may see a member today may see where they were. Those who were there and are elsewhere
today are counted with the others, never named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, F, Func, Q

from chibo.areas.members import permissions
from chibo.areas.members.models import ENDED_STATES, Member, MemberState, StateChange, Stay
from chibo.areas.members.models.people import MemberQuerySet
from chibo.areas.organisation.models import SEGMENT, UnitStanding
from chibo.core.actor import Actor
from chibo.core.wall import lifted

PAGE = 50
_WHY = "who was at home in a part of the tree the actor may look at"


@dataclass(frozen=True)
class StateThen:
    """What somebody was on the day; `since` where that is on record."""

    state: str
    since: date | None
    is_full: bool

    @property
    def shown(self) -> str:
        """The state that counts: exempt, an ended one, else full or probationary by its date."""
        if self.state in (MemberState.FULL, MemberState.PROBATIONARY):
            return MemberState.FULL if self.is_full else MemberState.PROBATIONARY
        return self.state


@dataclass(frozen=True)
class MemberThen:
    """A member with the home cell, as it was called, and the state of the day."""

    member: Member
    cell_id: int
    cell_name: str
    state: StateThen


@dataclass(frozen=True)
class PageThen:
    """One page of a list of the day, with the mark from which the next one starts."""

    rows: list[MemberThen]
    after: str


NOBODY = PageThen([], "")


_ENDED = ", ".join(f"'{state.value}'" for state in ENDED_STATES)
_COUNT = f"""
SELECT count(*) - count(gone.id)
  FROM members_stay stay
  LEFT JOIN members_member gone ON gone.id = stay.member_id
       AND gone.state IN ({_ENDED}) AND gone.state_on <= %(on)s
 WHERE stay.starts_on <= %(on)s AND stay.ends_before > %(on)s AND stay.cell_id {{cells}}
"""  # noqa: S608
_CELLS = """(
   SELECT unit_id FROM organisation_unitstanding
    WHERE starts_on <= %(on)s AND ends_before > %(on)s AND path >= %(path)s AND path < %(end)s)"""
# How many units stood below a path on one day cannot be judged from how many ever did: below a
# root nearly all, elsewhere few, whatever has come there since. The two ways of asking say so.
_ALL, _FEW = _COUNT.format(cells=f"IN {_CELLS}"), _COUNT.format(cells=f"= ANY(ARRAY{_CELLS})")


def count_home(path: str, on: date) -> int:
    """How many were members on the day in cells that stood at or below a path of that day.

    Counts as `MemberQuerySet.home_under` does: everyone at home there, less those whose
    membership had ended although the stay went on. One read.
    """
    with (
        lifted("a number: who stood there then is counted, not named"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            _ALL if len(path) == SEGMENT else _FEW, {"on": on, "path": path, "end": path + "~"}
        )
        (found,) = cursor.fetchone()
    return int(found)


def members_then(
    actor: Actor, path: str, on: date, *, after: str = "", size: int = PAGE
) -> PageThen:
    """Who was a member on the day in cells that stood at or below a path of it, by given name.

    Only those the actor may see today. Two reads, whatever stands there.
    """
    rows = _at_home(Member.objects.visible_to(actor), path, on)
    key, _, last_id = after.rpartition("~")
    if key and last_id.isdigit():
        rows = rows.filter(Q(name_key__gt=key) | Q(name_key=key, id__gt=int(last_id)))
    homes = rows.annotate(home_id=F("stays__cell_id"), home_name=F("stays__cell__standings__name"))
    found = list(homes.defer("search_words").by_name()[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return PageThen(_then(found[:size], on), f"{last.name_key}~{last.pk}" if last else "")


def count_elsewhere(actor: Actor, path: str, on: date) -> int:
    """Of those `count_home` counts, how many are where the actor may not look today. One read."""
    rows = _at_home(Member.objects.unscoped(_WHY), path, on)
    for scope in actor.scopes(permissions.VIEW):
        outside = Q(unit_path__lt=scope.path) | Q(unit_path__gte=scope.path + "~")
        rows = rows.filter(outside if scope.below else ~Q(unit_path=scope.path))
    return rows.exclude(pk=actor.member_id or 0).count()


class _AnyOf(Func):
    """The first is one of the second, an array."""

    arity = 2
    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def _at_home(rows: MemberQuerySet, path: str, on: date) -> MemberQuerySet:
    """`home_under`; below a root asked so that the database begins with the few cells."""
    if len(path) == SEGMENT:
        return rows.home_under(path, on)
    cells = UnitStanding.objects.unscoped(_WHY).on(on).under(path).values("unit_id")
    return rows.counted_on(on).filter(
        _AnyOf(F("stays__cell_id"), ArraySubquery(cells)),
        stays__starts_on__lte=on,
        stays__ends_before__gt=on,
        stays__cell__standings__starts_on__lte=on,
        stays__cell__standings__ends_before__gt=on,
    )


def home_on(member: Member, on: date) -> Stay | None:
    """Where a member the actor may see was at home on the day, with the `cell`."""
    rows = Stay.objects.unscoped("the home of a member the actor may see").on(on)
    return rows.filter(member=member).select_related("cell").first()


def home_names_on(members: Sequence[Member], on: date) -> dict[int, str]:
    """What the home cells of members the actor may see were called on the day. One read."""
    rows = Stay.objects.unscoped("homes of members the actor may see").on(on)
    named = rows.filter(
        member__in=members,
        cell__standings__starts_on__lte=on,
        cell__standings__ends_before__gt=on,
    )
    return dict(named.values_list("member_id", "cell__standings__name"))


def states_on(members: Sequence[Member], on: date) -> dict[int, StateThen]:
    """What members the actor may see were on the day, by id. One read.

    A state that was changed later was what the first change after the day found.
    """
    later = StateChange.objects.unscoped(_WHY).filter(member__in=members, on__gt=on)
    first: dict[int, StateChange] = {}
    for change in later.order_by("member_id", "on", "id"):
        first.setdefault(change.member_id, change)
    return {member.pk: _state(member, first.get(member.pk), on) for member in members}


def _state(member: Member, change: StateChange | None, on: date) -> StateThen:
    state = change.from_state if change else member.state
    since = change.from_state_on if change else member.state_on
    if since is not None and since > on:  # recorded without a history: only the dates are known
        state, since = MemberState.FULL, None
    return StateThen(state, since, member.full_by(on))


def _then(members: Sequence[Member], on: date) -> list[MemberThen]:
    """The members, read with their home of the day, with the state of the day. One read."""
    states = states_on(members, on)
    return [
        MemberThen(
            member,
            getattr(member, "home_id", 0),
            getattr(member, "home_name", ""),
            states[member.pk],
        )
        for member in members
    ]
