"""Committees with their terms; terms that come to their end."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, Max, OuterRef

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import (
    ChangeKind,
    Unit,
    UnitChange,
    UnitStanding,
    UnitStandingQuerySet,
)
from chibo.areas.places.kinds import within_commune
from chibo.areas.posts.known import codes
from chibo.areas.posts.models import Congress, HowGiven, Post, Term, TermQuerySet
from chibo.areas.posts.permissions import VIEW
from chibo.areas.posts.queries.posts import posts_in
from chibo.areas.posts.rules.committee import CommitteeFacts, committee_warnings
from chibo.areas.posts.rules.terms import Step, Window, checklist, months_after, window
from chibo.core.actor import Actor
from chibo.core.rows import get_row
from chibo.regulations import Reason, TermRules, get_unit_kind, organisation_rules
from chibo.regulations.values import Source

WHY = "the terms of a unit the actor may see"


@dataclass(frozen=True)
class Committee:
    """A unit's committee on a day."""

    unit: Unit
    term: Term | None
    window: Window | None
    posts: list[Post]
    congress: Congress | None
    checklist: tuple[Step, ...]
    warnings: list[Reason]

    def as_it_sat(self) -> "Committee":
        """Of a day that has passed: without what is to be done about it today."""
        return replace(self, congress=None, checklist=(), warnings=[])


@dataclass(frozen=True)
class TermDue:
    """A running term near its end, or past it."""

    term: Term
    window: Window
    congress: Congress | None

    @property
    def unit(self) -> Unit:
        """Whose committee it is."""
        return self.term.unit


def get_term(actor: Actor, term_id: int) -> Term:
    """The term, if the actor may see it; NotThere otherwise."""
    return get_row(Term.objects.select_related("unit"), actor, pk=term_id)


def get_congress(actor: Actor, congress_id: int) -> Congress:
    """The congress, if the actor may see it; NotThere otherwise."""
    return get_row(Congress.objects.select_related("unit"), actor, pk=congress_id)


def running_term(unit: Unit, on: date) -> Term | None:
    """The term of a unit the actor may see that runs on the day."""
    return Term.objects.unscoped(WHY).running_on(on).filter(unit=unit).first()


def terms_of(unit: Unit) -> list[Term]:
    """All terms of a unit the actor may see, newest first."""
    return list(Term.objects.unscoped(WHY).filter(unit=unit).order_by("-starts_on"))


def next_congress_number(unit: Unit) -> int:
    """The number of the unit's next congress: one after its last, 1 for a new unit.

    A unit that came from a split counts on from the one that was split.
    """
    return (_last_number([unit.pk]) or _last_number(_split_into(unit)) or 0) + 1


def last_congress_number(unit: Unit) -> int | None:
    """The highest number a term of the unit is recorded under; None where none is."""
    return _last_number([unit.pk])


def _last_number(unit_ids: Collection[int]) -> int | None:
    rows = Term.objects.unscoped(WHY).filter(unit_id__in=unit_ids)
    last: int | None = rows.aggregate(last=Max("number"))["last"]
    return last


def _split_into(unit: Unit) -> list[int]:
    changes = UnitChange.objects.unscoped(WHY).applied().filter(kind=ChangeKind.SPLIT)
    return list(changes.filter(receivers__contains=[unit.pk]).values_list("unit_id", flat=True))


def usual_months(unit: Unit, on: date) -> tuple[int, Source | None]:
    """How long a term opened on the day lasts for a unit of this kind, with the rule."""
    rules = organisation_rules(on)
    if rules is None:
        return 60, None
    try:
        kind = get_unit_kind(unit.kind)
    except KeyError:
        return rules.terms.months.value, rules.terms.months.source
    told = rules.terms.months_for(is_cell=kind.is_cell, is_grassroots=kind.is_grassroots)
    return told.value, told.source


def committee_of(actor: Actor, unit: Unit, on: date) -> Committee:
    """The committee of a unit: its term, who sits in it, what the regulation would say."""
    rules = organisation_rules(on)
    posts = [post for post in posts_in(actor, unit, on) if post.kind in SITTING]
    term = running_term(unit, on)
    congress = _latest_congress(unit)
    steps: tuple[Step, ...] = ()
    if congress is not None and rules is not None:
        steps = checklist(congress.planned_on, congress.steps, rules.terms)
    return Committee(
        unit=unit,
        term=term,
        window=window(term.due_on, rules.terms) if term and rules else None,
        posts=posts,
        congress=congress,
        checklist=steps,
        warnings=committee_warnings(_facts(unit, term, posts, on), rules) if rules else [],
    )


