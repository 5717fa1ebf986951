"""What programs hand in: once, whole or not at all, and only where their person may."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from chibo.areas.exchange.models import ImportBatch
from chibo.areas.members.models import Member
from chibo.areas.reports.models import MonthlyReport
from chibo.core.models import AuditEvent, Submission
from tests.api.conftest import Commune
from tests.factories import an_account
from tests.factories.meetings import a_report
from tests.factories.workbooks import a_workbook
from tests.programs import Program, a_program, told

HEADINGS = ["Mã đảng viên", "Họ và tên", "Giới tính", "Ngày sinh", "Mã chi bộ", "Ngày vào Đảng"]
MAI = ["DV9", "Phạm Thị Mai", "Nữ", "01/02/1990", "XHB-02", "03/02/2020"]


@pytest.fixture(autouse=True)
def _at_once(settings: LazySettings) -> None:
    settings.CHIBO_JOBS = "inline"


@pytest.fixture
def superior(ours: Commune) -> Program:
    return a_program(an_account("superior", ours.commune), writes=True)


@pytest.fixture
def clerk(ours: Commune) -> Program:
    return a_program(an_account("clerk", ours.commune), writes=True)


def sheet(*rows: list[str]) -> dict[str, Any]:
    return {"Đảng viên": [dict(zip(HEADINGS, row, strict=True)) for row in rows]}


def workbook(*rows: list[str]) -> SimpleUploadedFile:
    return SimpleUploadedFile("so-lieu.xlsx", a_workbook({"Đảng viên": [HEADINGS, *rows]}))


def members() -> set[str]:
    return set(Member.objects.unscoped("a test").values_list("code", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_workbook_is_taken_and_its_import_tells_what_came_of_it(clerk: Program) -> None:
    answer = clerk.hand_in(workbook(MAI), unit="XHB")
    assert answer.status_code == 202, answer.content
    said = told(clerk.get(f"imports/{told(answer)['id']}"))
    assert (said["state"], said["taken"]) == ("taken", True)
    assert said["sheets"] == {"Đảng viên": {"rows": 1, "new": 1, "changed": 0, "same": 0}}
    assert "DV9" in members()


@pytest.mark.django_db(transaction=True)
def test_rows_as_json_are_the_same_and_a_dry_run_writes_nothing(clerk: Program) -> None:
    sent = {"unit": "XHB", "dry_run": True, "sheets": sheet(MAI)}
    said = told(clerk.post("imports/sheets", sent))
    assert (said["state"], said["taken"], said["errors"]) == ("checked", False, [])
    assert "DV9" not in members()
    assert told(clerk.post("imports/sheets", {**sent, "dry_run": False}))["taken"] is True
    assert "DV9" in members()


@pytest.mark.django_db(transaction=True)
def test_an_error_keeps_all_of_it_out_and_says_where_it_stands(clerk: Program) -> None:
    wrong = ["DV10", "Lê Văn Nam", "Nam", "31/02/1990", "XHB-02", "03/02/2020"]
    said = told(clerk.post("imports/sheets", {"unit": "XHB", "sheets": sheet(MAI, wrong)}))
    assert (said["state"], said["taken"]) == ("refused", False)
    (error,) = said["errors"]
    assert (error["sheet"], error["row"], error["column"]) == ("Đảng viên", 3, "Ngày sinh")
    assert not {"DV9", "DV10"} & members()


@pytest.mark.django_db(transaction=True)
def test_the_same_sent_again_is_one_import_and_another_content_is_refused(clerk: Program) -> None:
    key = str(uuid4())
    sent = {"unit": "XHB", "dry_run": True, "sheets": sheet(MAI)}
    first, again = (told(clerk.post("imports/sheets", sent, key)) for _each in range(2))
    assert first == again
    assert ImportBatch.objects.unscoped("a test").count() == 1
    other = clerk.post("imports/sheets", {**sent, "dry_run": False}, key)
    assert (other.status_code, told(other)["code"]) == (409, "key_used")


def test_what_is_no_workbook_is_refused_and_gives_its_key_back(clerk: Program) -> None:
    answer = clerk.hand_in(SimpleUploadedFile("so-lieu.xlsx", b"khong phai"), unit="XHB")
    assert (answer.status_code, told(answer)["code"]) == (422, "not_a_workbook")
    assert not ImportBatch.objects.unscoped("a test").exists()
    assert not Submission.objects.exists()


def test_sheets_nobody_knows_and_units_out_of_reach_are_refused(
    ours: Commune, clerk: Program
) -> None:
    unknown = clerk.post("imports/sheets", {"unit": "XHB", "sheets": {"Trang lạ": [{"Mã": "1"}]}})
    assert unknown.status_code == 422
    assert "Đảng viên" in told(unknown)["detail"]
    cell = a_program(an_account("secretary", ours.east), writes=True)
    assert cell.post("imports/sheets", {"unit": "XHB", "sheets": sheet(MAI)}).status_code == 404
    sent = {"unit": "XHB-01", "sheets": sheet(MAI)}
    assert cell.post("imports/sheets", sent).status_code == 403


def test_a_key_to_read_with_hands_nothing_in(ours: Commune) -> None:
    program = a_program(an_account("clerk", ours.commune))
    for address in ("imports", "imports/sheets", "reports/decisions"):
        answer = program.post(address, {})
        assert (answer.status_code, told(answer)["code"]) == (403, "token_reads_only")


def test_reports_are_accepted_and_returned_in_one_go_and_once(
    ours: Commune, superior: Program
) -> None:
    good = a_report(ours.east, date(2026, 10, 1))
    bad = a_report(ours.west, date(2026, 10, 1))
    sent = {"accept": [good.pk], "return": [{"report": bad.pk, "reason": "Thiếu kiến nghị."}]}
    key = str(uuid4())
    for _twice in range(2):
        answer = superior.post("reports/decisions", sent, key)
        assert told(answer) == {"accepted": 1, "returned": 1, "left": []}
    states = dict(MonthlyReport.objects.unscoped("a test").values_list("pk", "state"))
    assert states == {good.pk: "accepted", bad.pk: "returned"}
    steps = AuditEvent.objects.filter(action__in=("report.accepted", "report.returned"))
    assert {(event.actor_name, event.via) for event in steps} == {
        ("Trần Thị Bình (Phần mềm tổng hợp)", "api")
    }
    assert steps.count() == 2


def test_what_cannot_be_decided_is_told_and_the_rest_is_done(
    ours: Commune, superior: Program
) -> None:
    good = a_report(ours.east, date(2026, 10, 1))
    taken = a_report(ours.west, date(2026, 10, 1), state="accepted")
    sent = {"accept": [good.pk], "return": [{"report": taken.pk, "reason": "Muộn rồi."}]}
    said = told(superior.post("reports/decisions", sent))
    assert said["accepted"] == 1
    assert [each["report"] for each in said["left"]] == [taken.pk]


def test_who_decides_nothing_is_told_so(ours: Commune) -> None:
    cell = a_program(an_account("secretary", ours.east), writes=True)
    report = a_report(ours.east, date(2026, 10, 1))
    assert cell.post("reports/decisions", {"accept": [report.pk]}).status_code == 404
    report.refresh_from_db()
    assert report.state == "submitted"
