"""When communes merge their places go along, and every count of villages says the same."""

from datetime import date, datetime
from typing import Any

import pytest

from chibo.areas.indicators.queries import indicator_report
from chibo.areas.organisation.models import Unit, UnitChange
from chibo.areas.organisation.standings import redraw
from chibo.areas.places.actions import (
    PlaceEntry,
    add_places,
    correct_place,
    remove_place,
    replace_places,
)
from chibo.areas.places.errors import BadPlace
from chibo.areas.places.models import Place
from chibo.areas.places.queries import coverage, covered_by, get_place, register
from chibo.areas.places.rules import Listed
from chibo.areas.posts.queries import concurrent_shares
from chibo.areas.posts.rollup.folding import fold_facts
from chibo.core.clock import ZONE
from chibo.core.periods import Month
from tests.factories import (
    a_cell,
    a_change,
    a_commune,
    a_member,
    a_place,
    a_post,
    a_province,
    an_actor,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
MERGED = date(2026, 7, 1)
BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)


@pytest.fixture
def two() -> Any:
    """Two communes of one province, each with a Thôn 1 and a Thôn of its own, all with cells."""
    province = a_province()
    east = a_commune(province, "Đảng bộ xã Tân An")
    west = a_commune(province, "Đảng bộ xã Hòa Bình")
    for commune, own in ((east, "Thôn Đông"), (west, "Thôn Tây")):
        for name in ("Thôn 1", own):
            a_place(commune, name)
            a_cell(commune, f"Chi bộ {name.lower()}", areas=[name])
    return province, east, west


def names(commune: Unit, on: date) -> list[str]:
    return [str(place) for place in register(an_actor("clerk", commune), commune, on)]


def counted(unit: Unit, month: str = "2026-10") -> tuple[Any, ...]:
    found = indicator_report(
        actor=an_actor("superior", unit),
        unit_code=unit.code,
        start=Month.parse(month),
        end=Month.parse(month),
        children=False,
        structure="then",
        today=NOW.date(),
    )["indicators"]
    heads = found["posts.village_head_member_rate"]
    return (
        found["places.total"]["value"],
        found["places.covered"]["value"],
        heads["numerator"],
        heads["denominator"],
    )


def test_the_places_of_a_merged_commune_are_kept_by_the_other_from_that_day(two: Any) -> None:
    province, east, west = two
    a_change("merged", east, MERGED, west)
    assert names(west, BEFORE) == ["Thôn Tây", "Thôn 1"]
    assert names(west, AFTER) == ["Thôn Đông", "Thôn Tây", "Thôn 1", "Thôn 1 (xã Tân An cũ)"]
    assert names(east, BEFORE) == ["Thôn Đông", "Thôn 1"]
    for day in (BEFORE, AFTER):
        seen = coverage(an_actor("superior", province), province, day)
        assert (len(seen.covered), seen.total, seen.unplaced) == (4, 4, ())


def test_a_name_that_both_communes_had_is_still_each_cell_s_own(two: Any) -> None:
    _province, east, west = two
    theirs = Unit.objects.unscoped("test").get(parent=east, areas=["Thôn 1"])
    ours = Unit.objects.unscoped("test").get(parent=west, areas=["Thôn 1"])
    a_change("merged", east, MERGED, west)
    seen = coverage(an_actor("superior", west), west, AFTER)
    covering = {str(row.place): [cell.pk for cell in row.cells] for row in seen.places}
    assert covering["Thôn 1"] == [ours.pk]
    assert covering["Thôn 1 (xã Tân An cũ)"] == [theirs.pk]
    followed = Place.objects.unscoped("test").get(name__contains="cũ")
    clerk = an_actor("clerk", west)
    assert [row.unit_id for row in covered_by(clerk, get_place(clerk, followed.pk))] == [theirs.pk]


def test_registers_and_shares_of_village_heads_count_the_same_villages(two: Any) -> None:
    province, east, west = two
    head = a_member(Unit.objects.unscoped("test").cells().filter(areas=["Thôn Đông"]).get())
    a_post(head, "Trưởng thôn", areas=("thôn đông",))
    assert counted(province, "2026-06") == (4, 4, 1, 4)
    a_change("merged", east, MERGED, west)
    assert counted(province) == (4, 4, 1, 4)
    assert counted(west) == (4, 4, 1, 4)
    fold_facts()
    shares = concurrent_shares(an_actor("superior", west), west, NOW.date())
    assert [(s.numerator, s.denominator) for s in shares][2] == (1, 4)


