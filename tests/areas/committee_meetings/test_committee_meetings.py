"""The chi ủy meets before the cell; what it concludes goes on, and no figure of the cell moves."""

import io
from datetime import date
from typing import Any

import pytest
from docx import Document

from chibo.areas.committee_meetings.actions import (
    add_point,
    close,
    mark,
    mark_rest,
    prepare,
    remove_point,
    reopen,
)
from chibo.areas.committee_meetings.errors import BadCommitteeMeeting, NoCommittee
from chibo.areas.committee_meetings.models import CommitteeAttendance, CommitteeMeeting
from chibo.areas.committee_meetings.queries import (
    find_sitting,
    get_sitting,
    points_of,
    roll_of,
    seats_of_cell,
    sittings_of,
)
from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.indicators.queries import indicator_report
from chibo.areas.meetings.models import AgendaPoint, Meeting
from chibo.areas.meetings.queries import agenda_of, held_months, meetings_in
from chibo.areas.reports.papers import committee_minutes_paper
from chibo.areas.scoring.queries import find_sheet, shown_lines
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from tests.committees import DAY, NOW, Committee
from tests.factories import a_cell, a_post, an_actor
from tests.months import CellMonth, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee() -> Committee:
    return Committee()


def passed(meeting: Meeting) -> list[str]:
    return [point.title for point in agenda_of(meeting) if point.code == "passed_on"]


def test_expected_are_the_holders_of_chi_uy_posts_on_the_day(committee: Committee) -> None:
    sitting = committee.prepare()
    assert committee.prepare().pk == sitting.pk  # a double click
    assert [seat.member.full_name for seat in roll_of(sitting)] == [
        "Nguyễn Văn An",
        "Trần Thị Bình",
        "Lê Văn Cường",
    ]
    assert points_of(sitting)[0].title == "Kiểm điểm việc thực hiện nghị quyết tháng trước"
    assert find_sitting(committee.secretary, committee.meeting) == sitting
    assert sittings_of(committee.secretary, committee.cell) == [sitting]


def test_a_cell_without_chi_uy_has_no_such_meeting(committee: Committee) -> None:
    other = CellMonth(committee.ours.commune)
    a_post(other.people[0], "Bí thư")
    a_post(other.people[1], "Phó bí thư")
    assert seats_of_cell(other.cell, DAY) == []
    with pytest.raises(NoCommittee):
        prepare(actor=other.secretary, meeting_id=other.prepare().pk, now=NOW)


def test_held_and_closed_it_passes_its_conclusions_on_and_dates_itself_for_the_score(
    committee: Committee,
) -> None:
    sitting = committee.held()
    committee.meeting.refresh_from_db()
    assert committee.meeting.committee_met_on == DAY
    assert passed(committee.meeting) == ["Bàn kỹ việc làm đường xóm Trên"]
    codes = [point.code for point in agenda_of(committee.meeting)]
    assert codes.index("passed_on") == codes.index("conclusion") - 1
    assert committee.close(sitting).version == sitting.version  # closed twice
    reopen(actor=committee.secretary, sitting_id=sitting.pk, reason="Ghi sót.", now=at(DAY))
    committee.write(sitting, conclusion="Bàn kỹ việc làm đường", to_cell=True)
    committee.write(sitting, 1, conclusion="Giúp hai hộ khó khăn", to_cell=True)
    committee.close(sitting)
    assert passed(committee.meeting) == ["Bàn kỹ việc làm đường", "Giúp hai hộ khó khăn"]
    reopen(actor=committee.secretary, sitting_id=sitting.pk, reason="Thôi.", now=at(DAY))
    AgendaPoint.objects.filter(title__startswith="Bàn kỹ").update(notes="Đã bàn.")
    committee.write(sitting, 0)
    committee.write(sitting, 1)
    committee.close(sitting)
    assert passed(committee.meeting) == ["Bàn kỹ việc làm đường"]  # something was noted under it


def test_what_is_missing_or_makes_no_sense_is_refused(committee: Committee) -> None:
    sitting = committee.prepare()
    with pytest.raises(BadCommitteeMeeting, match="ngày, giờ"):
        committee.close(sitting)
    with pytest.raises(BadCommitteeMeeting, match="chưa tới"):
        committee.record(sitting, held_on=date(2026, 11, 2))
    committee.record(sitting)
    with pytest.raises(BadCommitteeMeeting, match="điểm danh"):
        committee.close(sitting)
    who = {"actor": committee.secretary, "sitting_id": sitting.pk, "now": NOW}
    for seat in roll_of(sitting):
        mark(member_id=seat.member.pk, state="excused", reason="Đi họp", **who)
    with pytest.raises(BadCommitteeMeeting, match="có mặt"):
        committee.close(sitting)
    with pytest.raises(BadCommitteeMeeting):
        mark(member_id=committee.ours.people[4].pk, state="present", reason="", **who)
    with pytest.raises(BadCommitteeMeeting):
        mark(member_id=committee.ours.people[0].pk, state="exempt", reason="", **who)
    with pytest.raises(BadCommitteeMeeting, match="kết luận"):
        committee.write(sitting, to_cell=True)
    with pytest.raises(MarkedSecret):
        committee.write(sitting, notes="TỐI MẬT")
    committee.write(sitting, notes="Đã bàn.")
    with pytest.raises(BadCommitteeMeeting, match="ghi chép"):
        remove_point(point_id=points_of(sitting)[0].pk, **who)
    extra = add_point(title="Việc khác", **who)
    for _click in range(2):
        remove_point(point_id=extra.pk, **who)
    mark(member_id=committee.ours.people[0].pk, state="present", reason="", **who)
    with pytest.raises(BadCommitteeMeeting, match="20:00 mới kết thúc mà bây giờ là 19:00"):
        close(actor=committee.secretary, sitting_id=sitting.pk, now=at(DAY, 19))
    committee.close(sitting)
    with pytest.raises(BadCommitteeMeeting, match="đã đóng"):
        committee.record(sitting, place="Nhà bí thư")
    with pytest.raises(BadCommitteeMeeting, match="lý do"):
        reopen(reason=" ", **who)


