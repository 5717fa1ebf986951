"""Pages of targets and of classes: set, handed down, looked at; names only where allowed."""

from datetime import date, time

import pytest
from django.urls import reverse

from chibo.areas.targets.models import Target
from chibo.web.targets.forms import indicator_choices
from tests.factories import (
    a_cell,
    a_class,
    a_commune,
    a_held_meeting,
    a_member,
    a_province,
    a_target,
    an_enrolment,
)
from tests.factories.bulk import enrol, members_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-07-15")


@pytest.fixture
def commune():
    province = a_province(code="T")
    unit = a_commune(province, code="X")
    for number in (1, 2):
        a_cell(unit, f"Chi bộ thôn {number}", code=f"X{number}")
    return unit


def cells(unit):
    return list(unit.children.unscoped("test").order_by("code"))


def held():
    rows = Target.objects.unscoped("test").order_by("unit__code")
    return [(row.unit.code, row.year, row.planned) for row in rows.select_related("unit")]


def numbers(unit, own="", first="", second="", seen=""):
    one, two = cells(unit)
    return {
        "seen": seen,
        f"unit_{unit.pk}": own,
        f"unit_{one.pk}": first,
        f"unit_{two.pk}": second,
    }


def page(client, name, pk, query=""):
    answer = client.get(reverse(name, args=[pk]) + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_set_handed_down_looked_at_and_explained(sign_in, form, commune):
    client = sign_in("clerk", commune)
    url = reverse("targets_set", args=[commune.pk]) + "?nam=2026"
    assert "Chưa giao chỉ tiêu cho năm này" in page(client, "unit_targets", commune.pk)
    sent = form(**numbers(commune, "12", "5", ""))
    for _click in range(2):
        client.post(url, sent)
    assert held() == [("X", 2026, 12), ("X1", 2026, 5)]

    members_of(cells(commune)[0], [date(2026, month, 3) for month in (1, 2, 4, 7)])
    shown = page(client, "unit_targets", commune.pk)
    # Three of the ended six months: behind a half of 12; the straight line gives 6.
    for words in ("Đã giao xuống 5 / 12", "còn 7 chưa giao", "1 đơn vị chưa có chỉ tiêu", "chậm"):
        assert words in shown
    counted = reverse("figure", args=[commune.pk, "members.admitted"]) + "?ky=2026"
    assert f'<td data-label="Đã đạt"><span><a href="{counted}">4</a></span></td>' in shown
    assert '<td data-label="Ước cả năm"><span>6</span></td>' in shown
    # As of a day: two months over say nothing about the year.
    early = page(client, "unit_targets", commune.pk, "?nam=2026&ngay=2026-03-15")
    assert f'<a href="{counted}&amp;ngay=2026-03-15">2</a></span></td>' in early
    own = page(sign_in("secretary", cells(commune)[0]), "unit_targets", cells(commune)[0].pk)
    assert "so-lieu/members.admitted" in own, "a cell opens its own figures"
    assert "chưa đủ 3 tháng" in early

    target = Target.objects.unscoped("test").get(unit=commune)
    explain = reverse("target_explain", args=[target.pk])
    client.post(explain, form(lag_reason="Thiếu nguồn", version=target.version))
    assert "Lý do: Thiếu nguồn" in page(client, "unit_targets", commune.pk)
    late = client.post(explain, form(lag_reason="Khác", version=target.version))
    assert late.status_code == 422


def test_two_at_once_lose_nothing_and_an_empty_field_takes_it_back(sign_in, form, commune):
    a_target(commune, 8, year=2026)
    client = sign_in("superior", commune)
    url = reverse("targets_set", args=[commune.pk]) + "?nam=2026"
    seen = client.get(url).context["form"]["seen"].value()
    assert client.post(url, form(**numbers(commune, "9,5", seen=seen))).status_code == 302
    stale = client.post(url, form(**numbers(commune, "7", seen=seen)))
    assert stale.status_code == 422
    assert held() == [("X", 2026, 9.5)]
    now = client.get(url).context["form"]["seen"].value()
    assert client.post(url, form(**numbers(commune, "-1", seen=now))).status_code == 422
    client.post(url, form(**numbers(commune, "", "0", "1.250", seen=now)))
    assert held() == [("X1", 2026, 0), ("X2", 2026, 1250)]


def test_who_may_and_who_may_not(sign_in, form, commune):
    other = a_commune(commune.parent, code="Y")
    client = sign_in("clerk", other)
    for name in ("unit_targets", "targets_set", "unit_classes"):
        assert client.get(reverse(name, args=[commune.pk])).status_code in (403, 404)
    answer = client.post(
        reverse("targets_set", args=[other.pk]), form(seen="", **{f"unit_{other.pk}": "1"})
    )
    assert answer.status_code == 302
    target = a_target(commune, 3, year=2026)
    assert client.get(reverse("target_explain", args=[target.pk])).status_code in (403, 404)
    member = sign_in("member", cells(commune)[0])
    assert member.get(reverse("unit_targets", args=[cells(commune)[0].pk])).status_code == 403


def test_targets_ask_as_much_for_thirty_cells_as_for_two(
    sign_in, commune, django_assert_max_num_queries
):
    client = sign_in("superior", commune)
    asked = []
    for below in (2, 30):
        for number in range(len(cells(commune)), below):
            a_cell(commune, f"Chi bộ {number:02}", code=f"Y{number:02}")
        for cell in cells(commune):
            Target.objects.unscoped("test").filter(unit=cell).delete()
            a_target(cell, 3, year=2026)
        with django_assert_max_num_queries(28) as seen:
            shown = page(client, "unit_targets", commune.pk, "?nam=2026")
        assert "1 đơn vị chưa có chỉ tiêu" not in shown
        asked.append(len(seen.captured_queries))
    assert asked[0] == asked[1]


def test_a_body_sees_who_below_is_late_and_why_in_their_own_words(sign_in, form, commune):
    one, two = cells(commune)
    a_target(one, 3, year=2026)
    a_target(two, 1, year=2026)
    members_of(two, [date(2026, 3, 3)])
    client = sign_in("superior", commune)
    shown = page(client, "unit_targets", commune.pk, "?nam=2026")
    assert "Cấp dưới đang chậm" in shown
    late = shown[shown.index('id="cham"') :]
    assert (one.name in late, two.name in late) == (True, False)
    assert "đơn vị chưa ghi lý do" in late
    target = Target.objects.unscoped("test").get(unit=one)
    secretary = sign_in("secretary", one)
    explain = reverse("target_explain", args=[target.pk])
    secretary.post(explain, form(lag_reason="Thôn ít người trẻ", version=target.version))
    shown = page(client, "unit_targets", commune.pk, "?nam=2026")
    assert "Thôn ít người trẻ" in shown[shown.index('id="cham"') :]
    overview = secretary.get(reverse("overview_targets", args=[one.pk])).content.decode()
    assert "Lý do: Thôn ít người trẻ" in overview


def test_the_year_of_a_unit_founded_in_it_is_counted_from_its_founding(sign_in, commune):
    new = a_commune(commune.parent, founded_on=date(2026, 4, 1))
    cell = a_cell(new, founded_on=date(2026, 4, 1))
    a_target(new, 9, year=2026)
    members_of(cell, [date(2026, 5, 3)] * 3)
    shown = page(sign_in("superior", commune.parent), "unit_targets", new.pk)
    # Three of nine months are over, and a third of nine was admitted: not behind a half of it.
    assert "chia cho 3, nhân 9" in shown
    assert "từ tháng thành lập: 9 tháng" in shown
    assert '<td data-label="Ước cả năm"><span>9</span></td>' in shown
    above = page(sign_in("superior", commune.parent), "unit_targets", commune.parent.pk)
    assert "Cấp dưới đang chậm" not in above


def test_a_limit_that_was_passed_is_told_as_passed(sign_in, commune):
    cell = cells(commune)[0]
    a_target(commune, 2, indicator="meetings.short", year=2026)
    for month in (1, 2, 3):
        a_held_meeting(cell, date(2026, month, 5), ends_at=time(19, 5))
    shown = page(sign_in("superior", commune), "unit_targets", commune.pk, "?nam=2026")
    assert "vượt mức" in shown
    assert "đạt</span>" not in shown
    choices = dict(indicator_choices())
    assert ("meetings.short" in choices, "members.average_age" in choices) == (True, False)


def test_classes_three_numbers_and_nought_told_from_nothing(
    sign_in, commune, django_assert_max_num_queries
):
    client = sign_in("superior", commune)
    assert "Năm này chưa có lớp nào" in page(client, "unit_classes", commune.pk)
    full = a_class(commune, date(2026, 3, 2), name="Khóa I")
    enrol(full, people=31, attended=10)
    nobody_wrote = a_class(commune, date(2026, 4, 6), name="Khóa II")
    an_enrolment(nobody_wrote)
    nobody_came = a_class(commune, date(2026, 5, 4), name="Khóa III")
    an_enrolment(nobody_came, attended=0)
    with django_assert_max_num_queries(20):
        shown = page(client, "unit_classes", commune.pk)
    assert "<dt>lớp</dt><dd>3</dd>" in shown
    assert "<dt>học viên</dt><dd>33</dd>" in shown
    assert "<dt>lượt dự</dt><dd>310</dd>" in shown
    assert "1 học viên chưa ghi số buổi" in shown
    cell = '<td data-label="Lượt dự">'
    assert shown.index(f"{cell}0</td>") < shown.index(f'{cell}<span class="meta">chưa ghi</span>')
    for _ in range(27):
        a_class(commune, date(2026, 6, 1))
    with django_assert_max_num_queries(20):
        page(client, "unit_classes", commune.pk)
    figure = reverse("figure", args=[commune.pk, "training.trainees"]) + "?thang=2026-03"
    assert "31 học viên; 310 lượt dự" in client.get(figure).content.decode()
    admitted = reverse("figure", args=[commune.pk, "members.admitted"]) + "?thang=2026-03"
    members_of(cells(commune)[0], [date(2026, 3, 3), date(2026, 4, 3)])
    assert client.get(admitted).content.decode().count("vào Đảng ngày") == 1


def test_names_of_learners_only_where_allowed(sign_in, commune):
    one, two = cells(commune)
    ours, theirs = a_member(one, "Trần Văn Ta"), a_member(two, "Lê Thị Bạn")
    opened = a_class(one, date(2026, 3, 2))
    for member in (ours, theirs):
        an_enrolment(opened, member, attended=4)
    an_enrolment(opened, full_name="Hồ Khách")
    secretary = sign_in("secretary", one)
    shown = page(secretary, "training_class", opened.pk)
    assert "Trần Văn Ta" in shown
    assert "Lê Thị Bạn" not in shown
    assert "Hồ Khách" not in shown
    assert "Tên của 2 học viên chỉ đơn vị mở lớp" in shown
    assert "Lớp đã học" in page(secretary, "member", ours.pk)
    superior = sign_in("superior", commune)
    shown = page(superior, "training_class", opened.pk)
    assert all(name in shown for name in ("Trần Văn Ta", "Lê Thị Bạn", "Hồ Khách"))


def test_a_members_page_names_the_classes_others_opened_without_opening_them(sign_in, commune):
    one, _two = cells(commune)
    ours = a_member(one, "Trần Văn Ta")
    opened = a_class(commune, date(2026, 3, 2))
    an_enrolment(opened, ours, attended=4)
    others = a_class(commune, date(2026, 4, 2))
    an_enrolment(others, full_name="Hồ Khách")
    address = reverse("training_class", args=[opened.pk])
    readers = [sign_in("secretary", one), sign_in("office", commune)]
    readers.append(sign_in("member", one, member=ours))
    for reader in readers:
        shown = page(reader, "member", ours.pk)
        assert f"<b>{opened}</b>" in shown, "who reads the record reads which class it was"
        assert str(others) not in shown
        assert address not in shown
        assert reader.get(address).status_code in (403, 404)
