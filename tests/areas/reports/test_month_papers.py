"""What the papers say is what the pages say: both are filled from the same record."""

import io
from typing import Any

import docx
import pytest

from chibo.areas.documents.kinds import NotIssued
from chibo.areas.meetings.models import Meeting
from chibo.areas.reports.papers import make_paper, meeting_paper, report_paper
from chibo.areas.reports.papers.making import UnknownPaper
from chibo.areas.reports.queries import figures_of
from chibo.areas.scoring.actions import GivenPoints
from chibo.core.errors import NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_held_meeting, an_account, an_actor
from tests.months import CellMonth, at

KINDS = ("notice", "minutes", "resolution", "score_sheet", "attendance")


@pytest.fixture
def ours(db: None) -> CellMonth:
    ours = CellMonth()
    an_account("secretary", ours.cell, full_name="Nguyễn Văn Bí Thư")
    return ours


def held(ours: CellMonth) -> Meeting:
    meeting = ours.sit(ours.prepare())
    ours.mark(meeting, ours.people[0], "excused", reason="Đi viện")
    ours.rest_present(meeting)
    ours.note(meeting, "next_month", "Ra quân vệ sinh đường làng.")
    ours.vote(meeting, 3, abstained=1)
    ours.assign(meeting, "Rà soát hộ nghèo", owner_id=ours.people[2].pk)
    ours.score(meeting, c2=GivenPoints(3))
    return ours.close(meeting)


def words(content: bytes) -> str:
    """All that is printed, in order, with single spaces."""
    document: Any = docx.Document(io.BytesIO(content))
    parts = [p.text for p in document.paragraphs]
    for table in document.tables:
        parts += [cell.text for row in table.rows for cell in row.cells]
    return " ".join(" ".join(parts).split())


def paper(ours: CellMonth, kind: str, meeting: Meeting) -> str:
    made = meeting_paper(
        actor=ours.secretary, kind=kind, meeting_id=meeting.pk, now=at(ours.held_on)
    )
    assert made.name.endswith(".docx")
    return words(made.content)


def test_the_minutes_tell_the_record(ours: CellMonth) -> None:
    said = paper(ours, "minutes", held(ours))
    assert "Triệu tập: 05 đồng chí (chính thức 05, dự bị 0)" in said
    assert "Có mặt: 4/5 (80,0%)" in said
    assert "Nguyễn Văn An" in said
    assert "Đi viện" in said
    assert "3/4 (75,0%)" in said, (
        "votes over those who could vote: the one away with a reason is left out"
    )
    assert "Chi bộ thống nhất nội dung đã bàn." in said


def test_the_resolution_has_its_number_its_tasks_and_the_name_that_signs(ours: CellMonth) -> None:
    meeting = held(ours)
    said = paper(ours, "resolution", meeting)
    assert "Số 01-NQ/CB" in said
    assert "1. Ra quân vệ sinh đường làng. III-" in said
    assert "tại (chưa ghi nơi họp), Chi bộ thôn Đông" in said
    assert "Rà soát hộ nghèo" in said
    assert "Lê Văn Cường" in said
    assert "Nguyễn Văn Bí Thư" in said


def test_before_closing_the_number_is_a_gap(ours: CellMonth) -> None:
    meeting = ours.prepare()
    assert "Số -NQ/CB" in paper(ours, "resolution", meeting)
    assert "Số -TB/CB" in paper(ours, "notice", meeting)


def test_the_score_sheet_sums_to_what_the_page_shows(ours: CellMonth) -> None:
    meeting = held(ours)
    assert meeting.score_sheet.self_total == 98
    said = paper(ours, "score_sheet", meeting)
    assert "98" in said
    assert "Có mặt 4/5 (80,0%)" in said


def test_the_attendance_list_names_everybody(ours: CellMonth) -> None:
    said = paper(ours, "attendance", held(ours))
    for member in ours.people:
        assert member.full_name in said