def test_two_writings_of_one_place_are_one_village() -> None:
    commune = a_commune()
    a_place(commune, "Thôn 1")
    a_cell(commune, areas=["Thôn 01"])
    a_cell(commune, "Chi bộ trường", areas=["thôn 1"])
    assert counted(commune) == (1, 1, 0, 1)


def test_a_cell_that_took_another_one_over_covers_its_places_in_every_count() -> None:
    commune = a_commune()
    one, two = a_place(commune, "Thôn 1"), a_place(commune, "Thôn 2")
    first = a_cell(commune, "Chi bộ thôn 1", areas=["Thôn 1"])
    second = a_cell(commune, "Chi bộ thôn 2", areas=["Thôn 2"])
    a_change("merged", first, MERGED, second)
    seen = coverage(an_actor("superior", commune), commune, AFTER)
    assert {row.place for row in seen.covered} == {one, two}
    assert counted(commune) == (2, 2, 0, 2)


def test_taking_the_merger_back_leads_the_places_home(two: Any) -> None:
    _province, east, west = two
    before = list(Place.objects.unscoped("test").order_by("id").values())
    change = a_change("merged", east, MERGED, west)
    UnitChange.objects.unscoped("test").filter(pk=change.pk).delete()
    redraw([east.pk, west.pk])
    assert list(Place.objects.unscoped("test").order_by("id").values()) == before


def test_what_was_changed_at_the_new_commune_stands_in_the_way_of_taking_back(two: Any) -> None:
    _province, east, west = two
    change = a_change("merged", east, MERGED, west)
    clerk = an_actor("clerk", west)
    moved = Place.objects.unscoped("test").get(name__contains="cũ")
    with pytest.raises(BadPlace, match="ngày kết thúc"):
        remove_place(actor=clerk, place_id=moved.pk, version=1, now=NOW)
    replace_places(
        actor=clerk,
        place_ids=[moved.pk],
        listed=Listed("thon", "Tân An"),
        on=date(2026, 9, 1),
        now=NOW,
    )
    assert "Thôn Tân An" in names(west, date(2026, 9, 1))
    redraw([east.pk])
    assert "Thôn Tân An" in names(west, date(2026, 9, 1)), "drawing anew leaves it as it was left"
    UnitChange.objects.unscoped("test").filter(pk=change.pk).delete()
    with pytest.raises(BadPlace, match="được sửa ở đó"):
        redraw([east.pk, west.pk])


def test_a_place_written_down_late_at_the_old_commune_goes_along_too(two: Any) -> None:
    province, east, west = two
    a_change("merged", east, MERGED, west)
    add_places(
        actor=an_actor("clerk", province),
        commune_id=east.pk,
        listed=[Listed("thon", "Nam")],
        starts_on=None,
        now=NOW,
    )
    assert "Thôn Nam" in names(west, AFTER)
    old = Place.objects.unscoped("test").get(commune=east, name="Nam")
    correct_place(
        actor=an_actor("clerk", province),
        place_id=old.pk,
        entry=PlaceEntry("thon", "Nam Hải"),
        version=1,
        now=NOW,
    )
    assert "Thôn Nam Hải" in names(west, AFTER)
    remove_place(actor=an_actor("clerk", province), place_id=old.pk, version=2, now=NOW)
    assert len(names(west, AFTER)) == 4


def test_two_mergers_one_after_the_other(two: Any) -> None:
    province, east, west = two
    third = a_commune(province, "Đảng bộ xã Long Sơn")
    a_change("merged", east, MERGED, west)
    a_change("merged", west, date(2026, 9, 1), third)
    assert names(west, date(2026, 8, 31)) == [
        "Thôn Đông",
        "Thôn Tây",
        "Thôn 1",
        "Thôn 1 (xã Tân An cũ)",
    ]
    assert len(names(third, date(2026, 9, 1))) == 4
    assert counted(province) == (4, 4, 0, 4)


def test_a_commune_dissolved_into_the_province_leaves_no_places_above(two: Any) -> None:
    province, east, _west = two
    a_change("dissolved", east, MERGED)
    assert not Place.objects.unscoped("test").filter(commune=province).exists()


def test_the_reads_stay_the_same_however_many_places(
    two: Any, django_assert_num_queries: Any
) -> None:
    province, east, west = two
    a_change("merged", east, MERGED, west)
    superior = an_actor("superior", province)
    with django_assert_num_queries(5):
        coverage(superior, province, AFTER)
    for number in range(12):
        a_place(west, f"Thôn {number + 20}")
        a_cell(west, areas=[f"Thôn {number + 20}"])
    with django_assert_num_queries(5):
        assert coverage(superior, province, AFTER).total == 16
