"""A cell's month in front of its pages, on a fixed day."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from chibo.areas.meetings.models import Meeting
from chibo.areas.scoring.queries import find_sheet
from tests.factories import an_account
from tests.months import CellMonth

TODAY = "2026-11-03"


@pytest.fixture
def ours(db: None, today_is: Callable[[str], None]) -> CellMonth:
    today_is(TODAY)
    return CellMonth()


@dataclass
class People:
    """Browsers of those who work with the cell."""

    secretary: Client
    superior: Client
    member: Client


@pytest.fixture
def people(ours: CellMonth) -> People:
    def signed_in(role: str, unit: object, **more: object) -> Client:
        client = Client()
        client.force_login(an_account(role, unit, **more))  # type: ignore[arg-type]
        return client

    return People(
        secretary=signed_in("secretary", ours.cell, full_name="Nguyễn Văn An"),
        superior=signed_in("superior", ours.commune),
        member=signed_in("member", ours.cell, member=ours.people[2]),
    )


@pytest.fixture
def half_done(ours: CellMonth) -> Meeting:
    """In the middle of the meeting: some are marked, times and notes are there, no score yet."""
    meeting = ours.sit(ours.prepare())
    ours.mark(meeting, ours.people[0], "present")
    ours.mark(meeting, ours.people[1], "excused")
    ours.note(meeting, "next_month", "Ra quân.")
    meeting.refresh_from_db()
    return meeting


def score_fields(ours: CellMonth, meeting: Meeting, **more: str) -> dict[str, str]:
    """The score form filled with what is proposed and full points elsewhere."""
    sheet = find_sheet(meeting)
    fields = {"version": str(sheet.version if sheet else 0)}
    for criterion, given in ours.points(meeting).items():
        fields[f"points-{criterion}"] = str(given.points).replace(".", ",")
        fields[f"reason-{criterion}"] = ""
    return fields | more
