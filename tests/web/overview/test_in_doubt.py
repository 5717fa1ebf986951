"""Months a recount disagreed with: every page that reads them says so until they hold."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from chibo.areas.exchange.facts.tables import CELL_MONTHS
from chibo.areas.grading.comparing import comparison
from chibo.areas.indicators import actions
from chibo.areas.indicators.models import CellMonth, UnitMonth
from chibo.areas.indicators.recount import differences_tonight
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.models import FactSum
from chibo.areas.radar.queries import radar
from chibo.core.periods import Month
from tests.factories import (
    a_cell,
    a_commune,
    a_held_meeting,
    a_member,
    a_province,
    a_report,
    a_score,
    an_actor,
)

pytestmark = pytest.mark.django_db
TODAY, FEBRUARY = date(2026, 3, 20), date(2026, 2, 1)
SAID = "đang kiểm tra lại"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("CHIBO_TODAY", TODAY.isoformat())


@pytest.fixture
def commune():
    commune = a_commune(a_province(code="T"), code="A")
    for name, day in (("Chi bộ thôn Đông", 5), ("Chi bộ thôn Tây", 6)):
        cell = a_cell(commune, name)
        a_score(
            a_held_meeting(cell, date(2026, 2, day)),
            official_total=Decimal(93),
            official_grade="good",
        )
        a_report(cell, FEBRUARY)
    actions.fold(today=TODAY)
    return commune


def _months(model, **which):
    return model.objects.unscoped("test").filter(month=FEBRUARY, **which)


def _cells(commune):
    return Unit.objects.unscoped("test").filter(parent=commune).order_by("name")


def test_a_broken_sum_is_never_shown_as_sound(sign_in, commune):
    _months(UnitMonth, unit=commune).update(cells_met=77, reports_late=9, gap_far=5)
    (told,) = (each for each in actions.verify(today=TODAY) if "cells_met" in each)
    assert told == "A, tháng 02/2026: cells_met là 77, đếm lại được 2."
    assert [row.unit_id for row in UnitMonth.objects.unscoped("test").filter(in_doubt=True)] == [
        commune.pk
    ]
    client = sign_in("superior", commune.parent)
    page = client.get(reverse("overview_unit", args=[commune.pk]), {"thang": "2026-02"})
    assert {line.value for line in page.context["figures"]} == {SAID}
    assert ">77<" not in page.content.decode()
    above = client.get(reverse("overview_unit", args=[commune.parent_id]), {"thang": "2026-02"})
    assert SAID not in {line.value for line in above.context["figures"]}, "that one was found right"
    assert "02/2026: Đang kiểm tra lại" in above.content.decode()
    march = client.get(reverse("overview_unit", args=[commune.pk]), {"thang": "2026-03"})
    assert SAID not in {line.value for line in march.context["figures"]}
    late = client.get(reverse("figure", args=[commune.pk, "reports.late"]), {"ky": "2026-02"})
    assert late.context["told"].words == SAID
    actor = an_actor("superior", commune.parent)
    months = Month(2026, 1), Month(2026, 3)
    assert comparison(actor, commune, *months).in_doubt
    assert not comparison(actor, commune.parent, *months).in_doubt

    a_held_meeting(a_cell(commune), date(2026, 2, 9))
    actions.fold(today=TODAY)
    assert not UnitMonth.objects.unscoped("test").filter(in_doubt=True).exists()
    page = client.get(reverse("overview_unit", args=[commune.pk]), {"thang": "2026-02"})
    (met,) = (line for line in page.context["figures"] if "meetings.cells_met" in line.href)
    assert met.value == "3"


def test_a_broken_or_missing_month_of_a_cell_is_said_where_it_is_read(sign_in, commune):
    east, west = _cells(commune)
    _months(CellMonth, cell=east).update(met_on=None)
    _months(CellMonth, cell=west).delete()
    assert actions.verify(today=TODAY)
    client = sign_in("superior", commune)
    page = client.get(reverse("overview_unit", args=[commune.pk]), {"thang": "2026-02"})
    assert page.content.decode().count("02/2026: Đang kiểm tra lại") == 2
    assert "Số của các tháng ấy không hiện" in page.content.decode()
    waiting = client.get(reverse("without_meeting", args=[commune.pk]), {"thang": "2026-02"})
    assert [row.in_doubt for row in waiting.context["waiting"].rows] == [True]
    found = radar(actor=an_actor("superior", commune), unit=commune, today=TODAY)
    assert found.in_doubt
    assert {row.unit.pk for row in found.rows if row.in_doubt} <= {east.pk, west.pk}
    assert CELL_MONTHS.columns[-1] == ("in_doubt", "BOOLEAN", "r.in_doubt")
    # Counted from the records again, by whatever way, it is in doubt no longer.
    actions.rebuild(today=TODAY)
    assert not CellMonth.objects.unscoped("test").filter(in_doubt=True).exists()


def test_the_list_behind_a_month_in_doubt_is_that_of_the_records(sign_in, commune):
    east, west = _cells(commune)
    _months(CellMonth, cell=east).update(met_on=None, official_scored=0)
    _months(CellMonth, cell=west).delete()
    assert actions.verify(today=TODAY)
    client = sign_in("superior", commune)

    def listed(code):
        page = client.get(reverse("figure", args=[commune.pk, code]), {"ky": "2026-02"})
        assert page.context["only_counted"] == 0, "nobody is told that the role sees too little"
        return {row.record.unit.pk: row.record.note for row in page.context["records"]}

    assert listed("meetings.cells_met").keys() == {east.pk, west.pk}
    assert listed("scores.average").keys() == {east.pk, west.pk}
    assert listed("reports.accepted") == {east.pk: SAID, west.pk: SAID}, "which they are, is open"


def test_the_radars_file_says_what_is_in_doubt_as_its_page_does(sign_in, commune):
    east, _west = _cells(commune)
    a_member(east)
    actions.fold(today=TODAY)
    _months(CellMonth, cell=east).update(met_on=None)
    assert actions.verify(today=TODAY)
    client = sign_in("clerk", commune)
    address = reverse("unit_radar", args=[commune.pk])
    answer = client.get(address, {"dang": "xlsx", "quy-tac": "few_full"})
    book = load_workbook(BytesIO(answer.content))
    (row,) = (row for row in book.worksheets[0].values if row[1] == east.name)
    assert row[4].startswith(f"{SAID}; ")
    assert "Đang kiểm tra lại" in book["Thông tin"]["A2"].value
    actions.rebuild(today=TODAY)
    answer = client.get(address, {"dang": "xlsx", "quy-tac": "few_full"})
    assert load_workbook(BytesIO(answer.content)).sheetnames == ["Chi bộ cần để ý"]


def test_nights_look_at_everything_once_a_part_at_a_time(commune, monkeypatch):
    east, _west = _cells(commune)
    assert [differences_tonight(TODAY, night, 2) for night in range(2)] == [[], []]
    _months(CellMonth, cell=east).update(short=4)
    _months(UnitMonth, unit=commune.parent).delete()
    nights = [differences_tonight(TODAY, night, 3) for night in range(3)]
    assert sorted(each for night in nights for each in night) == [
        "A, tháng 02/2026: số tổng hợp không bằng tổng các đơn vị bên dưới.",
        "T, tháng 02/2026: số tổng hợp không bằng tổng các đơn vị bên dưới.",
        f"{east.code}, tháng 02/2026: short là 4, đếm lại được 0.",
    ]
    doubted = UnitMonth.objects.unscoped("test").filter(in_doubt=True)
    assert {row.unit_id for row in doubted} == {commune.pk, commune.parent_id}
    assert FactSum.objects.filter(path=commune.path).update(no_secretary=5)
    monkeypatch.setattr(actions, "NIGHTS", 1)
    assert [each for each in actions.verify_tonight(today=TODAY) if "chức vụ" in each]
    actions.rebuild(today=TODAY)
    assert actions.verify_tonight(today=TODAY) == []
