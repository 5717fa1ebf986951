"""Months nobody reports on: closed by the calendar, sealed, and restated where records change."""

from datetime import date, time
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.exchange import actions as imports
from chibo.areas.exchange.models import ImportBatch
from chibo.areas.indicators.actions import fold, rebuild
from chibo.areas.indicators.closing.actions import close_periods
from chibo.areas.indicators.closing.digests import chained
from chibo.areas.indicators.closing.queries import restated_report
from chibo.areas.indicators.closing.verifying import broken_closings
from chibo.areas.indicators.models import ClosedFigures, ClosedPeriod, KeptFigures
from chibo.areas.indicators.queries import indicator_report
from chibo.areas.meetings.models import Meeting
from chibo.areas.organisation.models import Unit
from chibo.areas.rulebook import actions as rulebook
from chibo.areas.rulebook.actions import PackDraft
from chibo.core import clock
from chibo.core.actor import Actor
from chibo.core.models import AuditEvent
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_held_meeting, a_province, an_account, an_actor
from tests.factories.workbooks import MEETING_HEADINGS, UNITS, Table, a_workbook

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 20)


def _closed() -> list[str]:
    return [str(each) for each in ClosedPeriod.objects.order_by("number")]


def _correct(client, form, meeting: Meeting, **typed: str):
    told = {"kind": meeting.kind, "starts_at": "19:00", "ends_at": "21:00"}
    counts = {name: getattr(meeting, name) or 0 for name in ("expected", "present", "excused")}
    answer = form(version=meeting.version, unexcused=0, **told, **counts, **typed)
    return client.post(reverse("meeting_correct", args=[meeting.pk]), answer)


def test_a_closed_month_keeps_its_number_and_says_who_changed_what_since(sign_in, form, today_is):
    today_is("2026-05-20")
    province = a_province()
    commune = a_commune(province)
    cell, other = a_cell(commune, "Chi bộ thôn Đông"), a_cell(commune, "Chi bộ thôn Tây")
    for month in (1, 2, 3, 4):
        a_held_meeting(cell, date(2026, month, 5))
    worker, now = an_actor("clerk", province, name="máy chủ"), clock.now()
    assert close_periods(actor=worker, now=now, today=TODAY) == 0, "nothing is counted yet"
    fold(today=TODAY)
    a_held_meeting(other, date(2026, 4, 9))
    assert close_periods(actor=worker, now=now, today=TODAY) == 0, "something waits to be counted"
    fold(today=TODAY)
    assert close_periods(actor=worker, now=now, today=date(2026, 5, 10)) == 23, "April is too near"
    assert close_periods(actor=worker, now=now, today=TODAY) == 1
    assert close_periods(actor=worker, now=now, today=TODAY) == 0
    assert _closed()[:4] == ["2025-01+1", "2025-02+1", "2025-03+1", "2025-01+3"]
    assert _closed()[19:] == ["2026-01+1", "2026-02+1", "2026-03+1", "2026-01+3", "2026-04+1"]
    told = AuditEvent.objects.filter(action="figures.closed").latest("pk")
    last = ClosedPeriod.objects.get(number=24)
    assert told.changes == {"periods": ["2026-04+1"], "seals": [[24, last.sha256]]}

    clerk = sign_in("clerk", commune)
    saved = Meeting.objects.unscoped("test")
    april = saved.get(unit=other, held_on=date(2026, 4, 9))
    may = a_held_meeting(other, date(2026, 5, 6))
    unsaid = _correct(clerk, form, april, held_on="06/02/2026")
    assert unsaid.status_code == 422
    assert "Hãy ghi một câu vì sao sửa" in unsaid.content.decode()
    assert saved.get(pk=april.pk).held_on == date(2026, 4, 9)
    for meeting, day, why in ((april, "06/02/2026", "Sót biên bản giấy"), (may, "07/05/2026", "")):
        assert _correct(clerk, form, meeting, held_on=day, because=why).status_code == 302
    fold(today=TODAY)
    client = sign_in("superior", province)

    def page(code: str, period: str, unit=province):
        return client.get(reverse("figure", args=[unit.pk, code]), {"ky": period})

    for unit in (province, commune):
        closed = page("meetings.regular", "2026-02", unit).context["closed"]
        assert (closed.before, closed.is_restated, closed.change) == ("1", True, "+1 (+100,0%)")
        (moved,) = closed.moved
        told = (moved.act, moved.unit, moved.reason)
        assert told == ("sửa buổi sinh hoạt", "Chi bộ thôn Tây", "Sót biên bản giấy")
    april_told = page("meetings.regular", "2026-04").context["closed"]
    assert (april_told.before, april_told.is_restated, len(april_told.moved)) == ("2", True, 1)
    said = page("meetings.regular", "2026-02").content.decode()
    assert "chốt ngày 20/05/2026" in said
    assert "đã điều chỉnh" in said
    quarter = page("meetings.even_rate", "2026-Q1").context["closed"]
    assert (quarter.before, quarter.is_restated) == ("50,0%", False)
    assert page("meetings.regular", "2026-Q1").context["closed"].before == "3"
    ranged = page("meetings.regular", "2026-02..2026-04").context["closed"]
    assert (ranged.before, ranged.is_restated) == ("4", False), "months that are closed add up"
    assert page("meetings.even_rate", "2026-02..2026-04").context["closed"] is None
    assert not page("meetings.regular", "2026-03").context["closed"].is_restated
    assert page("meetings.regular", "2026-05").context["closed"] is None
    assert page("meetings.regular", "2026-H1").context["closed"] is None

    _said_wherever_it_stands(client, province)
    operator = operator_actor("test")
    for month, closed in ((2, 1), (3, None)):
        told = _printed(operator, Month(2026, month)).get("meetings.regular", {})
        assert told.get("value") == closed

    rebuild(today=TODAY)
    assert page("meetings.regular", "2026-02").context["closed"].before == "1"
    assert list(broken_closings()) == [], "kept as closed, whatever was written over it"
    KeptFigures.objects.filter(months=1, first=date(2026, 3, 1)).delete()
    assert list(broken_closings()) == []
    saved = ClosedFigures.objects.filter(months=1, first=date(2026, 2, 1)).exclude(own=[])
    saved.filter(path=saved.latest("path").path).update(own=[9])
    assert [each for each in broken_closings() if "không còn như khi chốt" in each]
    ClosedPeriod.objects.filter(number=2).delete()
    assert [each for each in broken_closings() if "thiếu một kỳ đã chốt" in each]


