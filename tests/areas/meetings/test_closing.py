"""Closing a meeting, opening it again, correcting one that came by a workbook."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from chibo.areas.documents.models import PaperNumber
from chibo.areas.meetings import actions as meetings
from chibo.areas.meetings.actions import MeetingCorrection
from chibo.areas.meetings.errors import BadMeeting, CannotClose, MeetingLocked
from chibo.areas.meetings.models import Attendance, Meeting, MeetingState
from chibo.areas.meetings.queries import newcomers_to
from chibo.areas.members.models import Member
from chibo.areas.resolutions.errors import BadResolution
from chibo.areas.resolutions.models import Resolution
from chibo.areas.scoring.actions import GivenPoints
from chibo.areas.scoring.errors import BadScore
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.scoring.queries import lines_of
from chibo.core.errors import ChangedMeanwhile, NotAllowed
from tests.factories import a_held_meeting, a_member, an_actor
from tests.months import CellMonth, at, states_of


@pytest.fixture
def ours(db: None) -> CellMonth:
    return CellMonth()


def ready(ours: CellMonth, **sitting: object) -> Meeting:
    """A meeting with all that closing asks for."""
    meeting = ours.sit(ours.prepare(), **sitting)
    ours.rest_present(meeting)
    ours.note(meeting, "next_month", "Ra quân vệ sinh đường làng.")
    ours.score(meeting)
    meeting.refresh_from_db()
    return meeting


class TestClosing:
    def test_a_complete_record_closes_with_its_facts_counted_from_the_roll(
        self, ours: CellMonth
    ) -> None:
        meeting = ready(ours)
        ours.mark(meeting, ours.people[0], "excused", was="present")
        ours.score(meeting, c2=GivenPoints(4, "Một đồng chí đi viện."))
        closed = ours.close(meeting)
        assert closed.state == MeetingState.CLOSED
        assert (closed.expected, closed.present, closed.excused, closed.unexcused) == (5, 4, 1, 0)
        assert closed.closed_at == at(ours.held_on)

    def test_closing_twice_changes_nothing(self, ours: CellMonth) -> None:
        meeting = ready(ours)
        first = ours.close(meeting)
        assert ours.close(meeting, now=at(ours.held_on, 23)).closed_at == first.closed_at

    def test_unmarked_people_block_it_by_name(self, ours: CellMonth) -> None:
        meeting = ready(ours)
        late = a_member(ours.cell, "Vũ Văn Sót")
        with pytest.raises(CannotClose, match="Còn 1 người chưa điểm danh: Vũ Văn Sót"):
            ours.close(meeting)
        ours.mark(meeting, late, "present")
        ours.score(meeting)
        assert ours.close(meeting).present == 6

    def test_an_exempt_member_nobody_spoke_of_does_not_block(self, ours: CellMonth) -> None:
        a_member(ours.cell, "Vũ Thị Xuân", state="exempt")
        closed = ours.close(ready(ours))
        assert closed.expected == 5
        assert states_of(closed)["Vũ Thị Xuân"] == "exempt"

    def test_nobody_present_is_no_meeting(self, ours: CellMonth) -> None:
        meeting = ours.sit(ours.prepare(), speakers=None)
        for member in ours.people:
            ours.mark(meeting, member, "excused")
        ours.note(meeting, "next_month", "Ra quân.")
        ours.score(meeting)
        with pytest.raises(CannotClose, match="Chưa có ai được ghi là có mặt"):
            ours.close(meeting)

    @pytest.mark.parametrize("missing", ["starts_at", "ends_at"])
    def test_times_are_needed(self, ours: CellMonth, missing: str) -> None:
        meeting = ready(ours, **{missing: None})
        with pytest.raises(CannotClose, match="giờ bắt đầu và giờ kết thúc"):
            ours.close(meeting)

    def test_a_meeting_still_to_come_cannot_be_closed(self, ours: CellMonth) -> None:
        meeting = ready(ours)
        with pytest.raises(CannotClose, match="03/11/2026 chưa tới"):
            ours.close(meeting, now=at(ours.held_on - timedelta(days=1)))

    def test_a_meeting_that_is_still_going_on_cannot_be_closed(self, ours: CellMonth) -> None:
        meeting = ready(ours, ends_at=time(21, 0))
        with pytest.raises(CannotClose, match="đến 21:00 mới kết thúc mà bây giờ là 20:59"):
            ours.close(meeting, now=at(ours.held_on, 20) + timedelta(minutes=59))
        meeting.refresh_from_db()
        assert meeting.is_editable
        assert not ours.close(meeting, now=at(ours.held_on, 21)).is_editable

    def test_a_meeting_past_midnight_ends_on_the_next_day(self, ours: CellMonth) -> None:
        meeting = ready(ours, starts_at=time(22, 30), ends_at=time(0, 15))
        with pytest.raises(CannotClose, match="đến 00:15"):
            ours.close(meeting, now=at(ours.held_on, 23))
        assert not ours.close(meeting, now=at(ours.held_on + timedelta(days=1), 1)).is_editable

    def test_more_speakers_than_people_in_the_room(self, ours: CellMonth) -> None:
        meeting = ready(ours, speakers=6)
        with pytest.raises(CannotClose, match="Số người phát biểu"):
            ours.close(meeting)

    def test_votes_of_people_who_turned_out_to_be_absent(self, ours: CellMonth) -> None:
        meeting = ready(ours)
        ours.vote(meeting, 5)
        ours.mark(meeting, ours.people[0], "unexcused", was="present")
        ours.score(meeting, c2=GivenPoints(3))
        with pytest.raises(CannotClose, match="“Thông qua nghị quyết” có 5 phiếu"):
            ours.close(meeting)

    def test_it_waits_for_the_score(self, ours: CellMonth) -> None:
        meeting = ready(ours)
        ScoreSheet.objects.unscoped("a test").all().delete()
        with pytest.raises(BadScore, match="Chưa chấm điểm"):
            ours.close(meeting)

    def test_it_waits_for_a_word_on_each_earlier_task(self, ours: CellMonth) -> None:
        ours.hold(task="Rà soát hộ nghèo")
        ours.next_month()
        meeting = ready(ours)
        with pytest.raises(CannotClose, match=r"Còn 1 nhiệm vụ tháng trước.*“Rà soát hộ nghèo”"):
            ours.close(meeting)

    def test_an_empty_resolution_is_none(self, ours: CellMonth) -> None:
        meeting = ours.sit(ours.prepare())
        ours.rest_present(meeting)
        ours.score(meeting)
        with pytest.raises(BadResolution, match="còn trống"):
            ours.close(meeting)
        assert not PaperNumber.objects.unscoped("a test").exists()

    def test_a_refusal_leaves_no_number_taken(self, ours: CellMonth) -> None:
        meeting = ready(ours, speakers=6)
        with pytest.raises(CannotClose):
            ours.close(meeting)
        assert not PaperNumber.objects.unscoped("a test").exists()
        assert Resolution.objects.unscoped("a test").count() == 0

    def test_the_record_changed_after_the_score_and_proposes_other_points(
        self, ours: CellMonth
    ) -> None:
        meeting = ready(ours)
        ours.sit(meeting, ends_at=time(20, 0))
        ours.mark(meeting, ours.people[0], "unexcused", was="present")
        with pytest.raises(BadScore, match="Hãy xem lại mục 1, 2"):
            ours.close(meeting)
        ours.score(meeting, c1=GivenPoints(3), c2=GivenPoints(3))
        ours.close(meeting)

    def test_facts_that_change_no_proposal_are_brought_up_to_date(self, ours: CellMonth) -> None:
        meeting = ours.sit(ours.prepare(), ends_at=time(20, 10))
        ours.mark(meeting, ours.people[0], "unexcused")
        ours.rest_present(meeting)
        ours.note(meeting, "next_month", "Ra quân.")
        ours.score(meeting, c1=GivenPoints(3), c2=GivenPoints(3))
        closing = ours.close(ours.sit(meeting, ends_at=time(20, 0)))
        lines = {line.criterion: line for line in lines_of(closing.score_sheet)}
        assert "60 phút" in lines["1"].reason
        assert "4/5" in lines["2"].reason

    def test_points_below_a_proposal_that_came_later_need_their_sentence(
        self, ours: CellMonth
    ) -> None:
        meeting = ours.sit(ours.prepare(), ends_at=time(20, 0))
        ours.rest_present(meeting)
        ours.note(meeting, "next_month", "Ra quân.")
        ours.score(meeting, c1=GivenPoints(3))
        ours.sit(meeting, ends_at=time(21, 0))
        with pytest.raises(BadScore, match="Hãy xem lại mục 1"):
            ours.close(meeting)
        ours.score(meeting)
        ours.close(meeting)

    def test_a_closed_record_is_not_written_on(self, ours: CellMonth) -> None:
        meeting = ours.hold()
        with pytest.raises(MeetingLocked):
            ours.mark(meeting, ours.people[0], "excused")
        with pytest.raises(MeetingLocked):
            ours.score(meeting)
        with pytest.raises(MeetingLocked):
            ours.assign(meeting)

    def test_a_second_meeting_at_the_same_hour_is_refused(self, ours: CellMonth) -> None:
        a_held_meeting(ours.cell, ours.held_on, starts_at=time(19), month=date(2026, 10, 1))
        with pytest.raises(CannotClose, match="cùng ngày, cùng giờ"):
            ours.close(ready(ours))

    def test_the_superior_reads_but_does_not_close(self, ours: CellMonth) -> None:
        meeting = ready(ours)
        ours.secretary = ours.superior
        with pytest.raises(NotAllowed):
            ours.close(meeting)

    def test_a_thematic_meeting_closes_without_looking_at_tasks(self, ours: CellMonth) -> None:
        ours.hold()
        ours.next_month()
        assert ours.hold("thematic", task="").state == MeetingState.CLOSED

    def test_before_the_first_guideline_nobody_scores(self, ours: CellMonth) -> None:
        """HD 12-HD/BTCTW is the oldest pack (06/7/2018); papers have rules from 03/4/2018."""
        from chibo.core.periods import Month

        ours.month = Month(2018, 5)
        meeting = ours.sit(ours.prepare())
        ours.rest_present(meeting)
        ours.assign(meeting)
        with pytest.raises(BadScore, match="khung tiêu chí"):
            ours.score(meeting)
        assert ours.close(meeting).state == MeetingState.CLOSED


class TestReopening:
    def test_it_needs_a_reason_and_keeps_counting_meanwhile(self, ours: CellMonth) -> None:
        meeting = ours.hold()
        with pytest.raises(BadMeeting, match="lý do"):
            ours.reopen(meeting, " ")
        reopened = ours.reopen(meeting)
        assert reopened.state == MeetingState.REOPENED
        assert Meeting.objects.unscoped("a test").held().get() == meeting
        assert ours.reopen(meeting, "Lần hai").reopened_because == "Ghi nhầm giờ họp."

    def test_corrected_it_closes_with_the_new_facts_and_the_old_number(
        self, ours: CellMonth
    ) -> None:
        meeting = ours.hold()
        number = meeting.resolution.number
        ours.reopen(meeting)
        ours.mark(meeting, ours.people[0], "excused", was="present")
        ours.score(meeting, c2=GivenPoints(4, "Một đồng chí đi viện."))
        closed = ours.close(meeting)
        assert (closed.expected, closed.present, closed.excused) == (5, 4, 1)
        assert Resolution.objects.unscoped("a test").get().number == number == 1
        assert PaperNumber.objects.unscoped("a test").count() == 1

    def test_who_was_recorded_stays_whatever_became_of_them(self, ours: CellMonth) -> None:
        meeting = ours.hold()
        Member.objects.unscoped("a test").filter(pk=ours.people[0].pk).update(
            state="deceased", state_on=date(2026, 11, 2)
        )
        ours.reopen(meeting)
        closed = ours.close(meeting)
        assert (closed.expected, closed.present) == (5, 5)
        assert "Nguyễn Văn An" in states_of(closed)

    def test_who_moved_here_since_is_not_called_but_the_forgotten_can_be_added(
        self, ours: CellMonth
    ) -> None:
        meeting = ours.hold()
        newcomer = a_member(ours.cell, "Vũ Văn Mới")
        assert newcomers_to(meeting) == []
        ours.reopen(meeting)
        meeting.refresh_from_db()
        assert "Vũ Văn Mới" not in states_of(meeting)
        assert [row.member for row in newcomers_to(meeting)] == [newcomer]
        ours.mark(meeting, newcomer, "present")
        assert states_of(meeting)["Vũ Văn Mới"] == "present"
        ours.score(meeting)
        assert ours.close(meeting).present == 6

    def test_an_imported_meeting_has_no_roll_to_open(self, ours: CellMonth) -> None:
        imported = a_held_meeting(ours.cell, date(2026, 10, 3), origin="import:1")
        with pytest.raises(BadMeeting, match="nhập từ bảng tính"):
            ours.reopen(imported)


class TestCorrectingAnImportedMeeting:
    def correction(self, **more: object) -> MeetingCorrection:
        said: dict[str, object] = {
            "kind": "regular",
            "held_on": date(2026, 10, 3),
            "starts_at": time(19),
            "ends_at": time(21),
            "expected": 20,
            "present": 18,
            "excused": 2,
            "unexcused": 0,
            "speakers": 7,
            "topic": "",
            "visitors": "",
        }
        return MeetingCorrection(**{**said, **more})  # type: ignore[arg-type]

    def correct(self, ours: CellMonth, meeting: Meeting, **more: object) -> Meeting:
        return meetings.correct_meeting(
            actor=an_actor("clerk", ours.commune),
            meeting_id=meeting.pk,
            correction=self.correction(**more),
            version=meeting.version,
            now=at(date(2026, 11, 1)),
        )

    def test_its_figures_are_corrected_by_the_clerk(self, ours: CellMonth) -> None:
        imported = a_held_meeting(ours.cell, date(2026, 9, 3), origin="import:1")
        corrected = self.correct(ours, imported)
        assert (corrected.expected, corrected.present) == (20, 18)
        assert corrected.month == date(2026, 10, 1)
        with pytest.raises(ChangedMeanwhile):
            meetings.correct_meeting(
                actor=an_actor("clerk", ours.commune),
                meeting_id=imported.pk,
                correction=self.correction(),
                version=1,
                now=at(date(2026, 11, 1)),
            )

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"present": 21}, "nhiều hơn phải dự"),
            ({"excused": 5}, "khác số phải dự"),
            ({"held_on": date(2026, 12, 3)}, "chưa tới"),
            ({"unexcused": -1}, "không thể âm"),
        ],
    )
    def test_figures_that_cannot_be_are_refused(
        self, ours: CellMonth, wrong: dict[str, object], why: str
    ) -> None:
        imported = a_held_meeting(ours.cell, date(2026, 10, 3), origin="import:1")
        with pytest.raises(BadMeeting, match=why):
            self.correct(ours, imported, **wrong)

    def test_one_that_was_run_here_is_corrected_by_its_cell(self, ours: CellMonth) -> None:
        with pytest.raises(BadMeeting, match="điểm danh"):
            self.correct(ours, ours.hold())

    def test_the_database_itself_refuses_more_present_than_expected(self, ours: CellMonth) -> None:
        meeting = a_held_meeting(ours.cell)
        with pytest.raises(IntegrityError, match="present_within_expected"), transaction.atomic():
            Meeting.objects.unscoped("a test").filter(pk=meeting.pk).update(present=11)
        with pytest.raises(IntegrityError, match="held_meeting_has_its_facts"):
            Meeting.objects.unscoped("a test").filter(pk=meeting.pk).update(expected=None)


def test_attendance_of_a_closed_meeting_is_one_row_for_each_on_the_roll(db: None) -> None:
    ours = CellMonth()
    a_member(ours.cell, "Vũ Thị Xuân", state="exempt")
    meeting = ours.hold()
    assert Attendance.objects.filter(meeting=meeting).count() == 6
