"""The overview: a picture of the tree, the month's figures with their records, who needs help."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from chibo.areas.indicators.actions import fold
from chibo.areas.radar.models import KnownHit
from chibo.core.periods import Month
from tests.factories import (
    a_cell,
    a_change,
    a_commune,
    a_held_meeting,
    a_member,
    a_planned_meeting,
    a_province,
    a_report,
    a_score,
    a_target,
)
from tests.months import at

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("CHIBO_TODAY", TODAY.isoformat())


def _met(cell, day, grade="good"):
    meeting = a_held_meeting(cell, day)
    a_score(meeting, official_total=Decimal("91"), official_grade=grade)
    return meeting


def test_the_picture_marks_each_cell_and_month_and_each_mark_opens_the_record(sign_in):
    commune = a_commune()
    east = a_cell(commune, "Chi bộ thôn Đông", founded_on=date(2020, 1, 1))
    _met(east, date(2026, 2, 5))
    a_report(east, date(2026, 2, 1), state="accepted")
    fold(today=TODAY)
    content = sign_in("superior", commune).get(reverse("overview")).content.decode()
    assert f'href="/chi-bo/{east.pk}/thang/2026-02/"' in content
    assert "02/2026: Đã họp, xếp loại Tốt</span>" in content
    assert ". họp ngày 05/02/2026</span>" in content
    assert "01/2026: Không họp" in content


def test_the_months_totals_say_what_they_count_and_open_the_records(sign_in):
    commune = a_commune()
    east, west = a_cell(commune), a_cell(commune, "Chi bộ thôn Tây")
    meeting = _met(east, date(2026, 3, 5))
    fold(today=TODAY)
    client = sign_in("superior", commune)
    page = client.get(reverse("overview"))
    totals = {total.definition.code: total.value for total in page.context["overview"].totals}
    assert (totals["units.cells"], totals["meetings.cells_met"]) == (2, 1)
    records = client.get(
        reverse("figure", args=[commune.pk, "meetings.regular"]), {"thang": "2026-03"}
    )
    (row,) = records.context["records"]
    assert row.href == reverse("meeting_record", args=[meeting.pk])
    cells = client.get(reverse("figure", args=[commune.pk, "units.cells"]))
    assert [r.record.unit for r in cells.context["records"]] == [east, west]
    assert "HD 42-HD/BTCTW" in records.content.decode()


def test_cells_without_a_meeting_are_listed_with_the_reason(sign_in):
    commune = a_commune()
    _met(a_cell(commune, "Chi bộ thôn Đông"), date(2026, 3, 5))
    west = a_cell(commune, "Chi bộ thôn Tây", founded_on=date(2020, 1, 1))
    a_planned_meeting(west, date(2026, 3, 3))
    fold(today=TODAY)
    client = sign_in("superior", commune)
    for address in (reverse("overview"), reverse("without_meeting", args=[commune.pk])):
        page = client.get(address)
        assert [row.unit.name for row in page.context["waiting"].rows] == ["Chi bộ thôn Tây"]
        assert "Đã qua ngày họp 17 ngày" in page.content.decode()
        assert "Đã lập buổi họp." in page.content.decode()
    assert "; xếp theo từng cấp ủy cấp trên." in client.get(reverse("overview")).content.decode()


def test_reports_and_sheets_that_wait_are_shown_to_who_decides(sign_in):
    commune = a_commune()
    cell = a_cell(commune)
    a_score(a_held_meeting(cell, date(2026, 2, 5)))
    report = a_report(cell, date(2026, 2, 1))
    fold(today=TODAY)
    superior, clerk = sign_in("superior", commune), sign_in("clerk", commune)
    asked = {"thang": "2026-02"}
    later = reverse("overview_decisions", args=[commune.pk])
    assert (
        f'hx-get="{later}?thang=2026-02"'
        in superior.get(reverse("overview"), asked).content.decode()
    )
    part = superior.get(later, asked)
    assert [row.pk for row, _href in part.context["reports"]] == [report.pk]
    assert [row.pk for row, _href in part.context["ungraded"]] == [report.pk]
    assert "Báo cáo chờ duyệt" not in clerk.get(reverse("overview"), asked).content.decode()
    assert clerk.get(later, asked).status_code == 403
    elsewhere = a_commune(name="Đảng ủy xã Khác")
    assert sign_in("superior", elsewhere).get(later, asked).status_code == 404


def test_above_the_cells_the_picture_shows_shares_and_drills_down(sign_in):
    province = a_province()
    commune = a_commune(province)
    _met(a_cell(commune), date(2026, 2, 5))
    a_cell(commune, "Chi bộ thôn Tây")
    fold(today=TODAY)
    client = sign_in("superior", province)
    content = client.get(reverse("overview")).content.decode()
    below = reverse("overview_unit", args=[commune.pk])
    assert f'href="{below}?thang=2026-02"' in content
    assert "02/2026: 1 trên 2, 50,0%" in content
    assert client.get(below).status_code == 200


def test_a_cells_own_people_see_its_twelve_months_and_what_they_count(sign_in):
    commune = a_commune()
    cell, other = a_cell(commune, "Chi bộ thôn Đông"), a_cell(commune, "Chi bộ thôn Tây")
    meeting = _met(cell, date(2026, 2, 5))
    KnownHit.objects.create(
        unit=cell,
        rule="no_secretary",
        reason="Bí thư vừa nghỉ.",
        until=date(2026, 12, 1),
        by_name="Cấp ủy xã",
        noted_at=at(date(2026, 3, 1), 8),
    )
    fold(today=TODAY)
    for role in ("secretary", "cell_committee", "overseer"):
        client = sign_in(role, cell)
        page = client.get(reverse("overview"), {"thang": "2026-02"})
        (row,) = page.context["overview"].rows
        assert (row.unit.name, row.marks[-1].state) == ("Chi bộ thôn Đông", "met")
        totals = {total.definition.code: total.value for total in page.context["overview"].totals}
        assert "units.cells" not in totals, "a cell is one unit and has none below"
        assert (totals["meetings.cells_met"], totals["meetings.thematic"]) == (1, 0)
        held = client.get(reverse("figure", args=[cell.pk, "meetings.regular"]), {"ky": "2026-02"})
        assert [record.record.pk for record in held.context["records"]] == [meeting.pk]
        assert client.get(reverse("figures", args=[cell.pk])).status_code == 200
        assert client.get(reverse("overview_unit", args=[other.pk])).status_code == 404
        assert client.get(reverse("figures", args=[commune.pk])).status_code in (403, 404)
        radar = client.get(reverse("radar_first", args=[cell.pk])).content.decode()
        assert "Chưa ghi bí thư" in radar
        assert ("Bí thư vừa nghỉ." in radar) == (role == "overseer"), "written for those above"
    above = sign_in("superior", commune)
    assert above.get(reverse("overview_unit", args=[cell.pk])).status_code == 200
    assert sign_in("member", cell).get(reverse("overview")).status_code == 403


def test_as_many_queries_for_thirty_cells_as_for_one(sign_in, django_assert_num_queries):
    commune = a_commune()
    client = sign_in("superior", commune)

    def ask(count):
        fold(today=TODAY)
        with django_assert_num_queries(count):
            client.get(reverse("overview"))

    def live():
        cell = a_cell(commune, founded_on=date(2020, 1, 1))
        a_member(cell)
        _met(cell, date(2026, 2, 5))
        a_report(cell, date(2026, 2, 1))
        return cell

    live()
    ask(QUERIES)
    for _number in range(29):
        live()
    ask(QUERIES)


def test_the_main_figures_run_over_twelve_months_and_targets_say_how_far_they_are(sign_in):
    commune = a_commune()
    east = a_cell(commune, founded_on=date(2020, 1, 1))
    for month in (1, 2):
        _met(east, date(2026, month, 5))
    for day in (10, 12):
        a_member(east, joined_on=date(2026, 2, day), full_on=None)
    a_target(commune, 8, year=2026)
    fold(today=TODAY)
    client, asked = sign_in("superior", commune), {"ky": "2026-02"}
    courses = client.get(reverse("overview_courses", args=[commune.pk]), asked)
    met = next(row for row in courses.context["rows"] if row.name == "Chi bộ đã sinh hoạt")
    assert [told.value for told in met.told[-2:]] == [1, 1]
    assert f"{reverse('figure', args=[commune.pk, 'meetings.cells_met'])}?ky=2026-02" in met.href
    targets = client.get(reverse("overview_targets", args=[commune.pk])).content.decode()
    assert "2 / 8" in targets
    page = client.get(reverse("overview"), {"thang": "2026-02"}).content.decode()
    assert f"{reverse('overview_courses', args=[commune.pk])}?ky=2026-02" in page
    elsewhere = sign_in("superior", a_commune(name="Đảng ủy xã Khác"))
    for part in ("overview_courses", "overview_targets"):
        assert elsewhere.get(reverse(part, args=[commune.pk])).status_code == 404


QUERIES = 9


def test_nobody_sees_the_overview_of_another_body(sign_in):
    here, there = a_commune(), a_commune(name="Đảng ủy xã Khác")
    client = sign_in("superior", here)
    assert client.get(reverse("overview_unit", args=[there.pk])).status_code == 404
    assert sign_in("administrator", here).get(reverse("overview")).status_code == 403


def test_an_unknown_figure_or_month_is_no_crash(sign_in):
    commune = a_commune()
    client = sign_in("superior", commune)
    assert client.get(reverse("figure", args=[commune.pk, "khong.co"])).status_code == 404
    page = client.get(reverse("overview"), {"thang": "2026-99"})
    assert str(page.context["month"]) == "2026-03"


def test_a_system_without_a_tree_teaches_where_to_start(sign_in):
    assert (
        "Chưa có đơn vị nào" in sign_in("superior", a_commune()).get("/tong-quan/").content.decode()
    )


def test_a_body_shows_the_months_in_which_it_was_a_cell(sign_in):
    province = a_province()
    unit = a_cell(province, "Chi bộ Bệnh viện", kind="chi_bo_co_so")
    a_held_meeting(unit, date(2026, 2, 5))
    a_change("upgraded", unit, date(2026, 3, 1), new_kind="dang_bo_co_so", new_name="Đảng bộ BV")
    fold(today=TODAY)
    client = sign_in("superior", province)
    address = reverse("overview_unit", args=[unit.pk])
    page = client.get(address + "?thang=2026-02")
    said = page.content.decode()
    assert "đơn vị này còn là chi bộ" in said
    (row,) = page.context["overview"].rows
    assert [mark.month.label for mark in row.marks if mark][-2:] == ["01/2026", "02/2026"]
    assert reverse("cell_month", args=[unit.pk, "2026-02"]) in said
    assert client.get(reverse("cell_month", args=[unit.pk, "2026-02"])).status_code == 200
    assert client.get(reverse("cell_month", args=[unit.pk, "2026-03"])).status_code == 404
    assert "còn là chi bộ" not in client.get(address + "?thang=2026-03").content.decode()


def test_a_month_before_the_picture_begins_is_said_and_never_shown_under_another_name(
    sign_in, today_is
):
    today_is("2026-03-20")
    commune = a_commune(a_province())
    cell = a_cell(commune)
    a_held_meeting(cell, date(2020, 5, 5))
    a_held_meeting(cell, date(2024, 3, 5))
    fold(today=date(2026, 3, 20))
    client = sign_in("superior", commune)
    page = client.get(reverse("overview_unit", args=[commune.pk]), {"thang": "2020-05"})
    said = page.content.decode()
    assert page.context["month"] == page.context["overview"].until == Month(2024, 3)
    assert "Số liệu tháng 03/2024" in said
    assert "Tháng 05/2020 trước khi bức tranh bắt đầu" in said
    (line,) = (each for each in page.context["figures"] if "meetings.cells_met" in each.href)
    assert line.href.endswith("?thang=2024-03")
    figures = page.context["asked_href"]
    assert figures == reverse("figures", args=[commune.pk]) + "?ky=2020-05"
    told = client.get(figures).context["groups"]
    (met,) = (row for _n, rows in told for row in rows if row.name == line.name)
    assert met.line.told.words == "1"
    waiting = client.get(reverse("without_meeting", args=[commune.pk]), {"thang": "2020-05"})
    assert waiting.context["month"] == Month(2024, 3)
    assert "Tháng 05/2020 trước khi bức tranh bắt đầu" in waiting.content.decode()
    at_begin = client.get(reverse("overview_unit", args=[commune.pk]), {"thang": "2024-03"})
    assert "trước khi bức tranh" not in at_begin.content.decode()
