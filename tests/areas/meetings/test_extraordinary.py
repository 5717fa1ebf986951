"""A meeting called for one matter (`bất thường`): beside the regular one, in no count of it."""

from datetime import date, time, timedelta

import pytest

from chibo.areas.indicators.actions import fold, verify
from chibo.areas.indicators.models import CellMonth as Counted
from chibo.areas.meetings import actions as meetings
from chibo.areas.meetings.errors import BadMeeting
from chibo.areas.meetings.judging import judge, rules_of
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import agenda_of, habit_of, held_months
from chibo.areas.reports.papers import meeting_paper
from chibo.areas.reports.progress import month_progress
from chibo.areas.scoring.queries import find_sheet, rubric_for
from tests.months import NOVEMBER, CellMonth, at


@pytest.fixture
def ours(db: None) -> CellMonth:
    return CellMonth()


def plan(ours: CellMonth, meeting: Meeting, topic: str) -> None:
    said = meetings.Plan(
        planned_on=date(2026, 11, 9),
        planned_at=time(8),
        place="",
        topic=topic,
        chair_name="Nguyễn Văn An",
        minutes_by="Trần Thị Bình",
        drafter_name="",
        committee_met_on=None,
        visitors="",
    )
    meetings.set_plan(
        actor=ours.secretary,
        meeting_id=meeting.pk,
        plan=said,
        version=meeting.version,
        now=at(date(2026, 11, 8)),
    )


def test_it_stands_beside_the_regular_one_and_takes_its_place_in_no_count(ours: CellMonth) -> None:
    first = ours.prepare("extraordinary")
    assert ours.prepare("extraordinary") == first, "asked twice, prepared once"
    with pytest.raises(BadMeeting, match="việc phải bàn"):
        plan(ours, first, " ")
    plan(ours, first, "Khắc phục sạt lở sau bão")
    codes = {point.code for point in agenda_of(first)}
    assert {"opening", "roll_call", "conclusion"} <= codes
    assert not {"month_review", "dues", "self_score", "task"} & codes

    ours.sit(first, starts_at=time(23, 50), ends_at=time(0, 20))
    ours.rest_present(first)
    ours.note(first, "discussion", "Bàn việc sạt lở.")
    ours.assign(first, "Huy động xe xúc đất")
    closed = ours.close(first, now=at(ours.held_on + timedelta(days=1), 1))
    assert closed.state == "closed"
    assert find_sheet(closed) is None
    assert rubric_for(closed, None) is None
    verdict = judge(closed, habit_of(ours.cell), rules_of(closed))
    assert (verdict.code, verdict.minutes, closed.minimum_minutes) == ("no_minimum", 30, None)
    assert "không chấm" in month_progress(ours.cell, NOVEMBER, closed)[2].note
    now = at(ours.held_on)
    paper = meeting_paper(actor=ours.secretary, kind="minutes", meeting_id=first.pk, now=now)
    assert paper.content

    assert held_months(ours.cell, NOVEMBER, NOVEMBER) == set(), "the month's meeting is still due"
    fold(today=ours.month.last)
    assert not Counted.objects.unscoped("a test").filter(met_on__isnull=False).exists()
    assert verify(today=ours.month.last) == []

    regular = ours.prepare()
    assert regular.pk != first.pk
    assert regular.kind == "regular"


@pytest.mark.parametrize(
    ("starts", "ends", "kind", "code"),
    [
        (time(23, 0), time(0, 29), "regular", "short"),
        (time(23, 0), time(0, 30), "regular", "enough"),
        (time(22, 30), time(0, 29), "combined", "short"),
        (time(22, 30), time(0, 30), "combined", "enough"),
        (time(19, 0), time(20, 29), "regular", "short"),
        (time(19, 0), time(20, 30), "regular", "enough"),
    ],
)
def test_a_minute_decides_also_over_midnight(
    ours: CellMonth, starts: time, ends: time, kind: str, code: str
) -> None:
    meeting = ours.sit(ours.prepare(kind), starts_at=starts, ends_at=ends)
    assert judge(meeting, habit_of(ours.cell), rules_of(meeting)).code == code
