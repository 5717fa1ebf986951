"""A page asks the database as often for thirty rows as for one."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chibo.areas.meetings.models import AgendaPoint, PaperToSend
from chibo.areas.organisation.models import Unit
from chibo.areas.tasks.models import Task
from tests.factories import a_cell, a_member, a_planned_meeting, a_report, an_account
from tests.months import CellMonth
from tests.web.month.conftest import People

FEW, MANY = 1, 30


def asked(client: Client, address: str) -> int:
    client.get(address)  # what is read once and kept
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def grow(ours: CellMonth, meeting_id: int, count: int) -> None:
    """`count` more people, tasks of last month, tasks of this one, points, papers, votes."""
    from chibo.areas.meetings.models import Meeting
    from chibo.areas.resolutions.models import Resolution

    meeting = Meeting.objects.unscoped("a test").get(pk=meeting_id)
    ref = Resolution.objects.unscoped("a test").get(meeting=meeting).ref
    for n in range(count):
        member = a_member(ours.cell, f"Lê Văn {n}")
        ours.mark(meeting, member, "present")
        Task.objects.create(
            unit=ours.cell, title=f"Việc {n}", owner=member, given_on=ours.month.previous().first
        )
        Task.objects.create(
            unit=ours.cell, title=f"Việc mới {n}", owner=member, given_on=ours.held_on, origin=ref
        )
        AgendaPoint.objects.create(meeting=meeting, position=50, title=f"Nội dung {n}", notes="x")
        PaperToSend.objects.create(meeting=meeting, title=f"Tài liệu {n}")
        ours.vote(meeting, 1, subject=f"Việc {n}")


@pytest.fixture
def counted(ours: CellMonth, people: People) -> Callable[[str, list[object]], tuple[int, int]]:
    meeting = ours.sit(ours.prepare())
    ours.rest_present(meeting)
    ours.assign(meeting)
    ours.score(meeting)

    def both(name: str, args: list[object]) -> tuple[int, int]:
        args = [meeting.pk if arg == "meeting" else arg for arg in args]
        address = reverse(name, args=args)
        grow(ours, meeting.pk, FEW)
        few = asked(people.secretary, address)
        grow(ours, meeting.pk, MANY - FEW)
        return few, asked(people.secretary, address)

    return both


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("step_prepare", 40),
        ("step_sitting", 40),
        ("step_score", 40),
        ("step_resolution", 40),
        ("step_report", 50),
        ("meeting_record", 30),
    ],
)
def test_the_pages_of_a_meeting(
    counted: Callable[[str, list[object]], tuple[int, int]], name: str, most: int
) -> None:
    few, many = counted(name, ["meeting"])
    assert few == many
    assert few <= most


def test_the_month_of_a_cell(
    ours: CellMonth, counted: Callable[[str, list[object]], tuple[int, int]]
) -> None:
    few, many = counted("cell_month", [ours.cell.pk, "2026-11"])
    assert few == many
    assert few <= 35


def test_a_paper_is_filled_with_as_many_questions(
    counted: Callable[[str, list[object]], tuple[int, int]],
) -> None:
    few, many = counted("meeting_paper", ["meeting", "resolution"])
    assert few == many


def test_waiting_reports(ours: CellMonth, people: People) -> None:
    address = reverse("reports_waiting")
    for n in range(FEW):
        a_report(_cell(ours, n))
    few = asked(people.superior, address)
    for n in range(FEW, MANY):
        a_report(_cell(ours, n))
    assert asked(people.superior, address) == few <= 12


def _cell(ours: CellMonth, n: int) -> Unit:
    return a_cell(ours.commune, name=f"Chi bộ thôn {n}")


def test_one_s_own_page(ours: CellMonth) -> None:
    client = Client()
    client.force_login(an_account("member", ours.cell, member=ours.people[2]))
    counts = []
    for n in range(2):
        for m in range(FEW if n == 0 else MANY):
            Task.objects.create(
                unit=ours.cell, title=f"{m}", owner=ours.people[2], given_on=ours.held_on
            )
        a_planned_meeting(ours.cell, ours.held_on, kind="regular" if n else "thematic")
        counts.append(asked(client, reverse("own")))
    assert counts[0] == counts[1] <= 15
