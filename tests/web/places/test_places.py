"""The pages of a commune's places and the cells that cover them."""

from datetime import date

import pytest
from django.urls import reverse

from chibo.areas.places.models import Place
from chibo.areas.posts.rollup.folding import fold_facts
from tests.factories import a_cell, a_commune, a_place, a_province

pytestmark = pytest.mark.django_db


def places_of(commune):
    return [str(place) for place in Place.objects.unscoped("test").filter(commune=commune)]


def test_a_commune_shows_its_places_the_uncovered_first_with_constant_queries(
    sign_in, django_assert_num_queries
):
    commune = a_commune()
    client = sign_in("clerk", commune)
    a_cell(commune, "Chi bộ thôn Đông", areas=["Thôn Đông"])
    a_place(commune, "Thôn Đông")
    a_place(commune, "Thôn Tây")

    def ask():
        with django_assert_num_queries(8):
            return client.get(reverse("places", args=[commune.pk]))

    page = ask()
    assert [str(row.place) for row in page.context["page"]] == ["Thôn Tây", "Thôn Đông"]
    for number in range(30):
        a_cell(commune, f"Chi bộ thôn {number}", areas=[f"Thôn {number}", "Thôn Lạ"])
        a_place(commune, f"Thôn {number}")
    page = ask()
    assert page.context["covered"] == 31
    assert page.context["total"] == 32
    assert "96,9%" in page.content.decode()


def test_each_figure_opens_its_list(sign_in):
    commune = a_commune()
    client = sign_in("clerk", commune)
    a_cell(commune, areas=["Thôn Đông"])
    a_place(commune, "Thôn Đông")
    a_place(commune, "Thôn Tây")
    address = reverse("places", args=[commune.pk])
    shown = {
        which: [str(row.place) for row in client.get(f"{address}?xem={which}").context["page"]]
        for which in ("co", "chua", "tat-ca")
    }
    assert shown == {
        "co": ["Thôn Đông"],
        "chua": ["Thôn Tây"],
        "tat-ca": ["Thôn Tây", "Thôn Đông"],
    }


def test_the_province_sees_the_sum_each_commune_and_the_places_without_a_cell(
    sign_in, django_assert_num_queries
):
    province = a_province()
    client = sign_in("superior", province)
    first, second = a_commune(province, "Xã A"), a_commune(province, "Xã B")
    a_cell(first, areas=["Thôn 1"])
    a_place(first, "Thôn 1")
    a_place(second, "Thôn 1")
    fold_facts()
    with django_assert_num_queries(14):
        page = client.get(reverse("places", args=[province.pk]))
    assert [(row.name, row.sums.covered, row.sums.total) for row in page.context["rows"]] == [
        ("Xã A", 1, 1),
        ("Xã B", 0, 1),
    ]
    assert [row.place.commune.name for row in page.context["without"]] == ["Xã B"]
    assert not page.context["may_change"]


def test_the_page_of_a_past_day_shows_that_day(sign_in):
    commune = a_commune()
    a_place(commune, "Thôn 1", ends_before=date(2026, 7, 1))
    client = sign_in("clerk", commune)
    address = reverse("places", args=[commune.pk])
    assert client.get(address).context["total"] == 0
    assert client.get(f"{address}?ngay=30/06/2026").context["total"] == 1
    assert client.get(f"{address}?ngay=xyz").context["is_today"]


def test_the_clerk_pastes_a_list_and_sending_it_twice_adds_it_once(sign_in, form):
    commune = a_commune()
    client = sign_in("clerk", commune)
    typed = form(names="1. Thôn Đông\n2. Tây", kind="thon", starts_on="")
    for _ in range(2):
        answer = client.post(reverse("places_add", args=[commune.pk]), typed)
        assert answer.headers["Location"] == reverse("places", args=[commune.pk])
    assert places_of(commune) == ["Thôn Đông", "Thôn Tây"]