def test_rules_of_the_committee_above_are_named_where_they_judged_a_closed_month_anew(
    sign_in, today_is
):
    today_is("2026-05-20")
    province = a_province()
    commune = a_commune(province)
    cell = a_cell(commune)
    a_held_meeting(cell, date(2026, 2, 5), starts_at=time(19), ends_at=time(20, 40))
    fold(today=TODAY)
    close_periods(actor=an_actor("clerk", province), now=clock.now(), today=TODAY)
    head = an_actor("superior", province, name="Đỗ Thị Hạnh")
    written = PackDraft(
        number="15-QĐ/TU",
        title="Quy định về sinh hoạt chi bộ",
        clause="Điều 4",
        issued_on=date(2026, 1, 20),
        effective_from=date(2026, 2, 1),
        content='[[minimum_by_size]]\nkind = "regular"\nvalue = 120\n',
    )
    pack = rulebook.draft(actor=head, unit_id=province.pk, written=written, now=clock.now())
    rulebook.adopt(actor=head, number=pack.pk, version=1, now=clock.now())
    fold(today=TODAY)
    for unit in (cell, province):
        address = reverse("figure", args=[unit.pk, "meetings.short"])
        page = sign_in("superior", unit).get(address, {"ky": "2026-02"})
        closed = page.context["closed"]
        assert (closed.before, closed.is_restated) == ("0", True)
        (moved,) = closed.moved
        assert (moved.who, moved.act) == ("Đỗ Thị Hạnh", "ban hành quy định riêng")


def test_the_trail_names_a_seal_that_was_taken_away_or_made_anew(today_is):
    today_is("2026-05-20")
    province = a_province()
    a_held_meeting(a_cell(a_commune(province)), date(2026, 4, 5))
    fold(today=TODAY)
    worker, now = an_actor("clerk", province, name="máy chủ"), clock.now()
    assert close_periods(actor=worker, now=now, today=date(2026, 5, 10)) == 23
    assert close_periods(actor=worker, now=now, today=TODAY) == 1
    assert list(broken_closings()) == []
    april = ClosedPeriod.objects.get(number=24)
    april.delete()
    gone = "Nhật ký ghi đã chốt kỳ 2026-04+1, số 24; bản chốt ấy không còn."
    assert list(broken_closings()) == [gone]
    assert close_periods(actor=worker, now=clock.now(), today=TODAY) == 1, "the next night"
    assert list(broken_closings()) == [gone], "which does not heal it"
    ClosedPeriod.objects.filter(number=24).update(closed_at=now)
    by_hand = ClosedPeriod.objects.get(number=24)
    by_hand.rows += 1
    by_hand.sha256 = chained(by_hand)
    by_hand.save()
    assert [each for each in broken_closings() if "nhật ký không ghi lần chốt này" in each]


