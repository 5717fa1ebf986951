"""Who came, how the chair learns of it, and what a printed list gives back."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from chibo.areas.meetings.errors import MeetingLocked
from chibo.areas.meetings.models import Attendance, Meeting
from chibo.areas.meetings.queries import roll_of
from chibo.areas.members.models import Member
from chibo.areas.sittings import actions, queries
from chibo.areas.sittings.actions.coming import Guest
from chibo.areas.sittings.codes import presence_code
from chibo.areas.sittings.errors import BadSitting, CodeRefused
from chibo.areas.sittings.models import PartAttendance, PresenceRequest, PrintedList
from chibo.areas.sittings.rules import (
    part_lengths,
    seconds_left,
)
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_member, an_actor, an_overseer
from tests.months import CellMonth, at, states_of

DAY = date(2026, 11, 3)
NOW = datetime(2026, 11, 3, 19, 5, 10, tzinfo=ZONE)


@pytest.fixture
def ours(db: None) -> CellMonth:
    return CellMonth()


@pytest.fixture
def meeting(ours: CellMonth) -> Meeting:
    return ours.prepare()


def of(member: Member) -> Actor:
    return an_actor("member", member.cell, member=member, name=member.full_name)


class TestTheTurningCode:
    def scan(self, member: Member, meeting: Meeting, code: str, now: datetime = NOW) -> None:
        actions.ask_presence(actor=of(member), meeting_id=meeting.pk, code=code, now=now)

    def confirm(self, ours: CellMonth, meeting: Meeting, *members: Member) -> int:
        return actions.confirm_presence(
            actor=ours.secretary,
            meeting_id=meeting.pk,
            member_ids=[member.pk for member in members],
            now=NOW,
        )

    def test_a_scan_asks_and_only_the_chair_makes_present(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        an, binh = ours.people[:2]
        code = presence_code(meeting.pk, NOW)
        self.scan(an, meeting, code)
        self.scan(an, meeting, code)  # a second finger
        self.scan(binh, meeting, code)
        assert not Attendance.objects.exists(), "nobody is present until the chair says so"
        assert [row.member for row in queries.asked_presence(meeting)] == [an, binh]
        assert self.confirm(ours, meeting, an) == 1
        assert self.confirm(ours, meeting, an) == 0
        assert [name for name, state in states_of(meeting).items() if state] == [an.full_name]
        with pytest.raises(NotAllowed):
            actions.confirm_presence(
                actor=ours.superior, meeting_id=meeting.pk, member_ids=[binh.pk], now=NOW
            )

    def test_a_code_lives_for_its_turn_and_the_next(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        code = presence_code(meeting.pk, NOW)
        assert code != presence_code(meeting.pk, NOW + timedelta(seconds=30))
        assert code == presence_code(meeting.pk, NOW + timedelta(seconds=seconds_left(NOW) - 1))
        late = NOW + timedelta(seconds=seconds_left(NOW) + 29)
        self.scan(ours.people[0], meeting, code, now=late)
        too_late = [late + timedelta(seconds=1), NOW + timedelta(days=1), NOW - timedelta(hours=1)]
        for moment in too_late:
            with pytest.raises(CodeRefused):
                self.scan(ours.people[1], meeting, code, now=moment)
        assert [row.member for row in queries.asked_presence(meeting)] == [ours.people[0]]

    def test_a_code_of_another_meeting_a_made_up_one_or_other_people_are_refused(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        other = ours.prepare("thematic")
        for code in (presence_code(other.pk, NOW), "0" * 20, "", "x" * 20, "ạ"):
            with pytest.raises(CodeRefused):
                self.scan(ours.people[0], meeting, code)
        stranger = a_member(a_cell(ours.commune, code="CBK"), "Vũ Văn Khác")
        with pytest.raises(NotThere):
            self.scan(stranger, meeting, presence_code(meeting.pk, NOW))
        with pytest.raises(NotThere):
            actions.ask_presence(
                actor=ours.secretary,  # an account without a member behind it
                meeting_id=meeting.pk,
                code=presence_code(meeting.pk, NOW),
                now=NOW,
            )
        assert not PresenceRequest.objects.exists()

    def test_declined_the_same_code_does_not_ask_again_and_a_new_one_does(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        an = ours.people[0]
        code = presence_code(meeting.pk, NOW)
        self.scan(an, meeting, code)
        for _finger in range(2):
            actions.decline_presence(
                actor=ours.secretary, meeting_id=meeting.pk, member_id=an.pk, now=NOW
            )
        with pytest.raises(CodeRefused):
            self.scan(an, meeting, code)
        assert self.confirm(ours, meeting, an) == 0
        later = NOW + timedelta(seconds=31)
        self.scan(an, meeting, presence_code(meeting.pk, later), now=later)
        assert self.confirm(ours, meeting, an) == 1

    def test_closing_forgets_who_scanned_and_a_closed_meeting_asks_nobody(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        self.scan(ours.people[0], meeting, presence_code(meeting.pk, NOW))
        ours.sit(meeting)
        ours.rest_present(meeting)
        ours.assign(meeting)
        ours.score(meeting)
        ours.close(meeting)
        assert not PresenceRequest.objects.exists()
        with pytest.raises(MeetingLocked):
            self.scan(ours.people[1], meeting, presence_code(meeting.pk, NOW))


class TestLateAndEarly:
    def set(self, ours: CellMonth, meeting: Meeting, member: Member, **times: Any) -> None:
        said = {"arrived_at": None, "left_at": None, **times}
        actions.set_part_attendance(
            actor=ours.secretary,
            meeting_id=meeting.pk,
            member_id=member.pk,
            now=at(DAY),
            **said,
        )

    def test_times_stand_beside_somebody_who_stays_present(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        an, binh = ours.people[:2]
        ours.sit(meeting, starts_at=time(22), ends_at=time(0, 30))
        meeting.refresh_from_db()
        with pytest.raises(BadSitting, match="có mặt"):
            self.set(ours, meeting, an, arrived_at=time(22, 20))
        ours.mark(meeting, an, "present")
        self.set(ours, meeting, an, arrived_at=time(22, 20), left_at=time(0, 10))
        self.set(ours, meeting, an, arrived_at=time(22, 20), left_at=time(0, 10))
        rows = queries.part_rows(roll_of(meeting), meeting)
        assert [(r.member, r.arrived_at, r.left_at) for r in rows] == [
            (an, time(22, 20), time(0, 10))
        ]
        with pytest.raises(BadSitting, match="đứng trước"):
            self.set(ours, meeting, an, arrived_at=time(0, 10), left_at=time(23))
        assert AuditEvent.objects.filter(action="attendance.part").count() == 1
        assert states_of(meeting)[an.full_name] == "present"
        with pytest.raises(BadSitting, match="ngoài giờ họp"):
            self.set(ours, meeting, an, arrived_at=time(21, 50))
        ours.mark(meeting, binh, "excused")
        with pytest.raises(BadSitting):
            self.set(ours, meeting, binh, left_at=time(23))
        self.set(ours, meeting, an)
        assert not PartAttendance.objects.exists()

    def test_two_people_write_times_of_one_member(self, ours: CellMonth, meeting: Meeting) -> None:
        """One the arrival, the other the leaving: both stay; two arrivals are told."""
        an, nothing = ours.people[0], {"arrived_at": None, "left_at": None}
        ours.sit(meeting, starts_at=time(19), ends_at=time(21))
        ours.mark(meeting, an, "present")
        self.set(ours, meeting, an, arrived_at=time(19, 20), was=nothing)
        self.set(ours, meeting, an, left_at=time(20, 40), was=nothing)
        with pytest.raises(ChangedMeanwhile):
            self.set(ours, meeting, an, arrived_at=time(19, 30), was=nothing)
        kept = PartAttendance.objects.get()
        assert (kept.arrived_at, kept.left_at) == (time(19, 20), time(20, 40))


class TestVisitors:
    def test_chosen_or_typed_they_stand_in_the_papers_line(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        hanh = a_member(a_cell(ours.commune, code="CBX"), "Đỗ Thị Hạnh")
        an_overseer(hanh, ours.cell, starts_on=date(2026, 1, 1))
        chosen = queries.known_visitors(ours.secretary, meeting)
        assert [each.member for each in chosen] == [hanh]

        def add(**guest: Any) -> None:
            actions.add_visitor(
                actor=ours.secretary, meeting_id=meeting.pk, guest=Guest(**guest), now=NOW
            )

        add(member_id=hanh.pk)
        add(member_id=hanh.pk)
        add(name="Trần Văn Thuận", role="Phó Ban Tổ chức", unit_name="Tỉnh ủy")
        meeting.refresh_from_db()
        hers = f"Đỗ Thị Hạnh (Cấp ủy viên theo dõi chi bộ, {ours.commune.name})"
        assert meeting.visitors == f"{hers}; Trần Văn Thuận (Phó Ban Tổ chức, Tỉnh ủy)"
        assert queries.visits_of(ours.superior, hanh, DAY) == [], "not held yet"
        held = ours.sit(meeting, visitors=meeting.visitors)
        assert queries.visits_of(ours.superior, hanh, DAY) == [held]
        assert queries.visits_of(an_actor("clerk"), hanh, DAY) == []
        for bad in ({"name": " "}, {"member_id": ours.people[0].pk}):
            with pytest.raises(BadSitting):
                add(**bad)
        first = queries.visitors_of(meeting)[0]
        for _finger in range(2):
            actions.remove_visitor(
                actor=ours.secretary, meeting_id=meeting.pk, visitor_id=first.pk, now=NOW
            )
        meeting.refresh_from_db()
        assert meeting.visitors == "Trần Văn Thuận (Phó Ban Tổ chức, Tỉnh ủy)"


class TestThePrintedList:
    def test_all_marks_or_none(self, ours: CellMonth, meeting: Meeting) -> None:
        an, binh, cuong = ours.people[:3]
        marks = {an.pk: "present", binh.pk: "excused", cuong.pk: "present"}

        def enter(seen: dict[int, str]) -> int:
            return actions.enter_list(
                actor=ours.secretary, meeting_id=meeting.pk, marks=marks, seen=seen, now=NOW
            )

        assert enter({}) == 3
        assert enter(marks) == 0, "typed a second time"
        ours.mark(meeting, cuong, "unexcused")
        ours.mark(meeting, an, "exempt")
        with pytest.raises(ChangedMeanwhile):
            enter({an.pk: "exempt"})
        assert states_of(meeting)[an.full_name] == "exempt", "nothing of the list was kept"

    def test_who_only_reads_the_meeting_prints_it_and_keeps_nothing(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        def printed(by: Actor) -> str:
            return actions.print_list(actor=by, meeting_id=meeting.pk, now=NOW)

        def kept() -> tuple[int, int]:
            events = AuditEvent.objects.filter(action="attendance_list.printed")
            return PrintedList.objects.count(), events.count()

        assert printed(ours.superior) == "", "a sheet nobody could type back"
        assert kept() == (0, 0)
        code = printed(ours.secretary)
        assert code
        assert printed(ours.superior) == code, "the order is the one the cell printed"
        a_member(ours.cell, "Vũ Thị An")
        assert printed(ours.superior) == ""
        assert kept() == (1, 1)


class TestParts:
    def test_minutes_of_each_across_midnight(self) -> None:
        found = part_lengths("regular", time(22, 30), time(0, 15), time(1))
        assert found is not None
        assert (found.regular, found.thematic, found.total) == (105, 45, 150)
        other = part_lengths("thematic", time(19), time(19, 40), time(21))
        assert other is not None
        assert (other.regular, other.thematic) == (80, 40)
        for outside in (time(19), time(21), time(21, 30), time(18, 59)):
            assert part_lengths("regular", time(19), outside, time(21)) is None

    def test_only_a_combined_meeting_has_them(self, ours: CellMonth) -> None:
        both = ours.sit(ours.prepare("combined"))

        def split(meeting: Meeting, changed_at: time, first: str = "regular", **more: Any) -> None:
            actions.split_parts(
                actor=ours.secretary,
                meeting_id=meeting.pk,
                first=first,
                changed_at=changed_at,
                now=NOW,
                **more,
            )

        split(both, time(20, 20))
        nothing = {"first": "", "changed_at": None}
        split(both, time(20, 20), was=nothing)
        with pytest.raises(ChangedMeanwhile):
            split(both, time(20, 30), was=nothing)
        found = queries.lengths_of_parts(both)
        assert found is not None
        assert (found.regular, found.thematic) == (80, 40)
        for moment, first in ((time(22), "regular"), (time(20), "combined")):
            with pytest.raises(BadSitting):
                split(both, moment, first)
        alone = ours.sit(ours.prepare("thematic"))
        with pytest.raises(BadSitting):
            split(alone, time(20))
