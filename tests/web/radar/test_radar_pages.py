"""The radar on the overview and on its own page."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from chibo.areas.access.roles import roles
from chibo.areas.indicators.actions import fold
from chibo.areas.notices.models import Notice
from chibo.areas.radar.queries import Hit
from chibo.areas.radar.rules import rules
from chibo.core.periods import Month
from chibo.web.radar.ways import ways
from tests.factories import a_cell, a_commune, a_member, a_post, an_actor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("CHIBO_TODAY", TODAY.isoformat())


@pytest.fixture
def commune():
    commune = a_commune(founded_on=date(2010, 1, 1))
    cell = a_cell(commune, "Chi bộ thôn Đông", founded_on=date(2010, 1, 1))
    a_post(a_member(cell, "Nguyễn Văn An", joined_on=date(2025, 1, 1)), "Bí thư")
    fold(today=TODAY)
    return commune


def test_a_hit_says_why_and_leads_to_records_and_to_what_can_be_done(sign_in, commune):
    client = sign_in("clerk", commune)
    page = client.get(reverse("unit_radar", args=[commune.pk]), {"quy-tac": "few_full"})
    (row,) = page.context["rows"]
    assert [link.label for link in row.hits[0].links] == [
        "Danh sách đảng viên",
        "Phương án sắp xếp",
        "Nhắc đơn vị",
        "Đã biết lý do",
    ]
    said = page.content.decode()
    assert "Đang có 1 đảng viên chính thức." in said
    assert "không xếp hạng" in said
    assert "Nguyễn Văn An" not in said
    first = client.get(reverse("radar_first", args=[commune.pk])).content.decode()
    assert "Chi bộ thôn Đông" in first
    assert reverse("radar_first", args=[commune.pk]) in client.get("/tong-quan/").content.decode()


SEES_IT = [role for role in roles().values() if "overview.view" in role.permissions]


@pytest.mark.parametrize("role", SEES_IT, ids=lambda role: role.code)
def test_every_rule_leads_whoever_sees_it_to_records_and_to_something_they_may_do(
    sign_in, commune, role
):
    cell = commune.children.unscoped("a test").get()
    place = cell if role.kinds == "cell" else commune
    actor, client = an_actor(role.code, place), sign_in(role.code, place)
    opened = set()
    for rule in rules(TODAY):
        months = (Month(2026, 1), Month(2026, 2))
        hit = Hit(rule, None, "", months if rule.code in ("silent", "reports_late") else ())
        links = ways(actor, cell, hit, TODAY)
        assert {link.is_action for link in links} == {True, False}, rule.code
        opened |= {link.href for link in links}
    missed = {f"/chi-bo/{cell.pk}/thang/2026-0{month}/" for month in (1, 2)}
    assert missed <= opened
    assert {href: client.get(href).status_code for href in opened} == dict.fromkeys(opened, 200)


def test_whoever_looks_from_above_reminds_the_cell_once_a_day(sign_in, commune, form):
    cell = commune.children.unscoped("a test").get()
    address = reverse("hit_remind", args=[cell.pk, "few_full"])
    client = sign_in("overseer", commune)
    nobody = client.post(address, form(nhac=1))
    assert (nobody.status_code, Notice.objects.unscoped("a test").count()) == (422, 0)
    secretary = sign_in("secretary", cell)
    done = client.post(address, form(nhac=1), follow=True).content.decode()
    assert "Đã nhắc 1 tài khoản của đơn vị." in done
    again = client.post(address, form(nhac=1))
    assert "Hôm nay đã nhắc đơn vị việc này." in again.content.decode()
    (notice,) = Notice.objects.unscoped("a test")
    leads = secretary.post(reverse("notice_open", args=[notice.pk]), form())
    assert leads.headers["Location"] == reverse("unit_radar", args=[cell.pk])
    silent = reverse("hit_remind", args=[cell.pk, "silent"])
    assert client.post(silent, form(nhac=1)).status_code == 422, "it does not fit"
    assert secretary.get(address).status_code == 403


def test_the_list_goes_into_a_workbook(sign_in, commune):
    answer = sign_in("clerk", commune).get(
        reverse("unit_radar", args=[commune.pk]), {"quy-tac": "few_full", "dang": "xlsx"}
    )
    sheet = load_workbook(BytesIO(answer.content)).active
    assert [cell.value for cell in sheet[2]][1:5] == [
        "Chi bộ thôn Đông",
        commune.name,
        "Dưới 3 đảng viên chính thức",
        "Đang có 1 đảng viên chính thức.",
    ]


def test_nobody_else_sees_it_and_an_empty_one_teaches(sign_in, commune):
    elsewhere = a_commune(name="Đảng ủy xã Khác", founded_on=date(2010, 1, 1))
    address = reverse("unit_radar", args=[commune.pk])
    assert sign_in("clerk", elsewhere).get(address).status_code == 404
    page = sign_in("clerk", commune).get(address, {"quy-tac": "term_ending"})
    assert "Ở đây sẽ là các chi bộ lâu không họp" in page.content.decode()


def test_a_hit_that_is_known_says_why_and_who_said_so(sign_in, commune, form):
    client = sign_in("clerk", commune)
    (row,) = client.get(reverse("unit_radar", args=[commune.pk]), {"quy-tac": "few_full"}).context[
        "rows"
    ]
    address = reverse("hit_known", args=[row.named.unit.pk, "few_full"])
    wrong = client.post(address, form(reason="Chờ sáp nhập", until="20/03/2026"))
    assert (wrong.status_code, "Hãy chọn một ngày sau hôm nay" in wrong.content.decode()) == (
        422,
        True,
    )
    done = client.post(address, form(reason="Chờ sáp nhập", until="01/05/2026"), follow=True)
    said = done.content.decode()
    assert "Chờ sáp nhập" in said
    assert "đến 01/05/2026" in said
    forget = reverse("hit_forget", args=[row.named.unit.pk, "few_full"])
    assert "Chờ sáp nhập" not in client.post(forget, form(), follow=True).content.decode()


def test_each_rule_has_its_count_and_one_that_fits_most_cells_is_a_line(sign_in, commune):
    for number in range(9):
        a_member(a_cell(commune, f"Chi bộ {number}"), f"Người {number}")
    late = a_cell(commune, "Chi bộ đông")
    for number in range(3):
        a_member(late, f"Đảng viên {number}", joined_on=date(2020, 1, 1))
    fold(today=TODAY)
    client, address = sign_in("clerk", commune), reverse("unit_radar", args=[commune.pk])
    page = client.get(address)
    counted = {each.rule.code: (each.units, each.of) for each in page.context["counted"]}
    assert (counted["few_full"], counted["silent"]) == ((10, 11), (0, 11))
    said = page.content.decode()
    assert "10 trên 11 chi bộ" in said
    assert '<a href="?quy-tac=few_full">' in said
    assert "?quy-tac=silent" not in said, "nothing behind it"
    listed = {hit.hit.rule.code for row in page.context["rows"] for hit in row.hits}
    assert "few_full" not in listed
    only = client.get(address, {"quy-tac": "few_full"})
    assert len(only.context["rows"]) == 10
    assert '?quy-tac=few_full" aria-current="page"' in only.content.decode()
    file = client.get(address, {"dang": "xlsx"})
    rows = load_workbook(BytesIO(file.content)).active.iter_rows(min_row=2, values_only=True)
    assert sum(row[3] == "Dưới 3 đảng viên chính thức" for row in rows) == 10, "nothing folded"