def _said_wherever_it_stands(client, province: Unit) -> None:
    """In the list, on the overview, in their files: with what was closed, and the page behind."""
    listed = client.get(reverse("figures", args=[province.pk]), {"ky": "2026-02"})
    (row,) = (
        row
        for _group, rows in listed.context["groups"]
        for row in rows
        if row.closed and row.line.told.definition.code == "meetings.regular"
    )
    assert (row.line.told.words, row.closed) == ("2", "1")
    assert "mở số ấy để xem ai sửa" in listed.content.decode()
    calm = client.get(reverse("figures", args=[province.pk]), {"ky": "2026-03"})
    assert "đã điều chỉnh" not in calm.content.decode()
    shown = client.get(reverse("overview_unit", args=[province.pk]), {"thang": "2026-02"})
    (met,) = (line for line in shown.context["figures"] if "meetings.cells_met" in line.href)
    assert (met.value, met.closed) == ("2", "1")
    assert f'<a href="{met.href}"><span class="badge' in shown.content.decode()
    told = _sheets(client, "figure", province.pk, "meetings.regular")
    facts = {row[0]: row[1] for row in told["Con số"]}
    assert (facts["Giá trị"], facts["Số đã chốt"]) == (2, 1)
    assert facts["Từ ngày chốt"] == "đã điều chỉnh"
    assert told["Sửa từ ngày chốt"][-1][2:] == (
        "sửa buổi sinh hoạt",
        "Chi bộ thôn Tây",
        "Sót biên bản giấy",
    )
    rows = {row[1]: row for row in _sheets(client, "figures", province.pk)["Số liệu"]}
    assert (rows["meetings.regular"][4], rows["meetings.regular"][-1]) == (2, 1)
    assert rows["meetings.short"][-1] is None


def _sheets(client, name: str, *which: object) -> dict[str, list[tuple[object, ...]]]:
    answer = client.get(reverse(name, args=which), {"ky": "2026-02", "dang": "xlsx"})
    book = load_workbook(BytesIO(answer.content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def _printed(actor: Actor, month: Month) -> dict[str, dict[str, object]]:
    top = Unit.objects.unscoped("test").get(parent=None)
    report = indicator_report(
        actor=actor,
        unit_code=top.code,
        start=month,
        end=month,
        children=False,
        structure="then",
        today=TODAY,
    )
    return restated_report(actor=actor, report=report, today=TODAY)


def _imported(clerk: Actor, unit: Unit, sheets: dict[str, Table]) -> ImportBatch:
    files = [("so-lieu.xlsx", a_workbook(sheets))]
    batch = imports.upload(actor=clerk, unit=unit, files=files, now=clock.now())
    assert batch.state == "checked", list(batch.problems.values("message"))
    return imports.take(actor=clerk, batch_id=batch.pk, now=clock.now())


def _held(cell: str, day: str, present: int) -> dict[str, Table]:
    row = [cell, day, "Thường kỳ", "19:00", "20:40", 10, present, 10 - present, 0, "", ""]
    return {"Sinh hoạt": [MEETING_HEADINGS, row]}


def test_a_closed_number_stays_where_nothing_is_left_and_says_who_brought_and_took_records(
    sign_in, today_is, settings
):
    today_is("2026-05-20")
    settings.CHIBO_JOBS = "inline"
    province = a_province("Đảng bộ tỉnh Ví Dụ", code="52", place="")
    clerk = actor_of(an_account("clerk", province, full_name="Lê Thị Sổ"), TODAY)
    _imported(clerk, province, {"Tổ chức": UNITS})
    batch = _imported(clerk, province, _held("52.01.1", "03/02/2026", 9))
    fold(today=TODAY)
    close_periods(actor=an_actor("clerk", province), now=clock.now(), today=TODAY)
    commune = Unit.objects.unscoped("test").get(code="52.01")
    client = sign_in("superior", commune)

    def closed(unit: Unit = commune):
        address = reverse("figure", args=[unit.pk, "meetings.attendance_rate"])
        return client.get(address, {"ky": "2026-02"}).context["closed"]

    assert (closed().before, closed().is_restated) == ("90,0%", False)
    imports.undo(actor=clerk, batch_id=batch.pk, now=clock.now())
    fold(today=TODAY)
    assert (closed().before, closed().is_restated, closed().change) == ("90,0%", True, "–")
    (moved,) = closed().moved
    assert (moved.who, moved.act) == ("Lê Thị Sổ", "hoàn tác một lần nhập")
    _imported(clerk, province, _held("52.01.2", "12/02/2026", 8))
    _imported(clerk, province, _held("52.01.2", "12/05/2026", 8))
    fold(today=TODAY)
    assert [(each.who, each.act) for each in closed().moved] == [
        ("Lê Thị Sổ", "nhận một lần nhập"),
        ("Lê Thị Sổ", "hoàn tác một lần nhập"),
    ]
    first = Unit.objects.unscoped("test").get(code="52.01.1")
    assert [each.act for each in closed(first).moved] == ["hoàn tác một lần nhập"]
    nobody = a_province(code="53")
    fold(today=TODAY)
    address = reverse("figure", args=[nobody.pk, "meetings.regular"])
    page = sign_in("superior", nobody).get(address, {"ky": "2026-02"})
    assert page.context["closed"] is None, "nothing was on record when it was closed, nor now"