def test_every_figure_of_the_screen_stands_in_the_report(ours: CellMonth) -> None:
    held(ours)
    report = ours.submit(ours.begin_report())
    made = report_paper(actor=ours.superior, report_id=report.pk, now=at(ours.month.last))
    document: Any = docx.Document(io.BytesIO(made.content))
    printed = [" ".join(cell.text for cell in row.cells) for t in document.tables for row in t.rows]
    for figure in figures_of(report):
        (line,) = [row for row in printed if figure.label in row]
        assert (figure.value or "chưa có số liệu") in line, figure.label
    said = words(made.content)
    assert "Số 01-BC/CB" in said
    assert "có mặt 4/5 đảng viên" in said


def test_a_report_accepted_says_tomorrow_what_it_said_today(ours: CellMonth) -> None:
    meeting = held(ours)
    report = ours.submit(ours.begin_report())
    before = report_paper(actor=ours.superior, report_id=report.pk, now=at(ours.month.last))
    meeting.refresh_from_db()
    ours.people[3].state, ours.people[3].state_on = "deceased", ours.month.first
    ours.people[3].save()
    ours.next_month()
    ours.prepare()
    after = report_paper(actor=ours.superior, report_id=report.pk, now=at(ours.month.last))
    assert words(before.content) == words(after.content)


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_can_be_made_in_every_state(ours: CellMonth, kind: str) -> None:
    meeting = ours.prepare()
    assert paper(ours, kind, meeting)
    ours.sit(meeting)
    ours.mark(meeting, ours.people[0], "present")
    meeting.refresh_from_db()
    assert paper(ours, kind, meeting)
    imported = a_held_meeting(CellMonth(ours.commune).cell, origin="import:1")
    made = meeting_paper(
        actor=ours.superior, kind=kind, meeting_id=imported.pk, now=at(ours.held_on)
    )
    assert words(made.content)


def test_an_imported_meeting_s_turnout_is_on_its_minutes(ours: CellMonth) -> None:
    imported = a_held_meeting(ours.cell, expected=12, present=11, origin="import:1")
    assert "Có mặt: 11/12" in paper(ours, "minutes", imported)


def test_the_command_finds_the_month_s_paper_by_the_cell_s_code(ours: CellMonth) -> None:
    held(ours)
    report = ours.begin_report()
    for kind in (*KINDS, "monthly_report"):
        assert make_paper(
            actor=ours.superior,
            kind=kind,
            unit_code=ours.cell.code,
            month=ours.month,
            now=at(ours.month.last),
        )
    assert report.pk
    with pytest.raises(NotThere, match="12/2026"):
        make_paper(
            actor=ours.superior,
            kind="minutes",
            unit_code=ours.cell.code,
            month=ours.month.next(),
            now=at(ours.month.last),
        )


def test_who_may_not_see_the_meeting_gets_no_paper(ours: CellMonth) -> None:
    meeting = held(ours)
    with pytest.raises(NotThere):
        meeting_paper(
            actor=CellMonth().secretary, kind="minutes", meeting_id=meeting.pk, now=at(ours.held_on)
        )
    with pytest.raises(NotThere):
        meeting_paper(
            actor=an_actor("member", ours.cell),
            kind="minutes",
            meeting_id=meeting.pk,
            now=at(ours.held_on),
        )
    with pytest.raises(UnknownPaper):
        meeting_paper(
            actor=ours.secretary, kind="decree", meeting_id=meeting.pk, now=at(ours.held_on)
        )


def test_making_a_paper_leaves_a_trace(ours: CellMonth) -> None:
    meeting = held(ours)
    paper(ours, "minutes", meeting)
    event = AuditEvent.objects.filter(action="paper.made").get()
    assert event.target == f"meeting:{meeting.pk}"
    assert event.changes == {"paper": "minutes", "template": "shipped"}


def test_a_party_group_issues_no_papers(ours: CellMonth) -> None:
    type(ours.cell).objects.unscoped("a test").filter(pk=ours.cell.pk).update(kind="to_dang")
    meeting = ours.prepare()
    with pytest.raises(NotIssued):
        paper(ours, "resolution", meeting)
