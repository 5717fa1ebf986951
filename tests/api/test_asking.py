"""What programs read: the same as people with the same roles, page by page."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import InternalError, connection
from django.test.utils import CaptureQueriesContext

from chibo.api.document import api
from chibo.api.reading import reading
from chibo.areas.access.limits import limit
from chibo.areas.access.queries import operator_actor
from chibo.areas.indicators.actions import fold
from chibo.areas.indicators.closing.actions import close_periods
from chibo.areas.indicators.models import ClosedPeriod
from chibo.areas.indicators.queries.report import indicator_report
from chibo.areas.members.models import Member
from chibo.areas.privacy.models import DataRequest, Restriction
from chibo.areas.tokens.models import Token
from chibo.core import clock
from chibo.core.clock import ZONE
from chibo.core.models import AuditEvent
from chibo.core.periods import Month
from tests.api.conftest import Commune
from tests.factories import a_cell, a_member, an_account
from tests.factories.meetings import a_held_meeting, a_report, a_score
from tests.programs import Program, a_program, told


def had_restricted(member: Member) -> None:
    """Somebody asked that their record be left alone, and it was granted."""
    day, at = date(2026, 11, 20), datetime(2026, 11, 20, 8, tzinfo=ZONE)
    asked = DataRequest.objects.create(
        member=member, right="restrict", state="granted", asked_on=day,
        acknowledge_by=day, due_on=day, first_due_on=day,
    )  # fmt: skip
    Restriction.objects.create(member=member, request=asked, why="Đang tranh chấp", since=at)


@pytest.fixture
def clerk(ours: Commune) -> Program:
    return a_program(an_account("clerk", ours.commune))


def test_the_tree_of_a_day_comes_page_by_page(
    ours: Commune, clerk: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chibo.api.endpoints.units.PAGE", 2)
    first = told(clerk.get("units"))
    assert first["on"] == "2026-11-21"
    assert [each["code"] for each in first["items"]] == ["XHB", "XHB-01"]
    second = told(clerk.get("units", after=first["next"]))
    assert second["items"] == [
        {
            "code": "XHB-02",
            "name": "Chi bộ thôn Tây",
            "kind": ours.west.kind,
            "is_cell": True,
            "parent": "XHB",
        }
    ]
    assert second["next"] is None


def test_a_unit_is_told_with_what_stands_below_it(ours: Commune, clerk: Program) -> None:
    said = told(clerk.get("units/XHB"))
    assert said["children"] == ["XHB-01", "XHB-02"]
    assert said["name"] == ours.commune.name


def test_members_are_named_without_numbers_and_each_of_them_sees_it(
    ours: Commune, clerk: Program
) -> None:
    rows = Member.objects.unscoped("a test")
    rows.update(phone="0912345678", ethnicity="Kinh")
    had_restricted(rows.get(full_name="Trần Thị Bình"))
    said = told(clerk.get("units/XHB/members"))
    assert [each["full_name"] for each in said["items"]] == [
        "Nguyễn Văn An",
        "Trần Thị Bình",
        "Lê Văn Cường",
    ]
    assert said["items"][0].keys() == {
        *("code", "full_name", "birth_year", "joined_on", "state", "cell", "restricted")
    }
    assert [each["restricted"] for each in said["items"]] == [False, True, False]
    read = AuditEvent.objects.filter(action="member.handed_out", kind="read")
    assert {event.target for event in read} == {f"member:{row.pk}" for row in rows}
    assert told(clerk.get("me"))["members_today"] == 3


def test_a_days_names_stay_below_what_takes_two_people(ours: Commune, clerk: Program) -> None:
    other = a_program(clerk.token.account, name="Phần mềm khác")
    most = limit("exports", "members")
    Token.objects.filter(pk=other.token.pk).update(members=most - 3, members_on=date(2026, 11, 21))
    answer = clerk.get("units/XHB/members")
    assert answer.status_code == 403
    assert told(answer)["code"] == "second_needed"
    assert not AuditEvent.objects.filter(action="member.handed_out").exists()
    Token.objects.update(members_on=date(2026, 11, 20))
    assert clerk.get("units/XHB/members").status_code == 200


def test_a_role_without_members_reads_no_list(ours: Commune) -> None:
    program = a_program(an_account("auditor", ours.commune))
    assert program.get("units/XHB/members").status_code == 403


def test_meetings_of_cells_below_come_in_numbers(ours: Commune, clerk: Program) -> None:
    a_held_meeting(ours.east, date(2026, 10, 3), expected=3, present=2)
    a_held_meeting(ours.west, date(2026, 11, 3), expected=5, present=5)
    found = told(clerk.get("units/XHB/meetings", **{"from": "2026-10-01", "to": "2026-10-31"}))
    (meeting,) = found["items"]
    assert (meeting["unit"], meeting["held_on"]) == ("XHB-01", "2026-10-03")
    assert (meeting["expected"], meeting["present"]) == (3, 2)
    both = told(clerk.get("units/XHB/meetings", **{"from": "2026-01-01", "to": "2026-12-31"}))
    assert [each["unit"] for each in both["items"]] == ["XHB-01", "XHB-02"]


def test_figures_are_the_document_the_command_prints(ours: Commune, clerk: Program) -> None:
    a_held_meeting(ours.east, date(2026, 10, 3), expected=3, present=2)
    asked = {"from": "2026-09", "to": "2026-10", "structure": "now", "children": "true"}
    printed = indicator_report(
        actor=operator_actor("chibo indicators"),
        unit_code="XHB",
        start=Month(2026, 9),
        end=Month(2026, 10),
        children=True,
        structure="now",
        today=date(2026, 11, 21),
    )
    assert told(clerk.get("units/XHB/figures", **asked)) == {**printed, "restated": {}}
    assert printed["indicators"]["meetings.regular"]["value"] == 1
    alone = told(clerk.get("units/XHB/figures", **{"from": "2026-09", "to": "2026-10"}))
    assert "children" not in alone


def test_a_figure_of_a_closed_month_says_what_it_was_closed_as(
    ours: Commune, clerk: Program
) -> None:
    today, february = date(2026, 11, 21), {"from": "2026-02", "to": "2026-02"}
    a_held_meeting(ours.east, date(2026, 2, 3))
    fold(today=today)
    worker = operator_actor("test")
    assert close_periods(actor=worker, now=clock.now(), today=today)
    assert told(clerk.get("units/XHB/figures", **february))["restated"] == {}
    a_held_meeting(ours.west, date(2026, 2, 4))
    found = told(clerk.get("units/XHB/figures", **february))
    assert found["indicators"]["meetings.regular"]["value"] == 2
    closed = found["restated"]["meetings.regular"]
    assert closed["value"] == 1
    assert closed["sha256"] == ClosedPeriod.objects.get(months=1, first=date(2026, 2, 1)).sha256
    assert "members.total" not in found["restated"]


def test_months_the_wrong_way_round_are_refused(ours: Commune, clerk: Program) -> None:
    answer = clerk.get("units/XHB/figures", **{"from": "2026-10", "to": "2026-09"})
    assert answer.status_code == 422


def test_reports_that_wait_and_cells_that_are_late(ours: Commune) -> None:
    program = a_program(an_account("superior", ours.commune))
    waiting = a_report(ours.east, date(2026, 10, 1))
    (row,) = told(program.get("units/XHB/reports"))["items"]
    assert (row["report"], row["unit"], row["month"]) == (waiting.pk, "XHB-01", "2026-10")
    (late,) = told(program.get("units/XHB/reports", state="late"))["items"]
    assert (late["unit"], late["month"], late["state"]) == ("XHB-02", "2026-10", "none")
    assert told(program.get("units/XHB/reports", state="late", month="2026-11"))["items"] == []


def test_what_only_reads_cannot_write(ours: Commune, clerk: Program) -> None:
    @reading
    def forgets_itself(request: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE organisation_unit SET name = 'x'")

    asking = type("Asking", (), {"actor": operator_actor("a test")})()
    with pytest.raises(InternalError, match="read-only"):
        forgets_itself(asking)


def test_every_way_of_reading_is_read_only_and_behind_the_wall() -> None:
    """Or reads inside through one that is, having first done what reading rests on."""
    apart = {"members", "figures", "openapi"}
    reads = {
        operation.view_func.__name__: operation.view_func
        for _prefix, router in api._routers
        for path in router.path_operations.values()
        for operation in path.operations
        if operation.methods == ["GET"]
    }
    marked = {name for name, view in reads.items() if getattr(view, "is_reading", False)}
    assert reads.keys() - marked == apart


def test_a_list_asks_the_database_as_often_for_thirty_as_for_one(
    ours: Commune, clerk: Program
) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert clerk.get(address).status_code == 200
        return len(found)

    addresses = ("units", "units/XHB", "units/XHB/members")
    before = [asked(each) for each in addresses]
    for number in range(30):
        cell = a_cell(ours.commune, f"Chi bộ thôn {number}", code=f"XHB-1{number:02}")
        a_member(cell, f"Trần Văn {number}", code=f"DVX{number}")
    assert [asked(each) for each in addresses] == before


def test_points_are_plain_numbers(ours: Commune, clerk: Program) -> None:
    held = a_held_meeting(ours.east, date(2026, 10, 3), expected=3, present=2)
    a_score(held, self_total=Decimal("91.5"))
    found = told(clerk.get("units/XHB/meetings", **{"from": "2026-10-01", "to": "2026-10-31"}))
    assert found["items"][0]["self_score"] == 91.5
    assert found["items"][0]["official_score"] is None
