"""A query nobody asked for fails instead of leaking."""

import pytest
from django.db.models import Count

from chibo.areas.meetings.models import Meeting
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.scoped import UnscopedQuery
from tests.factories import a_cell, a_commune, a_held_meeting, a_member, a_province, an_actor

pytestmark = pytest.mark.django_db

ATTEMPTS = {
    "a list": lambda: list(Unit.objects.all()),
    "a filtered list": lambda: list(Unit.objects.filter(code="x").order_by("id")),
    "one row": lambda: Unit.objects.get(code="x"),
    "the first row": Unit.objects.first,
    "a count": Unit.objects.count,
    "whether there is one": lambda: Unit.objects.filter(code="x").exists(),
    "values": lambda: list(Unit.objects.values_list("pk")),
    "a sum": lambda: Unit.objects.aggregate(n=Count("pk")),
    "a walk": lambda: list(Unit.objects.iterator()),
    "many by id": lambda: Unit.objects.in_bulk([1]),
    "a change": lambda: Unit.objects.update(name="x"),
    "a removal": lambda: Unit.objects.all().delete(),
    "a slice": lambda: list(Unit.objects.order_by("id")[:3]),
    "dates": lambda: list(Unit.objects.dates("founded_on", "year")),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_a_query_without_an_actor_fails(attempt: object) -> None:
    with pytest.raises(UnscopedQuery, match="Unit: query without an actor"):
        attempt()  # type: ignore[operator]


def test_rows_reached_through_a_relation_need_an_actor_too() -> None:
    commune = a_commune()
    a_cell(commune)
    with pytest.raises(UnscopedQuery):
        list(commune.children.all())


def test_joining_a_forgotten_query_to_an_allowed_one_does_not_allow_it() -> None:
    allowed, forgotten = Unit.objects.unscoped("a test"), Unit.objects.all()
    for joined in (
        allowed | forgotten,
        forgotten | allowed,
        allowed & forgotten,
        allowed.union(forgotten),
        allowed.difference(forgotten),
    ):
        with pytest.raises(UnscopedQuery):
            list(joined)
    assert list(allowed | Unit.objects.unscoped("a test")) == []


def test_an_unscoped_query_says_why() -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        Unit.objects.unscoped("")


def test_a_superior_sees_the_tree_below_and_nothing_beside_it() -> None:
    ours, theirs = a_commune(name="Đảng ủy xã Một"), a_commune(name="Đảng ủy xã Hai")
    cell, foreign = a_cell(ours), a_cell(theirs)
    superior = an_actor("superior", ours)
    assert set(Unit.objects.visible_to(superior)) == {ours, cell}
    a_held_meeting(foreign)
    assert not Meeting.objects.visible_to(superior).exists()


def test_a_part_of_the_tree_is_asked_for_within_what_the_actor_sees() -> None:
    province = a_province()
    ours, theirs = a_commune(province), a_commune(province)
    first, second = a_cell(ours), a_cell(ours)
    a_cell(theirs)
    superior, secretary = an_actor("superior", ours), an_actor("secretary", first)

    def seen(actor: Actor, inside: Unit) -> list[Unit]:
        return list(Unit.objects.visible_to(actor, inside=inside.path).order_by("pk"))

    assert seen(superior, ours) == [ours, first, second]
    assert seen(superior, second) == [second]
    assert seen(superior, province) == [ours, first, second]
    assert seen(superior, theirs) == []
    assert (seen(secretary, ours), seen(secretary, second)) == ([first], [])


def test_ones_own_row_counts_within_the_part_asked_for_only() -> None:
    cell, other = a_cell(a_commune()), a_cell()
    myself = a_member(cell)
    actor = Actor(1, myself.full_name, myself.pk, ())
    assert list(Member.objects.visible_to(actor, inside=cell.path)) == [myself]
    assert list(Member.objects.visible_to(actor, inside=other.path)) == []


def test_an_actor_without_roles_sees_nothing() -> None:
    a_cell()
    nobody = Actor(1, "Nguyễn Văn An", None, ())
    assert not Unit.objects.visible_to(nobody).exists()


def test_a_secretary_does_not_see_a_unit_whose_path_only_begins_like_theirs() -> None:
    cell = a_cell(a_commune())
    below = a_cell(cell, name="Tổ đảng")
    seen = Unit.objects.visible_to(an_actor("secretary", cell))
    assert list(seen) == [cell]
    assert below.path.startswith(cell.path)


def test_a_member_without_a_role_sees_their_own_record_and_no_other() -> None:
    from chibo.areas.members.models import Member

    cell = a_cell()
    own, other = a_member(cell, "Nguyễn Văn An"), a_member(cell, "Lê Văn Cường")
    actor = Actor(1, "Nguyễn Văn An", own.pk, ())
    assert list(Member.objects.visible_to(actor)) == [own]
    assert other not in Member.objects.visible_to(actor)
    # Asking for a named permission leaves one's own rows out: it is about what roles allow.
    assert not Member.objects.visible_to(actor, "members.view").exists()


@pytest.mark.parametrize("many", [3, 4, 5, 7])
def test_parts_of_the_tree_however_many_and_nothing_between_them(many: int) -> None:
    top = a_province()
    communes = [a_commune(top, f"Đảng ủy xã {n}") for n in range(2 * many)]
    held, between = communes[::2], communes[1::2]
    cell, beside = a_cell(between[0]), a_cell(between[0], "Chi bộ bên cạnh")
    own, elsewhere = a_member(a_cell(between[-1])), a_member(beside)
    grants = [grant for unit in held for grant in an_actor("superior", unit).grants]
    grants += an_actor("secretary", cell).grants
    theirs = a_member(a_cell(held[-1]))
    actor = Actor(None, "", own.pk, tuple(grants))
    assert {*Unit.objects.visible_to(actor)} == {*held, cell, theirs.cell}
    assert {*Unit.objects.visible_to(actor, inside=top.path)} == {*held, cell, theirs.cell}
    assert {*Unit.objects.visible_to(actor, inside=held[0].path)} == {held[0]}
    assert {*Member.objects.visible_to(actor)} == {own, theirs}
    assert elsewhere not in Member.objects.visible_to(actor, inside=top.path)
