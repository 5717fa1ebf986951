"""Template B (domain facts §2.4) adopted by a commune, its edges through what a cell records."""

from datetime import date, time

import pytest

from chibo.areas.meetings.models import Meeting
from chibo.areas.rulebook import actions as rulebook
from chibo.areas.rulebook.actions import PackDraft
from chibo.areas.scoring.models import ScoreLine
from chibo.areas.scoring.past_facts import past_facts
from chibo.areas.scoring.queries import facts_of, record_of, shown_lines
from chibo.core.periods import Month
from chibo.regulations.templates import rubric_templates
from tests.factories import a_post
from tests.months import NAMES, CellMonth, at

TWELVE = (*NAMES, *(f"Đinh Văn {letter}" for letter in "GHIKLMN"))


@pytest.fixture
def ours(db: None) -> CellMonth:
    ours = CellMonth(names=TWELVE, month=Month(2026, 8))
    text = rubric_templates()["b"].text
    written = PackDraft("15-QĐ/ĐU", "Quy định", "Điều 4", date(2026, 6, 1), date(2026, 7, 1), text)
    common = {"actor": ours.superior, "now": at(date(2026, 6, 2))}
    pack = rulebook.draft(unit_id=ours.commune.pk, written=written, **common)
    rulebook.adopt(number=pack.pk, version=1, **common)
    return ours


def line(meeting: Meeting, code: str) -> ScoreLine:
    return next(each for each in shown_lines(meeting, None) if each.criterion == code)


def sit(ours: CellMonth, kind: str = "regular", **more: object) -> Meeting:
    return ours.sit(ours.prepare(kind), **more)


def test_a_month_without_a_thematic_part_gets_its_five_points_in_full(ours: CellMonth) -> None:
    regular = line(sit(ours), "4.3")
    assert regular.proposed == 5
    assert "Buổi này không có phần đó nên không xét, cho đủ 5 điểm." in regular.reason
    ours.next_month()
    assert line(sit(ours, "combined"), "4.3").proposed is None, "held: the cell gives the points"


def test_exactly_half_of_those_present_spoke_is_the_hole_of_the_scale_told_and_not_guessed(
    ours: CellMonth,
) -> None:
    for spoke, proposed in ((6, None), (7, 5), (5, 4)):
        meeting = sit(ours, speakers=spoke)
        ours.rest_present(meeting)
        speakers = line(meeting, "4.5")
        assert speakers.proposed == proposed
        if proposed is None:
            assert "6/12 người có mặt phát biểu (50,0%)" in speakers.reason
            assert "Thang điểm công bố không có bậc cho trường hợp này" in speakers.reason
        ours.next_month()


def test_one_absent_without_reason_goes_before_a_share_over_ninety(ours: CellMonth) -> None:
    meeting = sit(ours)
    ours.mark(meeting, ours.people[3], "unexcused")
    ours.rest_present(meeting)
    turnout = line(meeting, "2.1")
    assert turnout.proposed == 1
    assert "Có mặt 11/12 (91,7%)" in turnout.reason
    ours.mark(meeting, ours.people[3], "excused", was="unexcused")
    assert line(meeting, "2.1").proposed == 4


@pytest.mark.parametrize(
    ("ends_at", "points"),
    [(time(20, 30), 5), (time(20, 29), 4), (time(20), 3), (time(19, 45), None), (time(19, 44), 1)],
)
def test_minutes_missing_by_the_scale_and_below_half_one_point(
    ours: CellMonth, ends_at: time, points: int | None
) -> None:
    assert line(sit(ours, ends_at=ends_at), "1").proposed == points


def test_a_chi_uy_meeting_is_asked_for_only_where_there_is_more_than_a_secretary(
    ours: CellMonth,
) -> None:
    meeting = sit(ours)
    assert line(meeting, "3.3").proposed is None, "nobody's posts are on record: nothing is guessed"
    a_post(ours.people[0], "Bí thư")
    assert line(meeting, "3.3").proposed == 2
    a_post(ours.people[1], "Phó Bí thư")
    assert line(meeting, "3.3").proposed is None
    meeting.committee_met_on = date(2026, 8, 1)
    meeting.save()
    assert line(meeting, "3.3").proposed == 2


def test_a_fourth_excused_absence_in_a_row_of_one_member_leaves_the_extra_point_open(
    ours: CellMonth,
) -> None:
    often, once = ours.people[4], ours.people[5]
    seen = []
    for number in range(5):
        meeting = sit(ours)
        away = once if number == 4 else often
        ours.mark(meeting, away, "excused")
        ours.rest_present(meeting)
        seen.append(line(meeting, "2.2").proposed)
        ours.note(meeting, "next_month", "Ra quân.")
        facts = facts_of(meeting, record_of(meeting))
        ours.score(meeting)
        ours.close(meeting)
        meeting.refresh_from_db()
        past = past_facts([meeting])[meeting.pk]
        assert (
            past.excused_in_a_row == facts.excused_in_a_row == (number + 1 if away == often else 1)
        )
        ours.next_month()
    assert seen == [1, 1, 1, None, 1]
