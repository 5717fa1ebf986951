"""The pages of figures: one figure with everything it rests on, and all of them as a workbook."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from chibo.areas.access.roles import roles
from chibo.areas.indicators.actions import fold
from chibo.areas.indicators.definitions import definition, definitions
from chibo.areas.indicators.measures.registering import registered
from chibo.areas.indicators.queries import behind
from chibo.areas.indicators.queries.lists import NAMED
from chibo.areas.organisation.models import Unit
from chibo.areas.targets.models import Target
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_commune, a_held_meeting, a_member

pytestmark = pytest.mark.django_db
LISTS = {name: each for measure in registered() for name, each in measure.behind.items()}
TODAY = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("CHIBO_TODAY", TODAY.isoformat())


@pytest.fixture
def commune():
    commune = a_commune()
    east = a_cell(commune, "Chi bộ thôn Đông", founded_on=date(2020, 1, 1), cell_type="village")
    a_cell(commune, "Chi bộ thôn Tây", founded_on=date(2020, 1, 1), cell_type="village")
    a_member(east, full_name="Nguyễn Văn An")
    for month in (1, 2):
        a_held_meeting(east, date(2026, month, 5))
    fold(today=TODAY)
    return commune


def a_cell_of(commune):
    return Unit.objects.unscoped("a test").filter(parent=commune).order_by("code")[0]


def read(client, unit, code, **asked):
    return client.get(reverse("figure", args=[unit.pk, code]), asked)


def test_a_figure_says_what_it_is_what_it_divides_and_what_moved(sign_in, commune):
    page = read(sign_in("clerk", commune), commune, "meetings.even_rate", ky="2026-02")
    said = page.content.decode()
    assert "<b>50,0%</b>" in said
    assert [(part.word, part.number) for part in page.context["parts"]] == [
        ("Tử số", "1"),
        ("Mẫu số", "2"),
    ]
    even = reverse("figure", args=[commune.pk, "meetings.cells_even"])
    assert page.context["parts"][0].href == f"{even}?ky=2026-02"
    assert page.context["change"] == "không đổi"
    assert [(row.name, words) for row, _href, words in page.context["below"]] == [
        ("Chi bộ thôn Đông", "1 / 1"),
        ("Chi bộ thôn Tây", ""),
    ]
    assert "Điều lệ Đảng (Đại hội XI)" in said


def test_a_period_that_is_not_over_says_so_and_nonsense_shows_this_month(sign_in, commune):
    client = sign_in("clerk", commune)
    said = read(client, commune, "meetings.regular", ky="2026").content.decode()
    assert "năm 2026, đến ngày 20/03/2026" in said
    assert "chừng ấy tháng của kỳ kia" in said
    for nonsense in ({"ky": "2026-99"}, {"ky": "2027"}, {"ky": "khoang", "tu": "x", "den": "1"}):
        page = read(client, commune, "meetings.regular", **nonsense)
        assert page.context["chosen"].refused
        assert str(page.context["chosen"].period) == "2026-03"
    ranged = read(client, commune, "meetings.regular", ky="khoang", tu="12/2025", den="02/2026")
    assert ranged.context["told"].value == 2


def test_the_three_states_are_three_things_on_the_page_and_in_the_file(sign_in, commune):
    client = sign_in("clerk", commune)
    cell = a_cell_of(commune)
    codes = ("members.admitted", "members.admitted_rate", "units.cells")
    said = [read(client, cell, code).context["told"].words for code in codes]
    assert said == ["0", "chưa có số liệu", "không áp dụng"]
    answer = client.get(reverse("figures", args=[cell.pk]), {"dang": "xlsx"})
    sheet = load_workbook(BytesIO(answer.content))["Số liệu"]
    head = [each.value for each in sheet[1]]
    values = {row[1].value: row[head.index("Giá trị")].value for row in sheet.iter_rows(2)}
    assert [values[code] for code in codes] == [0, "chưa có số liệu", "không áp dụng"]
    assert sheet.auto_filter.ref
    event = AuditEvent.objects.get(action="figures.exported")
    assert event.changes == {"what": "figures", "rows": len(values) + 6}


def test_names_stand_where_they_may_and_else_a_count(sign_in, commune, monkeypatch):
    client = sign_in("clerk", commune)
    assert "Nguyễn Văn An" in read(client, commune, "members.total").content.decode()
    read(client, commune, "members.total", dang="xlsx")
    assert AuditEvent.objects.get(action="table.exported").unit_id == commune.pk
    clerk = roles()["clerk"]
    blind = replace(clerk, permissions=clerk.permissions - {"members.view"})
    monkeypatch.setitem(roles(), "clerk", blind)
    page = read(client, commune, "members.total")
    assert page.context["only_counted"] == 1
    assert "Nguyễn Văn An" not in page.content.decode()


def sheet_of(client, address):
    """The rows of a file's first sheet."""
    return list(load_workbook(BytesIO(client.get(address).content)).active.values)


