"""The tree, a unit and its members on a day that has passed."""

from datetime import date

import pytest
from django.urls import reverse

from chibo.areas.indicators.queries import indicator_report
from chibo.areas.organisation.models import Unit
from chibo.core.periods import Month
from tests.factories import (
    a_cell,
    a_change,
    a_commune,
    a_held_meeting,
    a_member,
    a_province,
    an_actor,
)

pytestmark = pytest.mark.django_db
BEFORE, AFTER = "2026-11-01", "2026-11-02"
MERGED = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-21")


def _links(page):
    return [branch.unit.name for branch in page.context["level"].branches]


def _a_merger():
    """Two cells of a commune, the second absorbed by the first on 02/11/2026."""
    commune = a_commune(a_province())
    east, west = a_cell(commune, "Chi bộ thôn Đông"), a_cell(commune, "Chi bộ thôn Tây")
    for number in range(3):
        a_member(east, f"Nguyễn Văn {number}")
    for number in range(2):
        a_member(west, f"Trần Thị {number}")
    a_change("merged", west, MERGED, east)
    return commune, east, west


def test_a_link_shows_the_same_tree_tomorrow_after_a_merger(sign_in, today_is):
    commune = a_commune(a_province())
    east, west = a_cell(commune, "Chi bộ thôn Đông"), a_cell(commune, "Chi bộ thôn Tây")
    a_member(west)
    client = sign_in("clerk", commune)
    link = f"{reverse('unit', args=[commune.pk])}?ngay=2026-11-01"
    today_is("2026-11-02")
    seen_first = _links(client.get(link))
    assert seen_first == ["Chi bộ thôn Đông", "Chi bộ thôn Tây"]
    a_change("merged", west, MERGED, east)
    today_is("2026-11-03")
    assert _links(client.get(link)) == seen_first
    today = client.get(reverse("unit", args=[commune.pk]))
    assert [branch.unit.name for branch in today.context["branches"]] == ["Chi bộ thôn Đông"]
    members = client.get(reverse("members", args=[west.pk]), {"ngay": BEFORE})
    assert [row.cell_name for row in members.context["rows"]] == ["Chi bộ thôn Tây"]


def test_counts_of_the_day_before_a_merger_are_those_replayed_from_the_changes(sign_in):
    commune, east, west = _a_merger()
    client = sign_in("superior", commune.parent)
    actor = an_actor("superior", commune.parent)

    def members(unit, day):
        page = client.get(reverse("unit", args=[unit.pk]), {"ngay": day})
        return page.context.get("members")

    assert (members(east, BEFORE), members(west, BEFORE)) == (3, 2)
    assert (members(east, AFTER), members(west, AFTER)) == (5, None)
    for day, cells in ((date(2026, 11, 1), 2), (date(2026, 11, 2), 1)):
        replayed = indicator_report(
            actor=actor,
            unit_code=commune.code,
            start=Month.of(day),
            end=Month.of(day),
            children=False,
            structure="then",
            today=day,
        )["indicators"]
        page = client.get(reverse("unit", args=[commune.pk]), {"ngay": str(day)})
        assert page.context["members"] == replayed["members.total"]["value"] == 5
        assert page.context["level"].total == replayed["units.cells"]["value"] == cells


def test_a_renamed_unit_bears_the_name_kind_and_superior_of_the_day(sign_in):
    province = a_province()
    old, new = a_commune(province, "Đảng ủy xã Cũ"), a_commune(province, "Đảng ủy xã Mới")
    cell = a_cell(old, "Chi bộ thôn Đông")
    a_change("moved", cell, date(2025, 7, 1), new)
    a_change("renamed", cell, date(2026, 1, 1), new_name="Chi bộ thôn Đông 1")
    client = sign_in("clerk", province)

    def page(day):
        return client.get(reverse("unit", args=[cell.pk]), {"ngay": day})

    then = page("2025-06-30")
    assert then.context["standing"].name == "Chi bộ thôn Đông"
    assert then.context["superior"][0] == "Đảng ủy xã Cũ"
    assert "nay là Chi bộ thôn Đông 1" in then.content.decode()
    assert page("2025-07-01").context["superior"][0] == "Đảng ủy xã Mới"
    assert page("2026-01-01").context["standing"].name == "Chi bộ thôn Đông 1"


def test_a_unit_that_was_not_there_yet_or_no_more_says_so_with_the_day(sign_in):
    commune = a_commune(founded_on=date(2020, 1, 31))
    gone = a_cell(commune, "Chi bộ thôn Cũ", ended_before=date(2025, 7, 1))
    client = sign_in("clerk", commune)
    early = client.get(reverse("unit", args=[commune.pk]), {"ngay": "2020-01-30"})
    assert "có từ ngày 31/01/2020" in early.content.decode()
    first = client.get(reverse("unit", args=[commune.pk]), {"ngay": "2020-01-31"})
    assert first.context["standing"].name == commune.name
    late = client.get(reverse("unit", args=[gone.pk]), {"ngay": "2025-07-01"})
    assert "kết thúc từ ngày 01/07/2025" in late.content.decode()
    last = client.get(reverse("unit", args=[gone.pk]), {"ngay": "2025-06-30"})
    assert last.context["standing"].name == "Chi bộ thôn Cũ"
    assert (
        client.get(reverse("members", args=[gone.pk]), {"ngay": "2025-07-01"}).context["rows"] == []
    )


