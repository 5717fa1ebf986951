"""Facts about posts and places are those of the records, whatever is written in whatever order."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.db import DatabaseError, connection, transaction

from chibo.areas.access.queries import operator_actor
from chibo.areas.members.models import Member, MemberState, Stay
from chibo.areas.organisation.actions import Decision, NewUnit, decide, take_back
from chibo.areas.organisation.models import Unit, UnitChange
from chibo.areas.organisation.standings import redraw
from chibo.areas.places import following
from chibo.areas.places.models import Place
from chibo.areas.posts.models import Fact, FactMark, FactState, FactSum, Post
from chibo.areas.posts.rollup.folding import fold_facts, is_behind, rebuild_facts, verify_facts
from chibo.areas.posts.rollup.sums import CODES
from chibo.areas.posts.rules.spans import at_least, both, without
from chibo.core.clock import ZONE
from chibo.core.errors import Refused
from tests.factories import (
    a_cell,
    a_change,
    a_commune,
    a_member,
    a_place,
    a_post,
    a_province,
    a_unit,
)
from tests.seeds import seeds

pytestmark = pytest.mark.django_db

WHY = "a test looks at everything"
NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()
CLERK = operator_actor("kiểm thử")
TITLES = ("Bí thư", "Phó bí thư", "Chi ủy viên", "Trưởng thôn", "Trưởng ban công tác Mặt trận")
NAMES = ("Thôn Đông", "Thôn Tây", "Đông", "Ấp Bắc", "Không có trong sổ")


def a_world() -> None:
    province = a_province(code="T")
    district = a_unit("Đảng bộ huyện", parent=province, kind="huyen_uy", code="H")
    communes = [a_commune(each) for each in (district, district, province)]
    part = a_unit("Đảng bộ bộ phận", parent=communes[0], kind="dang_bo_bo_phan")
    for number, body in enumerate([*communes, part, *communes, province]):
        if body in communes[:2] and number < 3:
            a_place(body, "Thôn Đông")
            a_place(body, "Ấp Bắc")
        cell = a_cell(body, areas=[NAMES[number % 4]])
        one, other = a_member(cell), a_member(cell)
        a_post(one, "Bí thư")
        a_post(one if number % 2 else other, "Trưởng thôn", areas=(NAMES[number % 3],))
        a_post(other, "Cấp ủy viên", body)


def _decided(pick: Random) -> None:
    units = list(Unit.objects.unscoped(WHY).filter(parent__isnull=False).order_by("id"))
    unit = pick.choice(units)
    alike = [each for each in units if each.is_cell == unit.is_cell and each != unit]
    bodies = [each for each in units if not each.is_cell]
    kind = pick.choice(["moved", "merged", "amalgamated", "split", "dissolved", "renamed"])
    named = {"moved": bodies, "merged": alike, "dissolved": alike if unit.is_cell else []}
    receivers = named.get(kind, [])
    new = NewUnit(f"MOI{pick.random()}", "Đơn vị mới", unit.kind)
    decision = Decision(
        kind=kind,
        on=date(2026, 1, 1) + timedelta(days=pick.randrange(300)),
        receivers=(pick.choice(receivers).pk,) if receivers else (),
        new_units=(new,) if kind in {"split", "amalgamated"} else (),
        new_name="Tên mới" if kind == "renamed" else "",
    )
    decide(actor=CLERK, unit_id=unit.pk, decision=decision, version=unit.version, now=NOW)


def _taken_back(pick: Random) -> None:
    changes = UnitChange.objects.unscoped(WHY).applied().filter(caused_by__isnull=True)
    change = pick.choice(list(changes.order_by("id")))
    take_back(actor=CLERK, change_id=change.pk, version=change.version, now=NOW)


def _posts(pick: Random) -> None:
    rows = Post.objects.unscoped(WHY).filter(followed__isnull=True).order_by("id")
    post = pick.choice(list(rows))
    begun = date(2024 + pick.randrange(3), 1 + pick.randrange(12), 1)
    other = pick.choice(list(Member.objects.unscoped(WHY).order_by("id")))
    pick.choice(
        [
            lambda: rows.filter(pk=post.pk).update(ends_before=begun + timedelta(days=900)),
            lambda: rows.filter(pk=post.pk).update(starts_on=begun, ends_before=None),
            lambda: rows.filter(pk=post.pk).update(areas=[pick.choice(NAMES)]),
            lambda: a_post(other, pick.choice(TITLES), starts_on=begun),
            lambda: a_post(other, pick.choice(TITLES), post.unit, starts_on=begun),
            lambda: rows.filter(pk=post.pk).delete(),
        ]
    )()


def _people(pick: Random) -> None:
    rows = Member.objects.unscoped(WHY)
    member = pick.choice(list(rows.order_by("id")))
    day = date(2026, 1 + pick.randrange(10), 15)
    if pick.random() < 0.5:
        state = pick.choice([MemberState.DECEASED, MemberState.LEFT, MemberState.FULL])
        rows.filter(pk=member.pk).update(state=state, state_on=day)
        return
    cell = pick.choice(list(Unit.objects.unscoped(WHY).cells().order_by("id")))
    stay = Stay.objects.unscoped(WHY).filter(member=member).latest("starts_on")
    Stay.objects.unscoped(WHY).filter(pk=stay.pk).update(ends_before=day)
    Stay.objects.create(member=member, cell=cell, starts_on=day)


def _places(pick: Random) -> None:
    cells = Unit.objects.unscoped(WHY).cells()
    cell = pick.choice(list(cells.order_by("id")))
    rows = Place.objects.unscoped(WHY).filter(followed__isnull=True).order_by("id")
    place = pick.choice(list(rows))
    kind = pick.choice(["village", "village", "agency"])
    commune = pick.choice(list(Unit.objects.unscoped(WHY).filter(kind="dang_bo_co_so")))
    pick.choice(
        [
            lambda: cells.filter(pk=cell.pk).update(areas=pick.sample(NAMES, 2)),
            lambda: cells.filter(pk=cell.pk).update(cell_type=kind),
            lambda: rows.filter(pk=place.pk).update(ends_before=date(2026, 6, 1)),
            lambda: rows.filter(pk=place.pk).update(ends_before=None),
            lambda: a_place(commune, pick.choice(NAMES[:4]), starts_on=date(2025, 7, 1)),
        ]
    )()
    following.go_along([place.commune_id])


ACTS: tuple[Callable[[Random], None], ...] = (
    _decided, _decided, _decided, _taken_back, _posts, _posts, _people, _places,
)  # fmt: skip


@pytest.mark.parametrize("seed", seeds(2))
def test_whatever_is_written_facts_are_those_counted_again(seed: int) -> None:
    pick = Random(seed)
    a_world()
    fold_facts()
    done = 0
    for number in range(30):
        with suppress(Refused, DatabaseError, LookupError, IndexError), transaction.atomic():
            pick.choice(ACTS)(pick)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            done += 1
        if number % 6 == 5:
            assert verify_facts(today=TODAY) == [], number
    assert done > 15
    assert not is_behind()
    kept = _facts(), _sums()
    codes = {fact[2] for fact in kept[0]}
    assert len(codes) > 12, codes
    rebuild_facts()
    assert _facts() ^ kept[0] == set()
    assert _sums() ^ kept[1] == set()


def _facts() -> set[tuple[object, ...]]:
    names = [field.attname for field in Fact._meta.concrete_fields if field.attname != "id"]
    rows = Fact.objects.unscoped(WHY).values_list(*names)
    return {tuple(tuple(v) if isinstance(v, list) else v for v in row) for row in rows}


def _sums() -> set[tuple[object, ...]]:
    return set(FactSum.objects.values_list("path", "day", *CODES))


def test_villages_below_a_commune_that_is_over_belong_to_the_one_above() -> None:
    """It ended by a date alone, or is not founded yet: nobody took over, the cells stay."""
    district = a_unit("Đảng bộ huyện", parent=a_province(), kind="huyen_uy")
    ended = a_commune(district, ended_before=date(2026, 4, 1))
    founded = a_commune(ended, founded_on=date(2026, 9, 1))
    part = a_unit("Đảng bộ bộ phận", parent=founded, kind="dang_bo_bo_phan")
    cells = [a_cell(body, areas=["Thôn Đông"]) for body in (ended, founded, part)]
    for cell in cells:
        a_post(a_member(cell), "Trưởng thôn")
    fold_facts()
    assert verify_facts(today=TODAY) == []
    ended.ended_before = date(2026, 6, 1)
    ended.save()
    redraw([ended.pk])
    Unit.objects.unscoped(WHY).filter(pk=cells[2].pk).update(areas=["Ấp Bắc"])
    fold_facts()
    assert verify_facts(today=TODAY) == []
    found = Fact.objects.unscoped(WHY).filter(code="village_cell").values_list("group_id", "unit")
    told = [sorted(found.on(date(2026, month, 5))) for month in (5, 7, 10)]
    one, other, last = (cell.pk for cell in cells)
    assert told == [
        [(ended.pk, one), (ended.pk, other), (ended.pk, last)],
        [(district.pk, one), (district.pk, other), (district.pk, last)],
        [(district.pk, one), (founded.pk, other), (founded.pk, last)],
    ]


def test_villages_below_a_cell_that_became_a_committee_are_its_own() -> None:
    """Counted again is the body above alone, which knew the committee as a cell."""
    province = a_province()
    upgraded, beside = (a_cell(province, kind="chi_bo_co_so") for _ in "12")
    a_change("upgraded", upgraded, date(2025, 1, 1), new_kind="dang_bo_co_so")
    a_cell(upgraded, areas=["Thôn Đông"], founded_on=date(2025, 6, 1))
    fold_facts()
    Unit.objects.unscoped(WHY).filter(pk=beside.pk).update(areas=["Thôn Tây"])
    fold_facts()
    assert verify_facts(today=TODAY) == []


def test_a_difference_is_told_and_rebuilding_mends_it() -> None:
    a_world()
    fold_facts()
    Fact.objects.unscoped(WHY).filter(code="head_yes")[0].delete()
    FactSum.objects.filter(several__gt=0).update(several=99)
    told = " ".join(verify_facts(today=TODAY))
    assert "head_yes" in told
    assert "Đơn vị T" in told
    rebuild_facts()
    assert verify_facts(today=TODAY) == []


def test_writers_leave_marks_only_of_what_counts() -> None:
    a_world()
    assert is_behind()
    fold_facts()
    assert not is_behind()
    member = Member.objects.unscoped(WHY).order_by("id")[0]
    Member.objects.unscoped(WHY).filter(pk=member.pk).update(phone="0912")
    Unit.objects.unscoped(WHY).update(name="Tên khác")
    Post.objects.unscoped(WHY).update(decision="1-QĐ")
    assert not FactMark.objects.exists()
    a_member(member.cell)
    assert set(FactMark.objects.values_list("kind", flat=True)) == {"m"}
    FactState.objects.all().delete()
    assert is_behind()


def test_days_are_added_and_taken_away() -> None:
    a, b, c, d = (date(2026, month, 1) for month in (1, 2, 3, 4))
    assert at_least(2, [[(a, c)], [(b, d)], [(d, date(2027, 1, 1))]]) == [(b, c)]
    assert both([(a, b), (b, d)], [(a, c)]) == [(a, c)]
    assert without([(a, d)], [(b, c)]) == [(a, b), (c, d)]
    assert without([(a, d)], []) == [(a, d)]