def test_places_of_a_province_are_refused_with_where_to_go(sign_in, form):
    province = a_province()
    answer = sign_in("clerk", province).post(
        reverse("places_add", args=[province.pk]), form(names="Thôn Đông", kind="thon")
    )
    assert answer.status_code == 422
    assert "đảng bộ xã, phường" in answer.content.decode()


def test_a_superior_reads_and_does_not_write(sign_in):
    commune = a_commune()
    place = a_place(commune)
    client = sign_in("superior", commune)
    assert client.get(reverse("place", args=[place.pk])).status_code == 200
    for name, pk in (("places_add", commune.pk), ("place_correct", place.pk)):
        assert client.get(reverse(name, args=[pk])).status_code == 403


def test_names_of_the_cells_are_chosen_into_the_register(sign_in, form):
    commune = a_commune()
    a_place(commune, "Thôn Đông")
    a_cell(commune, "Chi bộ liên thôn", areas=["Thon Dong", "Thôn Tây"])
    client = sign_in("clerk", commune)
    address = reverse("places_proposed", args=[commune.pk])
    field = client.get(address).context["form"]["keys"]
    assert [label for _key, label in field.field.choices] == [
        "Thôn Dong – ghi ở Chi bộ liên thôn; có thể chính là Thôn Đông đã có, "
        "khi đó hãy sửa Địa bàn của chi bộ",
        "Thôn Tây – ghi ở Chi bộ liên thôn",
    ]
    assert len(field.field.initial) == 1
    client.post(address, form(keys=field.field.initial))
    assert places_of(commune) == ["Thôn Đông", "Thôn Tây"]
    nothing = client.post(address, form(keys=[]))
    assert nothing.status_code == 422


def test_a_place_is_corrected_and_two_at_once_are_shown_side_by_side(sign_in, form):
    commune = a_commune()
    place = a_place(commune, "Thôn Tay")
    first, second = sign_in("clerk", commune), sign_in("clerk", commune)
    address = reverse("place_correct", args=[place.pk])
    typed = {"version": 1, "kind": "thon", "name": "Tây", "code": "", "starts_on": ""}
    first.post(address, form(**typed))
    answer = second.post(address, form(**{**typed, "name": "Tầy"}))
    assert answer.status_code == 422
    (row,) = answer.context["conflicts"]
    assert (row.mine, row.theirs) == ("Tầy", "Tây")
    assert places_of(commune) == ["Thôn Tây"]


def test_two_places_merge_and_the_merger_is_taken_back(sign_in, form):
    commune = a_commune()
    one, two = a_place(commune, "Thôn 1"), a_place(commune, "Thôn 2")
    client = sign_in("clerk", commune)
    answer = client.post(
        reverse("place_replace", args=[one.pk]),
        form(kind="thon", name="Mới", code="", on="01/07/2026", others=[two.pk]),
    )
    made = Place.objects.unscoped("test").get(name="Mới")
    assert answer.headers["Location"] == reverse("place", args=[made.pk])
    shown = client.get(answer.headers["Location"]).context["came_of"]
    assert [str(place) for place in shown] == ["Thôn 1", "Thôn 2"]
    refused = client.post(reverse("place_remove", args=[one.pk]), form(version=2))
    assert refused.headers["Location"] == reverse("place", args=[one.pk])
    client.post(reverse("place_remove", args=[made.pk]), form(version=1))
    assert places_of(commune) == ["Thôn 1", "Thôn 2"]


def test_the_page_of_a_body_leads_to_its_places(sign_in):
    commune = a_commune()
    page = sign_in("clerk", commune).get(reverse("unit", args=[commune.pk]))
    assert reverse("places", args=[commune.pk]) in page.content.decode()


def test_a_button_with_a_spoilt_version_is_refused_in_words(sign_in, form):
    commune = a_commune()
    place = a_place(commune)
    address = reverse("place_remove", args=[place.pk])
    answer = sign_in("clerk", commune).post(address, form(version="x1"), follow=True)
    assert answer.status_code == 200
    assert 'class="notice notice-refusal"' in answer.content.decode()