def test_two_people_do_not_overwrite_each_other(committee: Committee) -> None:
    sitting = committee.prepare()
    committee.write(sitting, notes="Của người này.", version=1)
    committee.write(sitting, notes="Của người này.", version=1)
    with pytest.raises(ChangedMeanwhile):
        committee.write(sitting, notes="Của người kia.", version=1)
    committee.record(sitting, place="Nhà văn hóa", version=1)
    with pytest.raises(ChangedMeanwhile):
        committee.record(sitting, place="Nhà bí thư", version=1)


def test_it_counts_in_no_figure_of_the_cell(committee: Committee) -> None:
    def counted() -> dict[str, Any]:
        told = indicator_report(
            actor=an_actor("superior", committee.cell),
            unit_code=committee.cell.code,
            start=committee.ours.month,
            end=committee.ours.month,
            children=False,
            structure="then",
            today=date(2026, 11, 30),
        )["indicators"]
        return {code: row for code, row in told.items() if code.startswith(("meetings", "scores"))}

    before = counted()
    assert before["meetings.regular"]["value"] == before["meetings.short"]["value"] == 0
    committee.held()
    month = committee.ours.month
    assert counted() == before
    assert held_months(committee.cell, month, month) == set()
    assert meetings_in(committee.secretary, committee.cell, month) == [committee.meeting]
    assert Meeting.objects.unscoped("a test").count() == 1
    # The only thing the score sheet sees is that the chi ủy met.
    committee.ours.sit(committee.meeting)
    committee.ours.rest_present(committee.meeting)
    assert shown_lines(committee.meeting, find_sheet(committee.meeting))
    committee.ours.note(committee.meeting, "next_month", "Ra quân.")
    committee.ours.score(committee.meeting)
    closed = committee.ours.close(committee.meeting)
    assert (closed.expected, closed.present) == (5, 5)


def test_after_the_cell_met_its_record_is_left_alone(committee: Committee) -> None:
    sitting = committee.prepare()
    ours = committee.ours
    meeting = ours.sit(committee.meeting)
    ours.rest_present(meeting)
    ours.note(meeting, "next_month", "Ra quân.")
    ours.score(meeting)
    closed = ours.close(meeting)
    committee.record(sitting)
    committee.write(sitting, conclusion="Bàn việc", to_cell=True)
    mark_rest(actor=committee.secretary, sitting_id=sitting.pk, now=NOW)
    committee.close(sitting)
    closed.refresh_from_db()
    assert (passed(closed), closed.committee_met_on) == ([], None)


def test_the_roll_stays_as_it_was_when_posts_change_later(committee: Committee) -> None:
    sitting = committee.held()
    from chibo.areas.posts.models import Post

    Post.objects.unscoped("a test").filter(kind="cell_committee").update(ends_before=DAY)
    assert len(roll_of(CommitteeMeeting.objects.unscoped("a test").get(pk=sitting.pk))) == 3
    assert CommitteeAttendance.objects.count() == 3


def test_the_minutes_say_what_was_written_and_nothing_else(committee: Committee) -> None:
    sitting = committee.held()
    made = committee_minutes_paper(actor=committee.secretary, sitting_id=sitting.pk, now=at(DAY))
    text = "\n".join(p.text for p in Document(io.BytesIO(made.content)).paragraphs)
    assert "họp chi ủy tháng 11 năm 2026" in text
    assert "Chi ủy có 03 đồng chí, có mặt 3/3 (100,0%)" in text
    assert "Kết luận (đưa ra chi bộ): Bàn kỹ việc làm đường xóm Trên." in text
    assert "biểu quyết" not in text.lower()


def test_only_the_chi_uy_sees_it(committee: Committee) -> None:
    sitting = committee.prepare()
    others = [committee.ours.superior, an_actor("member", committee.cell)]
    others.append(an_actor("secretary", a_cell(committee.ours.commune)))
    for actor in others:
        assert find_sitting(actor, committee.meeting) is None
        with pytest.raises(NotThere):
            get_sitting(actor, sitting.pk)
        with pytest.raises((NotThere, NotAllowed)):
            committee.prepare(actor=actor)
        with pytest.raises(NotThere):
            close(actor=actor, sitting_id=sitting.pk, now=NOW)