def test_all_figures_stand_by_group_with_their_pages_and_their_course(sign_in, commune):
    client = sign_in("clerk", commune)
    page = client.get(reverse("figures", args=[commune.pk]), {"ky": "2026-Q1", "so": "2025"})
    rows = {
        row.line.told.definition.code: row for _g, rows in page.context["groups"] for row in rows
    }
    regular = rows["meetings.regular"]
    assert regular.href == reverse("figure", args=[commune.pk, "meetings.regular"]) + (
        "?ky=2026-Q1&so=2025"
    )
    assert (regular.line.told.value, regular.change) == (2, "–"), "nothing on record in 2025"
    course = client.get(reverse("figures_trend", args=[commune.pk]), {"ky": "2026"})
    assert course.context["names"][-1] == "2026"
    rows = sheet_of(client, course.context["workbook"])
    regulars = next(row for row in rows if row[1] == "meetings.regular")
    assert (rows[0][-1], regulars[-2:]) == ("2026", ("chưa có số liệu", 2))
    part = client.get(
        reverse("figure_trend", args=[commune.pk, "meetings.regular"]),
        {"ky": "2026-02"},
        headers={"HX-Request": "true"},
    )
    said = part.content.decode()
    assert "<html" not in said
    assert "02/2026: 1" in said
    rows = sheet_of(client, part.context["workbook"])
    assert (len(rows), rows[-1][:2]) == (13, ("02/2026", 1)), "twelve months below the headings"
    assert part.context["workbook"].replace("&", "&amp;") in said


def test_nobody_reads_the_figures_of_another_body(sign_in, commune):
    elsewhere = sign_in("clerk", a_commune(name="Đảng ủy xã Khác"))
    for name, args in (
        ("figures", [commune.pk]),
        ("figures_trend", [commune.pk]),
        ("figure", [commune.pk, "units.cells"]),
    ):
        assert elsewhere.get(reverse(name, args=args)).status_code == 404
    cell = a_cell_of(commune)
    own = sign_in("member", cell).get(reverse("figures", args=[cell.pk]))
    assert own.status_code == 403
    above = sign_in("secretary", cell).get(reverse("figures", args=[commune.pk]))
    assert above.status_code in (403, 404)


def test_cells_without_a_meeting_and_targets_go_into_a_workbook_too(sign_in, commune):
    Target.objects.create(unit=commune, year=2026, indicator="members.admitted", planned=4)
    client = sign_in("clerk", commune)

    def sheet(name, **asked):
        answer = client.get(reverse(name, args=[commune.pk]), {"dang": "xlsx", **asked})
        return [
            [cell.value for cell in row] for row in load_workbook(BytesIO(answer.content)).active
        ]

    waiting = sheet("without_meeting", thang="2026-02")
    assert [row[1] for row in waiting] == ["Chi bộ", "Chi bộ thôn Tây"]
    assert sheet("unit_targets")[1][3:6] == [4, 0, "chậm"]
    assert AuditEvent.objects.filter(action="figures.exported", unit_id=commune.pk).count() == 2


def test_as_many_statements_for_twelve_cells_as_for_two(sign_in, commune):
    client = sign_in("clerk", commune)
    address = reverse("figure", args=[commune.pk, "meetings.even_rate"])

    def asked():
        fold(today=TODAY)
        with CaptureQueriesContext(connection) as seen:
            client.get(address, {"ky": "2026-Q1"})
        return len(seen)

    client.get(address)
    few = asked()
    for _number in range(10):
        a_held_meeting(a_cell(commune, founded_on=date(2020, 1, 1)), date(2026, 2, 5))
    assert asked() == few


def test_who_may_be_named_is_said_by_the_definition_and_kept_to(sign_in, commune, monkeypatch):
    total = definition("members.total")
    clerk = sign_in("clerk", commune)
    page = read(clerk, commune, "members.total", ky="2026-02")
    assert page.context["named_to"] == "vai trò có quyền: xem danh sách đảng viên"
    assert "Ai được xem tên" in page.content.decode()
    named = {row.record.title for row in page.context["records"]}
    assert (len(named), page.context["only_counted"]) == (1, 0)
    units = read(clerk, commune, "units.cells", ky="2026-02")
    assert units.context["named_to"].startswith("không nêu tên ai")

    def asks_for(permission: str) -> Any:
        told = replace(total, names=permission)
        monkeypatch.setattr(behind, "definition", lambda _: told)
        return read(clerk, commune, "members.total", ky="2026-02")

    other = asks_for("trail.view")
    assert (other.context["records"], other.context["only_counted"]) == ([], len(named))
    nobody = asks_for("")
    assert (nobody.context["records"], nobody.context["only_counted"]) == ([], len(named))
    assert "không nêu tên người nào" in nobody.context["no_list"]
    book = clerk.get(
        reverse("figure", args=[commune.pk, "members.total"]), {"ky": "2026-02", "dang": "xlsx"}
    )
    cells = {
        cell
        for sheet in load_workbook(BytesIO(book.content))
        for row in sheet.values
        for cell in row
    }
    assert not cells & named


def test_every_figure_with_people_behind_it_says_who_may_be_told_their_names() -> None:
    people = {"people", "ages", "admitted", "movements"}
    named = {
        each.code
        for each in definitions()
        if (found := LISTS.get(each.records.list)) and found.told in people
    }
    assert named == {each.code for each in definitions() if each.names}


def test_every_figure_has_a_list_that_knows_what_it_counts_or_says_why_there_is_none() -> None:
    without = {each.code for each in definitions() if each.records.none}
    assert without == {"burden.fields", "burden.minutes"}
    of_months = {each.code for each in definitions() if each.records.list == "monthly reports"}
    assert of_months == {"reports.submitted_rate", "reports.accepted", "reports.late"}
    for each in definitions():
        if each.code not in without | of_months:
            found = LISTS[each.records.list]
            assert found.counts.keys() >= {*each.records.whole, *each.records.above}, each.code
            assert found.told in NAMED
