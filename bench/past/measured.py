"""Every list and count of today beside the same of a past day."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Count, F
from django.test import Client
from django.urls import reverse

from bench.visits import session_of
from chibo.areas.access.roles import roles
from chibo.areas.members import past as people_then
from chibo.areas.members.models import Member
from chibo.areas.members.queries import count_members
from chibo.areas.organisation import past, queries
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.organisation.searching import find_formerly, find_named_on
from chibo.areas.oversight.queries import gaps
from chibo.areas.posts import queries as posts
from chibo.core.actor import Actor, Grant

WHY = "the measurements look at everything"
Times = tuple[str, float, float, float]


@dataclass(frozen=True)
class Pair:
    """The same thing asked of today and of the past day."""

    name: str
    today: Callable[[], object]
    then: Callable[[], object]


def measure(today: date, then: date, rounds: int, grown: Sequence[int]) -> list[Times]:
    """Medians in milliseconds and their ratio; asked in turns, so that both days wait alike.

    `grown`: bodies much bigger today than then, which would flatter the past.
    """
    return [_times(pair, rounds) for pair in pairs(today, then, grown)]


def _times(pair: Pair, rounds: int) -> Times:
    taken: dict[str, list[float]] = {"today": [], "then": []}
    pair.today(), pair.then()
    for _ in range(rounds):
        for day, act in (("today", pair.today), ("then", pair.then)):
            began = time.perf_counter()
            act()
            taken[day].append(1000 * (time.perf_counter() - began))
    now, past = statistics.median(taken["today"]), statistics.median(taken["then"])
    return pair.name, now, past, past / now


def pairs(today: date, then: date, grown: Sequence[int]) -> Iterator[Pair]:
    """Counts and lists by themselves, then the pages people open."""
    units = Unit.objects.unscoped(WHY)
    root = units.filter(parent__isnull=True).order_by("pk")[0]
    below = units.filter(parent=root, is_cell=False).exclude(pk__in=grown)
    commune = below.annotate(n=Count("children")).order_by("-n", "pk")[0]
    cells = units.filter(parent=commune).cells()
    cell = cells.annotate(n=Count("members")).order_by("-n", "pk")[0]
    named = (("province", root), ("commune", commune), ("cell", cell))
    for name, unit in named:
        yield from _of_unit(name, unit, today, then)
    for name, unit in named[:2]:
        yield from _of_body(name, unit, today, then)
    for name, unit in named[:2]:
        yield from _of_posts(name, unit, today, then)
    yield from _searching(root, today, then)
    for name, unit in named:
        yield from _pages(name, unit, then)
    someone = Member.objects.unscoped(WHY).under(cell.path).by_name()[0]
    yield _page("page of a member", reverse("member", args=[someone.pk]), session_of(commune), then)
    yield _page("page of the tree", reverse("units"), session_of(root), then)
    session = session_of(root)
    for words, text in (("a unit", "thon 1"), ("a surname", "nguyen van")):
        yield _page(f"page of searching, {words}", f"{reverse('search')}?q={text}", session, then)


def _of_unit(name: str, unit: Unit, today: date, then: date) -> Iterator[Pair]:
    actor = _actor(unit)
    stood = queries.standing(unit, then)
    assert stood
    path = stood.path  # pages know it, as those of today know the unit's
    yield Pair(
        f"members counted, {name}",
        lambda: count_members(actor, unit, today),
        lambda: people_then.count_home(path, then),
    )
    yield Pair(
        f"posts, {name}",
        lambda: posts.posts_in(actor, unit, today),
        lambda: posts.posts_in(actor, unit, then),
    )


def _of_body(name: str, unit: Unit, today: date, then: date) -> Iterator[Pair]:
    actor, stood = _actor(unit), queries.standing(unit, then)
    assert stood
    path = stood.path
    yield Pair(
        f"units below, {name}",
        lambda: queries.branches(actor, unit, today),
        lambda: past.branches_on(actor, unit, then),
    )
    yield Pair(
        f"units nobody follows, {name}",
        lambda: gaps(actor, unit, today),
        lambda: gaps(actor, unit, then),
    )
    yield Pair(
        f"villages and their cells, {name}",
        lambda: posts.communes_below(actor, unit, today, unit.path),
        lambda: posts.communes_below(actor, unit, then, path),
    )


def _of_posts(name: str, unit: Unit, today: date, then: date) -> Iterator[Pair]:
    """Lists and counts over posts and terms, as their pages ask: in the tree of the day."""
    actor, stood = _actor(unit), queries.standing(unit, then)
    assert stood
    path = stood.path
    yield Pair(
        f"shares of concurrent posts, {name}",
        lambda: posts.concurrent_shares(actor, unit, today),
        lambda: posts.concurrent_shares(actor, unit, then, path),
    )
    yield Pair(
        f"village cells and who leads them, {name}",
        lambda: posts.village_cells(actor, unit, today),
        lambda: posts.village_cells(actor, unit, then, path=path, today=today),
    )
    yield Pair(
        f"people with several posts, {name}",
        lambda: posts.people_with_several(actor, unit, today),
        lambda: posts.people_with_several(actor, unit, then, path, today=today),
    )
    yield Pair(
        f"clashes and gaps counted, {name}",
        lambda: posts.oddities(actor, unit, today),
        lambda: posts.oddities(actor, unit, then, path),
    )
    yield Pair(
        f"terms near their end, {name}",
        lambda: list(posts.terms_ending(actor, today, unit.path)[:30]),
        lambda: list(posts.terms_ending(actor, then, path)[:30]),
    )
    yield Pair(
        f"units without a term, {name}",
        lambda: posts.without_term(actor, today, unit.path).count(),
        lambda: posts.without_term(actor, then, path).count(),
    )


def _searching(root: Unit, today: date, then: date) -> Iterator[Pair]:
    """A name of the past: found today as a former one, then as the one of the day."""
    actor, renamed = _actor(root), UnitStanding.objects.unscoped(WHY).on(then)
    once = renamed.exclude(name=F("unit__name")).order_by("unit_id")[0]
    for words, text in (("a former name", once.name), ("a common word", "thon")):
        yield Pair(
            f"units searched by {words}",
            partial(_found_today, actor, text, today),
            partial(find_named_on, actor, text, then, 30),
        )


def _found_today(actor: Actor, text: str, today: date) -> None:
    queries.find_units(actor, text, limit=30)
    find_formerly(actor, text, today, limit=30)


def _pages(name: str, unit: Unit, then: date) -> Iterator[Pair]:
    session = session_of(unit)
    shown = {"unit": "unit", "members": "members", "unit_posts": "posts"}
    if not unit.is_cell:
        shown |= {"overseers": "overseers", "places": "villages", "overview_unit": "overview"}
        shown |= {
            "concurrent_posts": "concurrent posts",
            "village_cells": "village cells",
            "several_posts": "people with several posts",
            "terms_ending": "terms near their end",
            "without_meeting": "cells without a meeting",
        }
    for address, words in shown.items():
        yield _page(f"page of {words}, {name}", reverse(address, args=[unit.pk]), session, then)


def _page(name: str, address: str, session: str, then: date) -> Pair:
    client = Client(headers={"Host": "localhost"})
    client.cookies["sessionid"] = session

    join = "&" if "?" in address else "?"

    def ask(asked: str) -> None:
        answer = client.get(asked)
        assert answer.status_code == 200, f"{name}: {answer.status_code}"

    return Pair(name, lambda: ask(address), lambda: ask(f"{address}{join}ngay={then.isoformat()}"))


def _actor(unit: Unit) -> Actor:
    """Somebody who does for the unit what is done there every day."""
    role = roles()["secretary" if unit.is_cell else "superior"]
    grant = Grant(
        role="superior",
        role_name=role.name,
        unit_id=unit.pk,
        unit_name=unit.name,
        path=unit.path,
        below=role.below,
        permissions=role.permissions,
    )
    return Actor(None, "bench", None, (grant,))
