"""The day a page is looked at: what an address may say, and what is said of one that cannot be."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from chibo.web.days import looked_at
from tests.factories import a_cell, a_commune

pytestmark = pytest.mark.django_db
TODAY = "2026-11-21"


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is(TODAY)


def _looked(**query):
    return looked_at(RequestFactory().get("/", query))


@pytest.mark.parametrize("written", ["2025-06-30", "30/06/2025", "30-6-2025"])
def test_a_day_is_read_as_people_and_as_addresses_write_it(written):
    found = _looked(ngay=written)
    assert (str(found.day), found.is_today, found.refused) == ("2025-06-30", False, "")


def test_without_a_day_and_with_that_of_today_the_page_is_that_of_today():
    for found in (_looked(), _looked(ngay=""), _looked(ngay="21/11/2026")):
        assert (str(found.day), found.is_today, found.refused) == (TODAY, True, "")
        assert found.keep("/to-chuc/1/") == "/to-chuc/1/"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("29/02/2025", "“29/02/2025” không phải một ngày có trong lịch"),
        ("2025-02-29", "không phải một ngày có trong lịch"),
        ("31/06/2025", "không phải một ngày có trong lịch"),
        ("hôm qua", "“hôm qua” không phải một ngày có trong lịch"),
        ("22/11/2026", "Ngày 22/11/2026 chưa tới"),
        ("02/02/1930", "trước ngày thành lập Đảng 03/02/1930"),
    ],
)
def test_a_day_that_cannot_be_shown_is_refused_with_a_sentence_and_today_is_shown(written, told):
    found = _looked(ngay=written)
    assert found.is_today
    assert told in found.refused
    assert "Trang này đang cho xem hôm nay" in found.refused


def test_the_29th_of_february_of_a_leap_year_is_a_day():
    assert str(_looked(ngay="29/02/2024").day) == "2024-02-29"


def test_links_keep_the_day_and_the_way_back_keeps_the_rest_of_the_address():
    found = _looked(ngay="30/06/2025", xem="chua", trang="3")
    assert found.keep("/a/") == "/a/?ngay=2025-06-30"
    assert found.keep("/a/?xem=co") == "/a/?xem=co&ngay=2025-06-30"
    assert found.today_address == "?xem=chua"


def test_the_page_says_which_day_it_shows_and_leads_back_to_today(sign_in):
    commune = a_commune(name="Đảng ủy xã Hòa Bình")
    cell = a_cell(commune)
    client = sign_in("clerk", commune)
    address = reverse("unit", args=[commune.pk])
    today = client.get(address).content.decode()
    assert "Đang xem tại ngày" not in today
    assert "Xem tại ngày" in today
    then = client.get(address, {"ngay": "2025-06-30"}).content.decode()
    assert "Đang xem tại ngày <b>30/06/2025</b>" in then
    assert 'href="?">Về hôm nay' in then
    assert f'{reverse("unit", args=[cell.pk])}?ngay=2025-06-30"' in then


def test_a_wrong_day_shows_todays_page_with_a_sentence(sign_in):
    commune = a_commune()
    page = sign_in("clerk", commune).get(reverse("unit", args=[commune.pk]), {"ngay": "29/02/2025"})
    assert page.status_code == 200
    assert "“29/02/2025” không phải một ngày có trong lịch" in page.content.decode()
    assert page.context["may"]["correct"]


def test_what_an_address_says_is_shown_as_text(sign_in):
    commune = a_commune()
    asked = {"ngay": "<script>alert(1)"}
    page = sign_in("clerk", commune).get(reverse("unit", args=[commune.pk]), asked)
    assert "<script>alert(1)" not in page.content.decode()


@pytest.mark.parametrize("name", ["unit", "members"])
def test_nothing_is_offered_to_be_written_on_a_past_day(sign_in, name):
    cell = a_cell(a_commune())
    page = sign_in("clerk", cell.parent).get(reverse(name, args=[cell.pk]), {"ngay": "2025-06-30"})
    content = page.content.decode().split("<main")[1].split("</main")[0]
    assert "/sua/" not in content
    assert 'method="post"' not in content
