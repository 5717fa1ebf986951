"""A cell written in bulk leaves the same records as one whose people used the program."""

from datetime import date

import pytest
from django.db import transaction

from chibo.areas.documents.models import PaperCounter, PaperNumber
from chibo.areas.meetings.models import (
    AgendaPoint,
    Attendance,
    Meeting,
    PaperToSend,
    Vote,
)
from chibo.areas.reports.models import MonthlyReport, ReportComment, ReportEvent
from chibo.areas.resolutions.models import Resolution
from chibo.areas.scoring.models import ScoreLine, ScoreSheet
from chibo.areas.tasks.models import Task, TaskNote, TaskReview
from chibo.core.periods import months_between
from chibo.sample import build
from chibo.sample.cells import Cell
from chibo.sample.hours import at
from chibo.sample.province import Province, invent
from chibo.sample.staff import Staff
from chibo.sample.stories import Stage
from chibo.sample.telling import Teller
from chibo.sample.written import MonthWriter
from tests.sample.fingerprint import rows_of

TABLES = (
    Meeting,
    AgendaPoint,
    PaperToSend,
    Attendance,
    Vote,
    ScoreSheet,
    ScoreLine,
    Resolution,
    Task,
    TaskNote,
    TaskReview,
    MonthlyReport,
    ReportComment,
    ReportEvent,
    PaperNumber,
    PaperCounter,
)
TODAY = date(2026, 11, 20)


@pytest.fixture
def province() -> Province:
    return invent(today=TODAY, seed=7)


@pytest.fixture
def staff(db: None, province: Province) -> Staff:
    """The province before its last months: old books taken, people at their posts."""
    return build.open_offices(province, at(TODAY, 9))[0]


def _chosen(province: Province) -> list[Cell]:
    """One cell of every ordinary course of things: two meetings a month, none, returned, open."""
    wanted = {"two": False, "missed": False, "returned": False, "begun": False, "scored": False}
    found: list[Cell] = []
    for cell in province.standing:
        teller = Teller(province, cell)
        told = [teller.tell(m) for m in months_between(province.first_record, province.running)]
        stages = {meeting.stage for story in told for meeting in story.meetings}
        seen = {
            "two": any(len(story.meetings) > 1 for story in told),
            "missed": any(not story.meetings and story.report for story in told),
            "returned": any(
                step.state == "returned" for s in told if s.report for step in s.report.steps
            ),
            "begun": Stage.BEGUN in stages,
            "scored": Stage.SCORED in stages,
        }
        if any(seen[what] and not wanted[what] for what in wanted):
            wanted = {what: wanted[what] or seen[what] for what in wanted}
            found.append(cell)
    assert all(wanted.values())
    return found


def test_cells_written_in_bulk_equal_cells_whose_people_acted(
    province: Province, staff: Staff
) -> None:
    cells = _chosen(province)
    months = months_between(province.first_record, province.running)
    outcomes = []
    for way in (_act, _write):
        with transaction.atomic():
            way(province, staff, cells, months)
            outcomes.append({(t, c.code): rows_of(t, c.code) for t in TABLES for c in cells})
            transaction.set_rollback(True)
    acted, written = outcomes
    for (table, code), rows in acted.items():
        assert written[table, code] == rows, f"{table.__name__} of {code}"
    assert acted[Meeting, cells[0].code]


def _act(province, staff, cells, months) -> None:
    for cell in cells:
        teller = Teller(province, cell)
        build.play_cell(build.desk_of(cell, staff), [teller.tell(m) for m in months], staff)


def _write(province, staff, cells, months) -> None:
    told = [(build.desk_of(cell, staff), Teller(province, cell)) for cell in cells]
    writer = MonthWriter(staff.members, province.seed)
    for month in months:
        writer.write([(desk, teller.tell(month)) for desk, teller in told])
    writer.finish()
