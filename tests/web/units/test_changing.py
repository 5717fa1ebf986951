"""The pages of a unit's history and of decisions about it."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from chibo.areas.organisation.models import Unit, UnitChange
from tests.factories import a_cell, a_commune, a_member, a_province

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-21")


def sent(client, address, **typed):
    return client.post(address, {"once": str(uuid.uuid4()), **typed})


def test_a_clerk_merges_two_cells_sees_it_in_the_history_and_takes_it_back(sign_in):
    commune = a_commune(a_province())
    cell, other = a_cell(commune), a_cell(commune, "Chi bộ thôn Đoài")
    a_member(cell)
    client = sign_in("clerk", commune)
    address = reverse("unit_change", args=[cell.pk, "merged"])
    page = client.get(address)
    assert page.context["along"].members == 1
    told = {"version": 1, "on": "01/11/2026", "decision_number": "15-QĐ/ĐU"}
    assert sent(client, address, **told, receiver=other.code).status_code == 302
    text = client.get(reverse("unit_history", args=[cell.pk])).content.decode()
    assert "15-QĐ/ĐU" in text
    assert "Chi bộ thôn Đoài" in text
    change = UnitChange.objects.unscoped("test").get()
    sent(client, reverse("unit_change_undo", args=[change.pk]), version=change.version)
    cell.refresh_from_db()
    assert cell.heir is None
    assert not UnitChange.objects.unscoped("test").exists()


def test_what_is_missing_stands_on_the_form_with_its_clause(sign_in):
    province = a_province()
    cell = a_cell(province, kind="chi_bo_co_so")
    client = sign_in("clerk", province)
    address = reverse("unit_change", args=[cell.pk, "upgraded"])
    answer = sent(client, address, version=1, on="01/11/2026", new_name="Đảng bộ Mới")
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "đảng bộ cơ sở cần từ 30" in said
    summary = said[said.index('id="error-summary"') :]
    assert "/quy-dinh/" in summary[: summary.index("</ul>")], "the clause leads to its rule"
    assert sent(
        client, address, version=1, on="01/11/2026", new_name="Đảng bộ Mới", has_consent="on"
    ).status_code == 302  # fmt: skip


def test_a_cell_is_split_in_two_and_one_is_founded(sign_in):
    commune = a_commune(a_province())
    cell = a_cell(commune)
    client = sign_in("clerk", commune)
    typed = {"first_code": "A", "first_name": "Chi bộ A", "second_code": "B", "second_name": "Bê"}
    Unit.objects.unscoped("test").filter(pk=cell.pk).update(areas=["Thôn Đông", "Thôn Tây"])
    split = reverse("unit_change", args=[cell.pk, "split"])
    typed["first_areas"] = "thôn tây"
    assert sent(client, split, version=1, on="01/11/2026", **typed).status_code == 302
    found = reverse("unit_found", args=[commune.pk])
    told = {"on": "01/11/2026", "code": "C", "name": "Chi bộ C", "kind": "chi_bo_truc_thuoc"}
    assert client.get(found).status_code == 200
    assert sent(client, found, **told, full_members=2).status_code == 422
    assert sent(client, found, **told, full_members=3).status_code == 302
    units = Unit.objects.unscoped("test").filter(code__in="ABC", founded_on=date(2026, 11, 1))
    assert units.count() == 3
    assert {unit.code: unit.areas for unit in units if unit.areas} == {
        "A": ["Thôn Tây"],
        "B": ["Thôn Đông"],
    }


def test_a_superior_reads_the_history_and_changes_nothing(sign_in):
    commune = a_commune(a_province())
    cell = a_cell(commune)
    client = sign_in("superior", commune)
    page = client.get(reverse("unit_history", args=[cell.pk]))
    assert page.status_code == 200
    assert page.context["kinds"] == []
    assert client.get(reverse("unit_change", args=[cell.pk, "renamed"])).status_code == 403


def test_the_history_takes_as_many_look_ups_for_many_changes_as_for_one(
    sign_in, django_assert_num_queries
):
    commune = a_commune(a_province())
    cell = a_cell(commune)
    client = sign_in("clerk", commune)
    address = reverse("unit_change", args=[cell.pk, "renamed"])

    def rename(number):
        version = Unit.objects.unscoped("test").get(pk=cell.pk).version
        day = f"{number:02d}/10/2026"
        sent(client, address, version=version, on=day, new_name=f"Chi bộ {number}")

    def look():
        with django_assert_num_queries(10):
            return client.get(reverse("unit_history", args=[cell.pk]))

    rename(1)
    look()
    for number in range(2, 20):
        rename(number)
    assert len(look().context["history"].changes) == 19
