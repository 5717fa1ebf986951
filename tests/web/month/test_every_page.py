"""Every page of a month opens in every state of the month, for everyone who may see it."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.meetings.models import Meeting
from chibo.areas.reports import actions as reports
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.reports.papers import PAPERS
from chibo.areas.reports.queries import find_report
from chibo.areas.scoring.actions import GivenPoints
from tests.factories import a_cell, a_held_meeting, a_score
from tests.months import CellMonth, at
from tests.web.month.conftest import People

STEPS = ("step_prepare", "step_sitting", "step_score", "step_resolution", "step_report")
STATES = (
    "planned",
    "half_done",
    "closed",
    "reported",
    "returned",
    "reopened",
    "accepted",
    "imported",
)


def meeting_in(state: str, ours: CellMonth) -> Meeting:
    """The month's meeting, brought so far."""
    if state == "imported":
        meeting = a_held_meeting(ours.cell, date(2026, 11, 2), origin="import:1")
        a_score(meeting)
        return meeting
    meeting = ours.prepare()
    if state == "planned":
        return meeting
    ours.sit(meeting)
    ours.mark(meeting, ours.people[0], "excused", reason="Đi viện")
    ours.note(meeting, "next_month", "Ra quân.")
    if state == "half_done":
        return meeting
    ours.rest_present(meeting)
    ours.vote(meeting, 4)
    ours.assign(meeting, owner_id=ours.people[2].pk)
    ours.score(meeting, c2=GivenPoints(3))
    ours.close(meeting)
    _report(state, ours, meeting)
    return meeting


def _report(state: str, ours: CellMonth, meeting: Meeting) -> None:
    if state == "closed":
        return
    report = ours.submit(ours.begin_report(), on=date(2026, 11, 3))
    if state == "accepted":
        ours.decide(meeting, "90", "Biên bản sơ sài.")
        reports.accept(actor=ours.superior, report_id=report.pk, now=at(ours.held_on))
    if state in {"returned", "reopened"}:
        reports.give_back(
            actor=ours.superior, report_id=report.pk, comment="Xem lại giờ.", now=at(ours.held_on)
        )
    if state == "reopened":
        ours.reopen(meeting)


def addresses(ours: CellMonth, meeting: Meeting, report: MonthlyReport | None) -> list[str]:
    found = [reverse(step, args=[meeting.pk]) for step in STEPS]
    found += [reverse("meeting_record", args=[meeting.pk])]
    found += [reverse("cell_month", args=[ours.cell.pk, "2026-11"])]
    return found + ([reverse("decide_report", args=[report.pk])] if report else [])


def opens(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = answer.content.decode()
    assert "<h1" in page, address
    assert ">None<" not in page, address
    assert not re.search(r"\{[%{]", page), address
    return page


@pytest.mark.parametrize("state", STATES)
def test_secretary_and_superior_open_every_page(
    ours: CellMonth, people: People, state: str
) -> None:
    meeting = meeting_in(state, ours)
    report = find_report(ours.cell, ours.month)
    for address in addresses(ours, meeting, report):
        opens(people.secretary, address)
        opens(people.superior, address)
    opens(people.secretary, reverse("cell_habit", args=[ours.cell.pk]))
    opens(people.superior, reverse("reports_waiting"))
    if report and report.state == "returned":
        opens(people.secretary, reverse("edit_report", args=[report.pk]))


def test_who_only_reads_finds_no_form_that_writes(ours: CellMonth, people: People) -> None:
    meeting = meeting_in("half_done", ours)
    for address in addresses(ours, meeting, None):
        page = opens(people.superior, address)
        posts = re.findall(r'<form method="post"[^>]*action="([^"]*)"', page)
        assert not [to for to in posts if "/sinh-hoat/" in to or "/chi-bo/" in to], address
        for row in re.findall(r'<fieldset class="roll-row"[^>]*>', page):
            assert "disabled" in row


def test_a_closed_meeting_offers_no_form_but_to_open_it_again(
    ours: CellMonth, people: People
) -> None:
    meeting = meeting_in("closed", ours)
    page = opens(people.secretary, reverse("step_sitting", args=[meeting.pk]))
    assert "Buổi sinh hoạt đã đóng" in page
    assert "Lưu giờ họp" not in page
    page = opens(people.secretary, reverse("step_report", args=[meeting.pk]))
    assert reverse("reopen_meeting", args=[meeting.pk]) in page


@pytest.mark.parametrize("state", ["planned", "reported", "imported"])
def test_every_paper_downloads(ours: CellMonth, people: People, state: str) -> None:
    meeting = meeting_in(state, ours)
    for kind in PAPERS:
        if kind != "monthly_report":
            answer = people.superior.get(reverse("meeting_paper", args=[meeting.pk, kind]))
            assert answer.status_code == 200
            assert answer["Content-Disposition"].startswith("attachment")
            assert answer.content[:2] == b"PK"
    report = find_report(ours.cell, ours.month)
    if report:
        answer = people.superior.get(reverse("report_paper", args=[report.pk]))
        assert answer.content[:2] == b"PK"


def test_a_month_nobody_prepared_says_what_to_do_and_why_it_matters(
    ours: CellMonth, people: People
) -> None:
    page = opens(people.secretary, reverse("cell_month", args=[ours.cell.pk, "2026-11"]))
    assert "Chuẩn bị buổi họp" in page
    assert "Hôm nay là ngày họp." in page
    assert "Chuẩn bị buổi họp" not in opens(
        people.superior, reverse("cell_month", args=[ours.cell.pk, "2026-11"])
    )


def test_home_of_a_secretary_is_this_month_of_the_cell(ours: CellMonth, people: People) -> None:
    answer = people.secretary.get(reverse("month"))
    assert answer["Location"] == reverse("cell_month", args=[ours.cell.pk, "2026-11"])
    assert people.member.get(reverse("month")).status_code == 404


@pytest.mark.parametrize("month", ["2026-13", "rác", "9998-12", "0001-01", "1000-01", "2031-05"])
def test_an_address_with_no_such_month_shows_this_month(
    ours: CellMonth, people: People, month: str
) -> None:
    page = opens(people.secretary, reverse("cell_month", args=[ours.cell.pk, month]))
    assert "11/2026" in page


def test_a_committee_has_no_month_of_its_own(ours: CellMonth, people: People) -> None:
    answer = people.superior.get(reverse("cell_month", args=[ours.commune.pk, "2026-11"]))
    assert answer.status_code == 404


def test_an_ended_cell_is_not_reminded_to_meet(ours: CellMonth, people: People) -> None:
    ended = a_cell(ours.commune, ended_before=date(2026, 6, 1))
    page = opens(people.superior, reverse("cell_month", args=[ended.pk, "2026-11"]))
    assert "Cần chú ý" not in page
