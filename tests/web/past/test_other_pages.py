"""Posts, overseers, villages and the overview on a day that has passed."""

from datetime import date

import pytest
from django.urls import reverse

from chibo.areas.indicators.actions import fold
from tests.factories import (
    a_cell,
    a_change,
    a_commune,
    a_held_meeting,
    a_member,
    a_place,
    a_post,
    a_province,
    an_overseer,
)

pytestmark = pytest.mark.django_db
CHANGED = date(2026, 7, 1)
BEFORE, AFTER = "2026-06-30", "2026-07-01"


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-21")


def _main(page):
    return page.content.decode().split("<main")[1].split("</main")[0]


def test_the_committee_of_a_day_is_who_sat_in_it_then_and_nothing_can_be_written(sign_in):
    commune = a_commune()
    cell = a_cell(commune)
    first, second = a_member(cell, "Nguyễn Văn An"), a_member(cell, "Trần Thị Bình")
    a_post(first, "Bí thư", commune, ends_before=CHANGED)
    a_post(second, "Bí thư", commune, starts_on=CHANGED)
    client = sign_in("clerk", commune)

    def holders(day):
        page = client.get(reverse("unit_posts", args=[commune.pk]), {"ngay": day})
        assert 'method="post"' not in _main(page)
        assert reverse("post_new", args=[commune.pk]) not in _main(page)
        return [post.member.full_name for post in page.context["posts"]]

    assert holders(BEFORE) == ["Nguyễn Văn An"]
    assert holders(AFTER) == ["Trần Thị Bình"]
    today = client.get(reverse("unit_posts", args=[commune.pk]))
    assert reverse("post_new", args=[commune.pk]) in _main(today)


def test_overseers_of_a_day_are_of_the_units_that_stood_below_then(sign_in):
    province = a_province()
    old, new = a_commune(province, "Xã Cũ"), a_commune(province, "Xã Mới")
    cell = a_cell(old, "Chi bộ thôn Đông")
    an_overseer(a_member(a_cell(old)), cell, starts_on=date(2026, 1, 1), ends_before=CHANGED)
    a_change("moved", cell, CHANGED, new)
    client = sign_in("superior", province)

    def rows(body, day):
        page = client.get(reverse("overseers", args=[body.pk]), {"ngay": day})
        assert not page.context["may_assign"]
        found = {row.unit.unit_id: len(row.overseers) for row in page.context["board"].rows}
        return found.get(cell.pk)

    assert (rows(old, BEFORE), rows(new, BEFORE)) == (1, None)
    assert (rows(old, AFTER), rows(new, AFTER)) == (None, 0)
    page = client.get(reverse("unit_overseers", args=[cell.pk]), {"ngay": BEFORE})
    assert len(page.context["overseers"]) == 1
    assert f"?ngay={BEFORE}" in _main(page)


def test_the_village_register_of_a_day_leads_on_in_that_day(sign_in):
    province = a_province()
    commune = a_commune(province)
    a_place(commune, "Thôn 1", ends_before=CHANGED)
    fold(today=date(2026, 11, 21))
    client = sign_in("clerk", province)
    page = client.get(reverse("places", args=[province.pk]), {"ngay": BEFORE})
    assert page.context["total"] == 1
    assert f'{reverse("places", args=[commune.pk])}?ngay={BEFORE}"' in _main(page)
    below = client.get(reverse("places", args=[commune.pk]), {"ngay": BEFORE})
    assert not below.context["may_change"]


def test_the_overview_of_a_day_is_that_of_its_month_under_the_name_of_the_day(sign_in):
    province = a_province()
    commune = a_commune(province, "Đảng ủy xã Cũ")
    a_held_meeting(a_cell(commune), date(2026, 6, 5))
    a_change("renamed", commune, CHANGED, new_name="Đảng ủy xã Mới")
    client = sign_in("superior", province)
    address = reverse("overview_unit", args=[commune.pk])
    page = client.get(address, {"ngay": "2026-06-15"})
    assert (str(page.context["month"]), page.context["named"]) == ("2026-06", "Đảng ủy xã Cũ")
    assert not page.context["may_decide"]
    assert "?thang=2026-05" in _main(page)
    today = client.get(address)
    assert (str(today.context["month"]), today.context["named"]) == ("2026-11", "Đảng ủy xã Mới")
    by_month = client.get(address, {"thang": "2026-06"})
    assert by_month.context["looked_at"].is_today


@pytest.mark.parametrize("name", ["unit_posts", "overseers", "places", "overview_unit"])
def test_another_communes_clerk_is_refused_on_every_day(sign_in, name):
    province = a_province()
    ours, theirs = a_commune(province), a_commune(province)
    for asked in ({}, {"ngay": BEFORE}):
        answer = sign_in("superior", ours).get(reverse(name, args=[theirs.pk]), asked)
        assert answer.status_code == 404