SITTING = frozenset((*codes(leads=True), *codes(seat=True)))
_SEATS = frozenset(codes(seat=True))


def _latest_congress(unit: Unit) -> Congress | None:
    rows = Congress.objects.unscoped(WHY).filter(unit=unit).order_by("-number")
    found = rows.first()
    return found if found and found.is_open else None


def _facts(unit: Unit, term: Term | None, posts: list[Post], on: date) -> CommitteeFacts:
    try:
        is_grassroots = get_unit_kind(unit.kind).is_grassroots
    except KeyError:
        is_grassroots = False
    seated = [post for post in posts if post.kind in _SEATS]
    since = term.starts_on if term else date.min
    added = {p.member_id for p in seated if p.how == HowGiven.APPOINTED and p.starts_on > since}
    return CommitteeFacts(
        is_cell=unit.is_cell,
        is_grassroots=is_grassroots,
        is_section=unit.kind in within_commune(),
        full_members=_full_members(unit, on) if unit.is_cell else None,
        seats=term.seats if term else None,
        members=len({post.member_id for post in seated}),
        standing=len({post.member_id for post in seated if post.kind == "standing"}),
        appointed=len(added) if term else 0,
    )


def _full_members(unit: Unit, on: date) -> int:
    rows = Member.objects.unscoped("how many full members a cell has, for the rule of its size")
    return rows.filter(cell=unit, full_on__lte=on).counted_on(on).count()


def terms_ending(actor: Actor, on: date, inside: str = "") -> TermQuerySet:
    """Running terms whose congress may be held by now or is overdue, the earliest end first.

    `inside`: only of what stood at or below this path of the day; each with `stood_name`.
    """
    found = _ending(Term.objects.visible_to(actor), on, inside)
    return found.select_related("unit").order_by("due_on", "id")


def count_terms_ending(actor: Actor, unit: Unit, on: date, path: str) -> int:
    """How many `terms_ending` there were below a unit, also those that belong to others today."""
    actor.require(VIEW, unit)
    return _ending(Term.objects.unscoped(WHY), on, path).count()


def _ending(rows: TermQuerySet, on: date, path: str) -> TermQuerySet:
    rules = organisation_rules(on)
    months = rules.terms.leeway_months.value if rules else 0
    return rows.running_on(on).below(path, on).filter(due_on__lte=months_after(on, months))


def with_windows(rows: list[Term], on: date) -> list[TermDue]:
    """The terms of a page with the days left for their congress, and what is prepared of it."""
    rules = organisation_rules(on)
    if rules is None or not rows:
        return []
    found = Congress.objects.unscoped(WHY).filter(unit__in=[term.unit_id for term in rows])
    planned = {(each.unit_id, each.number): each for each in found}
    return [_due(term, rules.terms, planned.get((term.unit_id, term.number + 1))) for term in rows]


def _due(term: Term, rules: TermRules, congress: Congress | None) -> TermDue:
    return TermDue(term, window(term.due_on, rules), congress)


def without_term(actor: Actor, on: date, inside: str = "") -> UnitStandingQuerySet:
    """Units of the day that no term is recorded for, in the order of the tree of the day.

    `inside`: only what stood at or below this path of the day.
    """
    return _without(UnitStanding.objects.visible_to(actor, VIEW), on, inside)


def count_without_term(actor: Actor, unit: Unit, on: date, path: str) -> int:
    """How many were `without_term` below a unit, also those that belong to others today."""
    actor.require(VIEW, unit)
    return _without(UnitStanding.objects.unscoped(WHY), on, path).count()


def _without(rows: UnitStandingQuerySet, on: date, path: str) -> UnitStandingQuerySet:
    running = Term.objects.unscoped(WHY).running_on(on).filter(unit=OuterRef("unit_id"))
    return rows.on(on).under(path).filter(~Exists(running)).order_by("path")
