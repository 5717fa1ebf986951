"""Concurrent posts on their pages."""

import pytest
from django.urls import reverse

from chibo.areas.posts.models import PostTarget
from chibo.areas.posts.rollup.folding import fold_facts
from tests.factories import a_cell, a_commune, a_member, a_post, a_province

pytestmark = pytest.mark.django_db
SHARE = "secretary_is_village_head_rate"


@pytest.fixture(autouse=True)
def the_day(today_is):
    today_is("2026-11-05")


@pytest.fixture
def commune():
    return a_commune(a_province())


def led(commune, name, *titles):
    cell = a_cell(commune, name, areas=[name.removeprefix("Chi bộ ")])
    person = a_member(cell, f"Người của {name}")
    for title in titles:
        a_post(person, title)
    return cell


def test_every_share_leads_to_its_list_and_to_its_target(sign_in, form, commune):
    led(commune, "Chi bộ thôn Đông", "Bí thư", "Trưởng thôn")
    led(commune, "Chi bộ thôn Tây", "Bí thư")
    fold_facts()
    client = sign_in("clerk", commune)
    page = reverse("concurrent_posts", args=[commune.pk])
    assert "50,0%" in client.get(page).content.decode()
    address = reverse("post_target", args=[commune.pk, SHARE])
    assert client.get(address).status_code == 200
    told = {"percent": "60", "by_on": "31/12/2026", "decision": "03-NQ/TU"}
    assert client.post(address, form(version="0", **told)).status_code == 302
    assert client.post(address, form(version="0", **{**told, "percent": "70"})).status_code == 422
    assert PostTarget.objects.unscoped("test").get().percent == 60
    shown = client.get(page).content.decode()
    assert "60% đến hết 31/12/2026" in shown
    assert "chưa đạt" in shown
    cells = reverse("village_cells", args=[commune.pk])
    for which, name in (("dat", "thôn Đông"), ("chua", "thôn Tây")):
        found = client.get(cells, {"ty-le": SHARE, "xem": which})
        assert [row.cell.name for row in found.context["page"].rows] == [f"Chi bộ {name}"]
    assert client.get(reverse("post_target", args=[commune.pk, "khac"])).status_code == 404


def test_people_clashes_and_gaps_are_lists_one_can_open(
    sign_in, commune, django_assert_num_queries
):
    client = sign_in("superior", commune)
    for count in (1, 20):
        for number in range(count):
            led(commune, f"Chi bộ thôn {count} {number}", "Bí thư", "Trưởng thôn")
            a_cell(commune, f"Chi bộ {count} {number} chưa có bí thư", cell_type="agency")
        fold_facts()
        with django_assert_num_queries(10):
            page = client.get(reverse("concurrent_posts", args=[commune.pk]))
        with django_assert_num_queries(10):
            people = client.get(reverse("several_posts", args=[commune.pk]))
        with django_assert_num_queries(8):
            gaps = client.get(reverse("post_oddity", args=[commune.pk, "no_secretary"]))
    assert page.context["several"] == 21
    assert "Trưởng thôn" in people.content.decode()
    assert "20 19 chưa có bí thư" in gaps.content.decode()
    assert reverse("post_target", args=[commune.pk, SHARE]) not in page.content.decode()
    unknown = client.get(reverse("post_oddity", args=[commune.pk, "khac"]))
    assert unknown.status_code == 404
