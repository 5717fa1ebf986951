"""Finding units, people and pages without accents, only in one's own part."""

from datetime import date

import pytest
from django.urls import reverse

from chibo.areas.documents.models import PaperNumber
from chibo.areas.resolutions.models import Resolution
from tests.factories import a_cell, a_change, a_commune, a_held_meeting, a_member, a_province

pytestmark = pytest.mark.django_db


def _names(client, text, **more):
    return [row.name for row in client.get(reverse("search"), {"q": text}, **more).context["found"]]


def test_a_person_is_found_without_accents(sign_in):
    cell = a_cell(a_commune())
    a_member(cell, "Nguyễn Văn Thành")
    a_member(cell, "Nguyễn Văn Thanh Bình")
    found = _names(sign_in("secretary", cell), "nguyen van thanh")
    assert sorted(found) == ["Nguyễn Văn Thanh Bình", "Nguyễn Văn Thành"]


def test_nobody_outside_ones_part_is_found(sign_in):
    commune = a_commune()
    a_member(a_cell(commune, "Chi bộ thôn Tây"), "Nguyễn Văn Thành")
    assert _names(sign_in("secretary", a_cell(commune)), "thanh") == []


def test_units_and_pages_are_found_too(sign_in):
    province = a_province()
    a_cell(a_commune(province), "Chi bộ thôn Đông")
    client = sign_in("clerk", province)
    assert "Chi bộ thôn Đông" in _names(client, "thon dong")
    assert "Nhập bảng tính" in _names(client, "nhap bang")
    assert "Tài khoản" not in _names(client, "tai khoan")


def test_the_palette_gets_only_the_list(sign_in):
    cell = a_cell(a_commune())
    client = sign_in("secretary", cell)
    answer = client.get(reverse("search"), {"q": "dong"}, headers={"HX-Request": "true"})
    assert answer.content.decode().startswith('<ul class="found">')
    nothing = client.get(reverse("search"), {"q": "zzz"}, headers={"HX-Request": "true"})
    assert "Không tìm thấy gì khớp" in nothing.content.decode()


def test_as_many_queries_for_thirty_as_for_one(sign_in, django_assert_num_queries):
    commune = a_commune()
    client = sign_in("clerk", commune)
    cell = a_cell(commune, "Chi bộ thôn Dũng")

    def ask():
        with django_assert_num_queries(7):
            return _names(client, "dung")

    a_member(cell, "Lê Dũng")
    assert len(ask()) == 2
    for number in range(29):
        a_member(a_cell(commune, f"Chi bộ Dũng {number}"), f"Lê Dũng {number}")
    assert len(ask()) == 60


def test_a_field_for_a_unit_suggests_codes(sign_in):
    cell = a_cell(a_commune(), "Chi bộ thôn Đông", code="XHB-01")
    answer = sign_in("clerk", cell.parent).get(reverse("suggest_units"), {"unit": "thon do"})
    assert answer.content.decode().strip() == (
        '<option value="XHB-01 · Chi bộ thôn Đông">Đảng ủy xã Hòa Bình</option>'
    )


def test_a_paper_is_found_by_its_number(sign_in):
    meeting = a_held_meeting(a_cell(a_commune(), "Chi bộ thôn Đông"))
    resolution = Resolution.objects.create(meeting=meeting)
    PaperNumber.objects.create(
        unit=meeting.unit,
        paper_kind="NQ",
        org_code="CB",
        number=12,
        ref=resolution.ref,
        issued_on=meeting.held_on,
        title="Nghị quyết tháng 3",
        taken_at=meeting.closed_at,
    )
    client = sign_in("secretary", meeting.unit)
    for typed in ("12-NQ/CB", "số 12-nq"):
        (row,) = client.get(reverse("search"), {"q": typed}).context["found"]
        assert (row.name, row.href) == (
            "Số 12-NQ/CB",
            reverse("meeting_record", args=[meeting.pk]),
        )
    assert _names(sign_in("secretary", a_cell(a_commune())), "12-NQ/CB") == []


def test_a_unit_is_found_by_a_name_it_used_to_carry_and_on_a_day_by_the_name_of_it(
    sign_in, today_is
):
    today_is("2026-11-21")
    province = a_province()
    old, new = a_commune(province, "Đảng ủy xã Cũ"), a_commune(province, "Đảng ủy xã Mới")
    cell = a_cell(old, "Chi bộ thôn Đông", code="XC-07")
    member = a_member(cell, "Nguyễn Văn Thành", joined_on=date(2020, 5, 1))
    a_change("renamed", cell, date(2025, 7, 1), new_name="Chi bộ tổ dân phố Hai")
    a_change("moved", cell, date(2025, 7, 1), new)
    client = sign_in("clerk", province)

    def found(text, day=""):
        rows = client.get(reverse("search"), {"q": text, "ngay": day}).context["found"]
        return [(row.name, row.meta) for row in rows]

    now = "Chi bộ tổ dân phố Hai"
    assert found("thon dong") == [(now, "trước đây: Chi bộ thôn Đông · XC-07 · Đảng ủy xã Mới")]
    assert found("to dan pho hai") == [(now, "XC-07 · Đảng ủy xã Mới")]
    before = [("Chi bộ thôn Đông", f"XC-07 · Đảng ủy xã Cũ · nay là {now}")]
    assert found("thon dong", "2025-06-30") == found("xc-07", "2025-06-30") == before
    assert found("to dan pho hai", "2025-06-30") == []
    assert found("thon dong", "2025-07-01") == []
    (who,) = client.get(reverse("search"), {"q": "thanh", "ngay": "2025-06-30"}).context["found"]
    assert who.meta == "đảng viên · Chi bộ thôn Đông · sinh 1980"
    assert who.href == f"{reverse('member', args=[member.pk])}?ngay=2025-06-30"
    assert found("thanh", "2019-01-01")[0][1].startswith("ngày đó không ở chi bộ nào")
    options = client.get(reverse("suggest_units"), {"unit": "thon dong"}).content.decode()
    assert f'<option value="XC-07 · {now}">trước đây: Chi bộ thôn Đông</option>' in options
    assert _names(sign_in("superior", old), "thon dong") == []
