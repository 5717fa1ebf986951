"""The pages of who follows which unit."""

from datetime import date

import pytest
from django.urls import reverse

from chibo.areas.oversight.models import Overseeing
from chibo.web.posts.fields import named_member
from tests.factories import (
    a_cell,
    a_commune,
    a_held_meeting,
    a_member,
    a_province,
    an_overseer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-21")


def held():
    rows = Overseeing.objects.unscoped("test").order_by("id")
    return [(row.member.full_name, row.unit.name, row.is_lead, row.ends_before) for row in rows]


def test_the_board_shows_gaps_first_with_the_reason_and_constant_queries(
    sign_in, django_assert_num_queries
):
    commune = a_commune()
    client = sign_in("clerk", commune)
    office = a_cell(commune, "Chi bộ cơ quan", cell_type="agency")
    an_overseer(a_member(office, "Nguyễn Văn An"), office)

    def ask():
        with django_assert_num_queries(8):
            return client.get(reverse("overseers", args=[commune.pk]))

    ask()
    for number in range(30):
        cell = a_cell(commune, f"Chi bộ thôn {number}")
        if number:
            an_overseer(a_member(office, f"Trần Văn {number}"), cell)
    page = ask()
    assert page.context["page"][0].unit.name == "Chi bộ thôn 0"
    assert page.context["page"][0].why == "Chưa giao cho ai."
    assert (page.context["followed"], len(page.context["board"].rows)) == (30, 31)


def test_who_follows_whom_is_counted_by_name_not_ranked(sign_in):
    commune = a_commune()
    cells = [a_cell(commune) for _ in range(3)]
    binh, an = a_member(cells[0], "Trần Thị Bình"), a_member(cells[0], "Nguyễn Văn An")
    an_overseer(an, cells[0])
    for cell in cells[1:]:
        an_overseer(binh, cell)
    page = sign_in("clerk", commune).get(reverse("overseers", args=[commune.pk]))
    assert [(w.member.full_name, w.units) for w in page.context["workloads"]] == [
        ("Nguyễn Văn An", 1),
        ("Trần Thị Bình", 2),
    ]


def test_a_cell_s_board_is_its_own_overseers(sign_in):
    cell = a_cell(a_commune())
    client = sign_in("secretary", cell)
    answer = client.get(reverse("overseers", args=[cell.pk]))
    assert answer.headers["Location"] == reverse("unit_overseers", args=[cell.pk])
    page = client.get(answer.headers["Location"])
    assert "Chưa có ai phụ trách" in page.content.decode()
    assert not page.context["may_assign"]


def test_the_clerk_assigns_and_a_second_click_assigns_once(sign_in, form):
    commune = a_commune()
    cell = a_cell(commune, "Chi bộ thôn Đông")
    person = a_member(cell, "Nguyễn Văn An")
    client = sign_in("clerk", commune)
    typed = form(member=named_member(person), starts_on="01/11/2026", lead="1", decision="15-QĐ")
    for _ in range(2):
        answer = client.post(reverse("overseer_assign", args=[cell.pk]), typed)
        assert answer.headers["Location"] == reverse("unit_overseers", args=[cell.pk])
    assert held() == [("Nguyễn Văn An", "Chi bộ thôn Đông", True, None)]
    unit = client.get(reverse("unit", args=[cell.pk])).content.decode()
    assert "Nguyễn Văn An" in unit
    person_page = client.get(reverse("member", args=[person.pk])).content.decode()
    assert reverse("overseer", args=[person.pk]) in person_page


def test_a_second_lead_is_refused_beside_the_form(sign_in, form):
    commune = a_commune()
    cell = a_cell(commune)
    an_overseer(a_member(cell, "Nguyễn Văn An"), cell)
    other = a_member(cell, "Trần Thị Bình")
    answer = sign_in("clerk", commune).post(
        reverse("overseer_assign", args=[cell.pk]),
        form(member=named_member(other), starts_on="01/11/2026", lead="1", decision=""),
    )
    assert answer.status_code == 422
    assert "người phụ trách chính" in answer.content.decode()


def test_the_commune_does_not_choose_who_follows_it(sign_in):
    province = a_province()
    commune = a_commune(province)
    client = sign_in("clerk", commune)
    assert client.get(reverse("overseer_assign", args=[commune.pk])).status_code == 403
    page = client.get(reverse("unit_overseers", args=[commune.pk]))
    assert not page.context["may_assign"]


def test_an_assignment_ends_and_stays_in_the_history(sign_in, form):
    commune = a_commune()
    cell = a_cell(commune, "Chi bộ thôn Đông")
    row = an_overseer(a_member(cell, "Nguyễn Văn An"), cell)
    client = sign_in("clerk", commune)
    client.post(reverse("overseer_end", args=[row.pk]), form(version=1, ends_before="01/11/2026"))
    assert held() == [("Nguyễn Văn An", "Chi bộ thôn Đông", True, date(2026, 11, 1))]
    page = client.get(reverse("unit_overseers", args=[cell.pk]))
    assert page.context["overseers"] == []
    assert [row.member.full_name for row in page.context["past"]] == ["Nguyễn Văn An"]


def test_two_corrections_at_once_are_shown_side_by_side(sign_in, form):
    commune = a_commune()
    cell = a_cell(commune)
    row = an_overseer(a_member(cell), cell)
    address = reverse("overseer_correct", args=[row.pk])
    typed = {"version": 1, "starts_on": "01/07/2025", "lead": "1", "ends_before": ""}
    sign_in("clerk", commune).post(address, form(**typed, decision="15-QĐ/ĐU"))
    answer = sign_in("clerk", commune).post(address, form(**typed, decision="16-QĐ/ĐU"))
    assert answer.status_code == 422
    (conflict,) = answer.context["conflicts"]
    assert (conflict.mine, conflict.theirs) == ("16-QĐ/ĐU", "15-QĐ/ĐU")


def test_who_leaves_hands_over_and_the_button_takes_it_back(sign_in, form):
    commune = a_commune()
    cells = [a_cell(commune, f"Chi bộ thôn {number}") for number in range(2)]
    an, binh = a_member(cells[0], "Nguyễn Văn An"), a_member(cells[0], "Trần Thị Bình")
    for cell in cells:
        an_overseer(an, cell)
    client = sign_in("clerk", commune)
    answer = client.post(
        reverse("overseer_hand_over", args=[commune.pk]),
        form(giver=an.pk, receiver=named_member(binh), on="01/11/2026", decision=""),
    )
    page = client.get(answer.headers["Location"])
    assert "Đã chuyển 2 đơn vị từ Nguyễn Văn An sang Trần Thị Bình." in page.content.decode()
    undo = reverse("hand_over_undo", args=[commune.pk, an.pk, binh.pk, "2026-11-01"])
    assert undo in page.content.decode()
    client.post(undo, form())
    assert held() == [("Nguyễn Văn An", f"Chi bộ thôn {number}", True, None) for number in range(2)]
    again = client.get(client.post(undo, form()).headers["Location"])
    assert "Không hoàn tác được" in again.content.decode()


def test_an_overseer_sees_their_units_with_the_months_they_may_look_at(
    sign_in, django_assert_num_queries
):
    commune = a_commune()
    cell = a_cell(commune, "Chi bộ thôn Đông")
    a_held_meeting(cell, date(2026, 11, 5))
    person = a_member(cell, "Nguyễn Văn An")
    an_overseer(person, cell)
    superior = sign_in("superior", commune, person)
    with django_assert_num_queries(9):
        page = superior.get(reverse("overseer", args=[person.pk]))
    assert page.context["is_own"]
    assert "Chi bộ thôn Đông" in page.context["cell_picture"]
    assert "Xem 1 đơn vị" in superior.get(reverse("own")).content.decode()
    for number in range(10):
        an_overseer(person, a_cell(commune, f"Chi bộ {number}"))
    with django_assert_num_queries(9):
        superior.get(reverse("overseer", args=[person.pk]))


def test_an_overseer_without_a_role_sees_the_list_alone(sign_in):
    cell = a_cell(a_commune())
    person = a_member(cell)
    an_overseer(person, cell)
    page = sign_in(None, None, person).get(reverse("overseer", args=[person.pk]))
    assert [row.unit for row in page.context["running"]] == [cell]
    assert page.context["cell_picture"] is None


def test_the_committee_s_home_says_how_many_units_have_nobody(sign_in):
    commune = a_commune()
    one, _two = a_cell(commune), a_cell(commune, "Chi bộ thôn Tây")
    an_overseer(a_member(one), one)
    superior = sign_in("superior", commune)
    asked = reverse("overview_gaps", args=[commune.pk])
    assert f'hx-get="{asked}"' in superior.get(reverse("overview")).content.decode()
    page = superior.get(asked)
    assert (page.context["gaps"].units, page.context["gaps"].count) == (2, 1)
    assert "Chi bộ thôn Tây" in page.content.decode()
