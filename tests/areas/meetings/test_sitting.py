"""Step 2: who came, how long, what was said and voted."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.meetings import actions as meetings
from chibo.areas.meetings.errors import BadMeeting, NotesChanged, ReasonsChanged
from chibo.areas.meetings.judging import minutes_of
from chibo.areas.meetings.models import AgendaPoint, Attendance, Meeting, Vote
from chibo.areas.meetings.queries import (
    agenda_of,
    counted_base,
    counts_of,
    own_meetings,
    roll_of,
    votes_of,
)
from chibo.areas.meetings.rules import ImpossibleVote, judge_length
from chibo.areas.members.models import Member
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_member, an_actor
from tests.months import CellMonth, at, states_of


@pytest.fixture
def ours(db: None) -> CellMonth:
    return CellMonth()


@pytest.fixture
def meeting(ours: CellMonth) -> Meeting:
    return ours.prepare()


class TestTheRoll:
    def test_names_stand_by_given_name_and_nobody_is_marked(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        assert states_of(meeting) == dict.fromkeys(ours.names, "")
        assert list(states_of(meeting)) == list(ours.names)

    def test_two_people_tapping_the_same_name_differently(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        an = ours.people[0]
        ours.mark(meeting, an, "present", was="")
        with pytest.raises(
            ChangedMeanwhile, match="Nguyễn Văn An vừa được người khác ghi là “Có mặt”"
        ):
            ours.mark(meeting, an, "excused", was="")
        assert states_of(meeting)["Nguyễn Văn An"] == "present"
        ours.mark(meeting, an, "excused", was="present")
        assert states_of(meeting)["Nguyễn Văn An"] == "excused"

    def test_a_double_tap_and_two_people_of_one_mind_change_nothing_twice(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        for _tap in range(2):
            ours.mark(meeting, ours.people[0], "present", was="")
        assert Attendance.objects.count() == 1
        assert AuditEvent.objects.filter(action="attendance.marked").count() == 1

    def test_the_rest_are_present_and_the_marked_stay(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        ours.mark(meeting, ours.people[1], "unexcused")
        assert ours.rest_present(meeting) == 4
        assert ours.rest_present(meeting) == 0
        counts = counts_of(roll_of(meeting))
        assert (counts.expected, counts.present, counts.unexcused) == (5, 4, 1)

    def test_an_exempt_member_counts_only_when_they_came(self, ours: CellMonth) -> None:
        elder = a_member(ours.cell, "Vũ Thị Xuân", state="exempt", state_on=date(2026, 1, 1))
        meeting = ours.prepare()
        ours.rest_present(meeting)
        counts = counts_of(roll_of(meeting))
        assert (counts.expected, counts.present, counts.exempt) == (5, 5, 1)
        ours.mark(meeting, elder, "present", was="exempt")
        counts = counts_of(roll_of(meeting))
        assert (counts.expected, counts.present, counts.exempt) == (6, 6, 0)

    def test_who_left_or_had_not_joined_by_the_day_is_not_on_the_roll(
        self, ours: CellMonth
    ) -> None:
        a_member(ours.cell, "Đã Chuyển", state="transferred", state_on=date(2026, 11, 3))
        a_member(ours.cell, "Chưa Vào", joined_on=date(2026, 11, 4), full_on=None)
        leaver = a_member(ours.cell, "Sắp Chuyển", state="transferred", state_on=date(2026, 11, 4))
        meeting = ours.sit(ours.prepare())
        assert set(states_of(meeting)) == {*ours.names, "Sắp Chuyển"}
        ours.mark(meeting, leaver, "present")

    def test_a_stranger_and_a_foreign_cell_s_member_cannot_be_marked(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        foreign = CellMonth()
        with pytest.raises(BadMeeting, match="không có trong danh sách"):
            ours.mark(meeting, foreign.people[0], "present")
        with pytest.raises(NotThere):
            ours.mark(meeting, ours.people[0], "present", actor=foreign.secretary)
        with pytest.raises(BadMeeting, match="bốn ô"):
            ours.mark(meeting, ours.people[0], "asleep")

    def test_a_reason_goes_with_the_absence_and_away_with_it(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        an, binh = ours.people[:2]
        ours.mark(meeting, an, "excused", reason="Đi viện")
        ours.mark(meeting, binh, "excused")
        meetings.give_reasons(
            actor=ours.secretary,
            meeting_id=meeting.pk,
            reasons={binh.pk: " Trông cháu ", ours.people[2].pk: "Không có mặt trong sổ"},
            now=at(ours.held_on),
        )
        reasons = {row.member.full_name: row.reason for row in roll_of(meeting)}
        assert (reasons["Nguyễn Văn An"], reasons["Trần Thị Bình"]) == ("Đi viện", "Trông cháu")
        ours.mark(meeting, an, "present", was="excused")
        assert {row.reason for row in roll_of(meeting)} == {"", "Trông cháu"}


class TestTwoPeopleGiveReasons:
    """Both opened the form when nothing was written in it."""

    def away(self, ours: CellMonth, meeting: Meeting) -> list[Member]:
        people = ours.people[:2]
        for each in people:
            ours.mark(meeting, each, "excused")
        return people

    def give(self, ours: CellMonth, meeting: Meeting, typed: dict[int, str], **more: Any) -> None:
        meetings.give_reasons(
            actor=ours.secretary,
            meeting_id=meeting.pk,
            reasons=typed,
            was=more.get("was", dict.fromkeys(typed, "")),
            now=at(ours.held_on),
        )

    def test_each_writes_of_somebody_else_and_both_stay(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        an, binh = self.away(ours, meeting)
        self.give(ours, meeting, {an.pk: "Đi viện", binh.pk: ""})
        self.give(ours, meeting, {an.pk: "", binh.pk: "Trông cháu"})
        given = {row.member.pk: row.reason for row in roll_of(meeting)}
        assert (given[an.pk], given[binh.pk]) == ("Đi viện", "Trông cháu")

    def test_of_the_same_one_otherwise_nothing_is_kept_and_they_are_named(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        an, binh = self.away(ours, meeting)
        self.give(ours, meeting, {an.pk: "Đi viện", binh.pk: ""})
        with pytest.raises(ReasonsChanged) as refused:
            self.give(ours, meeting, {an.pk: "Đi công tác", binh.pk: "Trông cháu"})
        assert refused.value.members == (an.pk,)
        given = {row.member.pk: row.reason for row in roll_of(meeting)}
        assert (given[an.pk], given[binh.pk]) == ("Đi viện", "")
        self.give(ours, meeting, {an.pk: "Đi viện"})  # the same words are no conflict

    def test_who_came_after_all_takes_no_reason_in_silence(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        an = ours.people[0]
        ours.mark(meeting, an, "excused")
        ours.mark(meeting, an, "present", was="excused")
        with pytest.raises(ReasonsChanged):
            self.give(ours, meeting, {an.pk: "Đi viện"})


class TestTheSitting:
    @pytest.mark.parametrize(
        ("kind", "ends_at", "code"),
        [
            ("regular", time(20, 29), "short"),
            ("regular", time(20, 30), "enough"),
            ("combined", time(20, 59), "short"),
            ("combined", time(21, 0), "enough"),
            ("thematic", time(19, 30), "no_minimum"),
        ],
    )
    def test_89_and_90_minutes_119_and_120(
        self, ours: CellMonth, kind: str, ends_at: time, code: str
    ) -> None:
        meeting = ours.sit(ours.prepare(kind), ends_at=ends_at)
        assert judge_length(kind, minutes_of(meeting), ours.held_on).code == code

    def test_a_meeting_over_midnight_has_the_length_it_had(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        ours.sit(meeting, starts_at=time(22, 45), ends_at=time(0, 15))
        meeting.refresh_from_db()
        assert minutes_of(meeting) == 90
        assert meeting.held_on == ours.held_on

    @pytest.mark.parametrize("ends_at", [time(19, 0), time(9, 30), time(18, 59)])
    def test_times_that_are_no_meeting_are_refused(
        self, ours: CellMonth, meeting: Meeting, ends_at: time
    ) -> None:
        with pytest.raises(BadMeeting, match="xem lại giờ"):
            ours.sit(meeting, ends_at=ends_at)

    def test_a_day_to_come_cannot_have_been(self, ours: CellMonth, meeting: Meeting) -> None:
        sitting = meetings.Sitting(date(2026, 11, 4), time(19), time(21), "", "", "", None, "")
        with pytest.raises(BadMeeting, match="04/11/2026 chưa tới"):
            meetings.record_sitting(
                actor=ours.secretary,
                meeting_id=meeting.pk,
                sitting=sitting,
                version=meeting.version,
                now=at(date(2026, 11, 3)),
            )

    def test_a_day_of_another_season_is_a_slip(self, ours: CellMonth, meeting: Meeting) -> None:
        with pytest.raises(BadMeeting, match="cách xa tháng 11/2026"):
            ours.sit(meeting, held_on=date(2025, 11, 3))

    def test_somebody_else_s_times_are_not_overwritten(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        seen = meeting.version
        ours.sit(meeting)
        sitting = meetings.Sitting(ours.held_on, time(18), None, "", "", "", None, "")
        with pytest.raises(ChangedMeanwhile):
            meetings.record_sitting(
                actor=ours.secretary,
                meeting_id=meeting.pk,
                sitting=sitting,
                version=seen,
                now=at(ours.held_on),
            )


class TestNotes:
    def test_two_people_writing_under_different_points_do_not_meet(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        review, coming = (p for p in agenda_of(meeting) if p.code in {"month_review", "next_month"})
        who = {"actor": ours.secretary, "meeting_id": meeting.pk, "now": at(ours.held_on)}
        stale = [meetings.WrittenNote(p.pk, "", 1) for p in (review, coming)]
        meetings.write_notes(notes=[meetings.WrittenNote(review.pk, "Đã làm đường.", 1)], **who)
        mine = [stale[0], meetings.WrittenNote(coming.pk, "Ra quân.", 1)]
        with pytest.raises(NotesChanged):
            meetings.write_notes(notes=mine, **who)
        meetings.write_notes(notes=[meetings.WrittenNote(coming.pk, "Ra quân.", 1)], **who)
        notes = {p.code: p.notes for p in agenda_of(meeting) if p.notes}
        assert notes == {"month_review": "Đã làm đường.", "next_month": "Ra quân."}

    def test_two_texts_under_one_point_keep_the_first_and_say_so(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        point, other = agenda_of(meeting)[:2]
        who = {"actor": ours.secretary, "meeting_id": meeting.pk, "now": at(ours.held_on)}
        meetings.write_notes(notes=[meetings.WrittenNote(point.pk, "Một", 1)], **who)
        with pytest.raises(NotesChanged) as refusal:
            meetings.write_notes(
                notes=[
                    meetings.WrittenNote(other.pk, "Khác", 1),
                    meetings.WrittenNote(point.pk, "Hai", 1),
                ],
                **who,
            )
        assert refusal.value.points == (point.pk,)
        assert sorted(AgendaPoint.objects.values_list("notes", flat=True))[-1] == "Một"
        meetings.write_notes(notes=[meetings.WrittenNote(point.pk, "Một, hai", 2)], **who)
        point.refresh_from_db()
        assert point.notes == "Một, hai"

    def test_the_same_text_sent_again_is_no_conflict(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        point = agenda_of(meeting)[0]
        who = {"actor": ours.secretary, "meeting_id": meeting.pk, "now": at(ours.held_on)}
        for _sent in range(2):
            meetings.write_notes(notes=[meetings.WrittenNote(point.pk, "Một\r\nhai\r\n", 1)], **who)
        point.refresh_from_db()
        assert (point.notes, point.version) == ("Một\nhai", 2)

    def test_a_line_stamped_secret_is_not_taken(self, ours: CellMonth, meeting: Meeting) -> None:
        point = agenda_of(meeting)[0]
        with pytest.raises(MarkedSecret):
            meetings.write_notes(
                actor=ours.secretary,
                meeting_id=meeting.pk,
                notes=[meetings.WrittenNote(point.pk, "TỐI MẬT\nNội dung", 1)],
                now=at(ours.held_on),
            )


class TestVotes:
    """QĐ 294-QĐ/TW clause 9.3: who is in the denominator."""

    def cell_of_ten(self, ours: CellMonth) -> Meeting:
        """Nine full members and two exempt: four of them absent; and two probationary."""
        full = [a_member(ours.cell, f"Chính Thức {n}") for n in range(4)]
        probationary = [
            a_member(ours.cell, f"Dự Bị {n}", full_on=None, joined_on=date(2026, 5, 1))
            for n in range(2)
        ]
        exempt_here, exempt_away = (
            a_member(ours.cell, name, state="exempt") for name in ("Miễn Đến", "Miễn Vắng")
        )
        meeting = ours.sit(ours.prepare())
        ours.mark(meeting, full[0], "excused")
        ours.mark(meeting, full[1], "excused")
        ours.mark(meeting, full[2], "unexcused")
        ours.mark(meeting, exempt_here, "present")
        ours.mark(meeting, probationary[1], "unexcused")
        ours.rest_present(meeting)
        assert states_of(meeting)["Miễn Vắng"] == "exempt"
        assert exempt_away.exempt_on(ours.held_on)
        return meeting

    def test_the_excused_the_exempt_and_the_probationary_are_left_out(
        self, ours: CellMonth
    ) -> None:
        vote = ours.vote(self.cell_of_ten(ours), 6)
        # 5 + 4 full members and 2 exempt ones; without 2 excused and the exempt one who stayed away
        assert (vote.convened, vote.absent_throughout, vote.exempt_absent) == (11, 2, 1)
        assert counted_base(vote).base == 8

    def test_somebody_away_or_suspended_is_one_of_the_absent(self, ours: CellMonth) -> None:
        vote = ours.vote(self.cell_of_ten(ours), 6, away=1, suspended=1)
        assert (vote.introduced_elsewhere, vote.suspended, vote.absent_throughout) == (1, 1, 0)
        assert counted_base(vote).base == 8, "they were among those absent with a reason"
        third = ours.vote(self.meeting_of(ours), 6, away=2, suspended=1)
        assert counted_base(third).base == 7, "and now also the one absent without a reason"

    def meeting_of(self, ours: CellMonth) -> Meeting:
        return Meeting.objects.unscoped("a test").get(unit=ours.cell)

    def test_more_away_than_absent_cannot_be(self, ours: CellMonth) -> None:
        meeting = self.cell_of_ten(ours)
        with pytest.raises(BadMeeting, match="Chỉ có 4 đảng viên chính thức vắng mặt"):
            ours.vote(meeting, 6, away=3, suspended=2)

    def test_somebody_tapped_exempt_for_this_meeting_is_left_out_too(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        ours.mark(meeting, ours.people[0], "exempt")
        ours.rest_present(meeting)
        vote = ours.vote(meeting, 4)
        assert (vote.convened, vote.exempt_absent, counted_base(vote).base) == (5, 1, 4)

    def test_more_votes_than_voters_are_refused(self, ours: CellMonth, meeting: Meeting) -> None:
        ours.mark(meeting, ours.people[0], "unexcused")
        ours.rest_present(meeting)
        with pytest.raises(BadMeeting, match="Có 5 phiếu nhưng chỉ 4 người"):
            ours.vote(meeting, 3, against=1, abstained=1)
        with pytest.raises(BadMeeting, match="không thể âm"):
            ours.vote(meeting, 5, against=-1)
        with pytest.raises((ImpossibleVote, BadMeeting)):
            ours.vote(meeting, 5)
        assert not Vote.objects.exists()

    def test_no_vote_before_everybody_was_marked(self, ours: CellMonth, meeting: Meeting) -> None:
        ours.mark(meeting, ours.people[0], "present")
        with pytest.raises(BadMeeting, match="Chưa điểm danh hết"):
            ours.vote(meeting, 1)

    def test_what_was_written_down_stays_when_the_roll_changes(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        ours.rest_present(meeting)
        vote = ours.vote(meeting, 3)
        ours.mark(meeting, ours.people[4], "excused", was="present")
        assert counted_base(vote).base == 5

    def test_a_vote_written_wrongly_is_taken_away_but_no_foreign_one(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        theirs = CellMonth()
        foreign = theirs.prepare()
        theirs.rest_present(foreign)
        kept = theirs.vote(foreign, 5)
        ours.rest_present(meeting)
        mine = ours.vote(meeting, 5)
        for vote in (mine, kept):
            meetings.remove_vote(
                actor=ours.secretary, meeting_id=meeting.pk, vote_id=vote.pk, now=at(ours.held_on)
            )
        assert votes_of(meeting) == []
        assert votes_of(foreign) == [kept]


def test_a_member_sees_the_coming_meeting_and_where_they_were(ours: CellMonth) -> None:
    held = ours.hold()
    ours.next_month()
    coming = ours.prepare()
    CellMonth().hold()
    actor = Actor(None, "Lê Văn Cường", ours.people[2].pk, ())
    assert [(row.meeting, row.state) for row in own_meetings(actor)] == [
        (coming, ""),
        (held, "Có mặt"),
    ]
    assert own_meetings(an_actor("superior", ours.commune)) == []


def test_marks_made_before_the_day_was_moved_go_with_who_is_no_longer_called(
    ours: CellMonth,
) -> None:
    leaver = a_member(ours.cell, "Sắp Chuyển", state="transferred", state_on=date(2026, 11, 5))
    meeting = ours.prepare()
    ours.mark(meeting, leaver, "present")
    later = ours.held_on + timedelta(days=4)
    ours.sit(meeting, held_on=later)
    ours.rest_present(meeting)
    ours.note(meeting, "next_month", "Ra quân.")
    ours.score(meeting)
    closed = ours.close(meeting, now=at(later))
    assert (closed.expected, closed.present) == (5, 5)
    assert "Sắp Chuyển" not in states_of(closed)