def test_the_tree_of_a_day_opens_level_by_level_in_that_day(sign_in):
    commune, _east, west = _a_merger()
    client = sign_in("clerk", commune.parent)
    top = client.get(reverse("units"), {"ngay": BEFORE}).content.decode()
    assert f"{reverse('unit_branch', args=[commune.pk])}?ngay={BEFORE}" in top
    level = client.get(reverse("unit_branch", args=[commune.pk]), {"ngay": BEFORE}).content.decode()
    assert f"{reverse('unit', args=[west.pk])}?ngay={BEFORE}" in level
    level = client.get(reverse("unit_branch", args=[commune.pk]), {"ngay": AFTER}).content.decode()
    assert "Chi bộ thôn Tây" not in level


def test_what_moved_to_another_commune_is_counted_for_the_old_one_and_not_named(sign_in):
    province = a_province()
    old, new = a_commune(province, "Xã Cũ"), a_commune(province, "Xã Mới")
    cell = a_cell(old, "Chi bộ thôn Đông")
    a_member(cell, "Nguyễn Văn An")
    a_change("moved", cell, date(2025, 7, 1), new)
    address, asked = reverse("unit", args=[old.pk]), {"ngay": "2025-06-30"}
    page = sign_in("clerk", old).get(address, asked)
    assert (page.context["level"].total, page.context["level"].elsewhere) == (1, 1)
    assert "Chi bộ thôn Đông" not in page.content.decode()
    assert page.context["members"] == 1
    assert _links(sign_in("clerk", province).get(address, asked)) == ["Chi bộ thôn Đông"]
    ours = sign_in("clerk", new).get(reverse("unit", args=[cell.pk]), asked)
    assert ours.context["standing"].parent_id == old.pk
    assert "Xã Cũ" not in ours.content.decode()


def test_another_communes_clerk_finds_nothing_on_any_day(sign_in):
    province = a_province()
    ours, theirs = a_commune(province), a_commune(province)
    cell = a_cell(theirs)
    member = a_member(cell)
    client = sign_in("clerk", ours)
    for address in (
        reverse("unit", args=[theirs.pk]),
        reverse("unit_branch", args=[theirs.pk]),
        reverse("members", args=[cell.pk]),
        reverse("members_counted", args=[cell.pk]),
        reverse("member", args=[member.pk]),
    ):
        for asked in ({}, {"ngay": "2025-06-30"}):
            assert client.get(address, asked).status_code == 404


def test_a_member_of_the_cell_sees_no_people_on_a_past_day_either(sign_in):
    cell = a_cell(a_commune())
    member = a_member(cell)
    client = sign_in("member", cell, member)
    page = client.get(reverse("unit", args=[cell.pk]), {"ngay": "2025-06-30"})
    assert (page.context["members"], page.context["meetings"]) == (None, [])
    assert client.get(reverse("members", args=[cell.pk]), {"ngay": "2025-06-30"}).status_code == 403
    own = client.get(reverse("member", args=[member.pk]), {"ngay": "2025-06-30"})
    assert own.status_code == 200


def test_pages_of_a_day_ask_as_often_for_thirty_as_for_one(sign_in, django_assert_num_queries):
    province = a_province()
    commune = a_commune(province)
    client = sign_in("clerk", province)
    asked = {"ngay": BEFORE}

    def ask():
        with django_assert_num_queries(6):
            client.get(reverse("units"), asked)
        with django_assert_num_queries(5):
            client.get(reverse("unit_branch", args=[commune.pk]), asked)
        with django_assert_num_queries(10):
            page = client.get(reverse("unit", args=[commune.pk]), asked)
        with django_assert_num_queries(8):
            client.get(reverse("members", args=[commune.pk]), asked)
        with django_assert_num_queries(7):
            client.get(reverse("members_counted", args=[commune.pk]), asked)
        return page

    cell = a_cell(commune)
    a_member(cell)
    ask()
    for number in range(1, 30):
        a_commune(province, f"Xã {number}")
        cell = a_cell(commune, f"Chi bộ {number}")
        a_member(cell, f"Nguyễn Văn {number}")
        a_change("renamed", cell, MERGED, new_name=f"Chi bộ số {number}")
        a_held_meeting(cell)
    assert ask().context["members"] == 30


def test_the_units_of_today_are_asked_for_exactly_as_before(sign_in, django_assert_num_queries):
    commune = a_commune()
    a_cell(commune)
    client = sign_in("clerk", commune)
    with django_assert_num_queries(5):
        client.get(reverse("units"))
    assert Unit.objects.unscoped("test").count() == 2
