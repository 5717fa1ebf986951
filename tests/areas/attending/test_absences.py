"""A member asks to be away, the secretary answers; what was written for the chi ủy is forgotten."""

import json
from datetime import date, time
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.areas.attending.actions import (
    answer_absence,
    ask_absence,
    open_paper,
    withdraw_absence,
)
from chibo.areas.attending.errors import BadAbsence
from chibo.areas.attending.models import Absence, PaperSeen
from chibo.areas.attending.queries import (
    absences_of,
    count_waiting,
    not_opened,
    own_absences,
    papers_warning,
)
from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.meetings.actions import close
from chibo.areas.meetings.models import Attendance, Meeting, PaperToSend
from chibo.areas.meetings.queries import roll_of
from chibo.areas.members.models import Member
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_member, an_actor
from tests.months import CellMonth, at

pytestmark = pytest.mark.django_db

NOW = at(date(2026, 11, 1), 9)
REMARK = "Đưa cháu đi viện ở tuyến trên"


@pytest.fixture
def ours() -> CellMonth:
    return CellMonth()


@pytest.fixture
def meeting(ours: CellMonth) -> Meeting:
    """Prepared for the third of the month."""
    return ours.prepare()


def of(member: Member) -> Actor:
    return an_actor("member", member.cell, member=member, name=member.full_name)


def ask(member: Member, meeting: Meeting, **more: Any) -> Absence:
    said = {"reason": "family", "remark": REMARK, "now": NOW}
    return ask_absence(actor=of(member), meeting_id=meeting.pk, **said | more)


def answer(ours: CellMonth, row: Absence, granted: bool = True, **more: Any) -> Absence:
    more.setdefault("version", row.version)
    more.setdefault("actor", ours.secretary)
    return answer_absence(absence_id=row.pk, granted=granted, now=NOW, **more)


class TestAsking:
    def test_a_member_asks_with_a_reason_from_the_list_and_words_for_the_chi_uy(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        row = ask(ours.people[2], meeting)
        assert (row.state, row.version) == ("asked", 1)
        assert absences_of(ours.secretary, meeting) == [row]
        assert count_waiting(ours.secretary, ours.cell, ours.month) == 1
        assert own_absences(of(ours.people[2]), [meeting.pk]) == {meeting.pk: row}

    def test_two_clicks_ask_once_and_a_second_thought_replaces_the_first(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        assert ask(ours.people[2], meeting).version == ask(ours.people[2], meeting).version == 1
        assert ask(ours.people[2], meeting, reason="duty").version == 2
        assert Absence.objects.unscoped("a test").count() == 1

    @pytest.mark.parametrize(
        ("more", "refusal"),
        [
            ({"reason": "tired"}, BadAbsence),
            ({"remark": "x" * 301}, BadAbsence),
            ({"remark": "TỐI MẬT"}, MarkedSecret),
            ({"now": at(date(2026, 11, 4))}, BadAbsence),
        ],
    )
    def test_what_makes_no_sense_or_comes_too_late_is_refused(
        self, ours: CellMonth, meeting: Meeting, more: dict[str, Any], refusal: type[Exception]
    ) -> None:
        with pytest.raises(refusal):
            ask(ours.people[2], meeting, **more)

    def test_only_who_stands_on_the_roll_asks(self, ours: CellMonth, meeting: Meeting) -> None:
        with pytest.raises(NotThere):
            ask(a_member(a_cell(ours.commune)), meeting)
        with pytest.raises(NotThere):
            ask_absence(
                actor=ours.secretary, meeting_id=meeting.pk, reason="away", remark="", now=NOW
            )

    def test_superiors_other_members_and_other_cells_do_not_see_it(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        ask(ours.people[2], meeting)
        other = an_actor("secretary", a_cell(ours.commune))
        for actor in (ours.superior, of(ours.people[3]), other):
            assert absences_of(actor, meeting) == []
            assert own_absences(actor, [meeting.pk]) == {}

    def test_taken_back_the_roll_is_as_before(self, ours: CellMonth, meeting: Meeting) -> None:
        answer(ours, ask(ours.people[2], meeting))
        withdraw_absence(actor=of(ours.people[2]), meeting_id=meeting.pk, now=NOW)
        withdraw_absence(actor=of(ours.people[2]), meeting_id=meeting.pk, now=NOW)
        assert not Attendance.objects.exists()
        assert not Absence.objects.unscoped("a test").exists()


class TestAnswering:
    def test_yes_puts_vang_co_ly_do_on_the_roll(self, ours: CellMonth, meeting: Meeting) -> None:
        row = answer(ours, ask(ours.people[2], meeting))
        assert (row.state, row.answered_by) == ("granted", "Nguyễn Văn An")
        said = Attendance.objects.get()
        assert (said.member, said.state, said.reason) == (
            ours.people[2],
            "excused",
            "Việc gia đình",
        )

    def test_no_leaves_the_roll_alone(self, ours: CellMonth, meeting: Meeting) -> None:
        answer(ours, ask(ours.people[2], meeting), granted=False)
        assert not Attendance.objects.exists()
        with pytest.raises(BadAbsence, match="Không đồng ý"):
            ask(ours.people[2], meeting, reason="duty")

    def test_answered_twice_alike_nothing_changes_differently_it_is_refused(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        row = ask(ours.people[2], meeting)
        answer(ours, row, version=1)
        assert answer(ours, row, version=1).version == 2
        with pytest.raises(ChangedMeanwhile):
            answer(ours, row, granted=False, version=1)

    def test_an_answer_to_what_was_reworded_meanwhile_is_refused(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        row = ask(ours.people[2], meeting)
        ask(ours.people[2], meeting, reason="duty")
        with pytest.raises(ChangedMeanwhile):
            answer(ours, row, version=1)

    def test_a_chi_uy_member_reads_and_does_not_answer(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        row = ask(ours.people[2], meeting)
        member = an_actor("cell_committee", ours.cell)
        assert absences_of(member, meeting)[0].remark == REMARK
        with pytest.raises(NotAllowed):
            answer(ours, row, actor=member)
        with pytest.raises(NotThere):
            answer(ours, row, actor=an_actor("secretary", a_cell(ours.commune)))


class TestForgetting:
    def everywhere(self) -> str:
        """Every row of the two tables and of the trail, as text."""
        found = []
        with connection.cursor() as cursor:
            for table in ("attending_absence", "meetings_attendance", "core_auditevent"):
                cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")
                found += [row[0] for row in cursor.fetchall()]
        return "\n".join(json.dumps(json.loads(row), ensure_ascii=False) for row in found)

    def test_the_free_remark_is_gone_when_the_meeting_is_closed_and_was_never_in_the_trail(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        row = ask(ours.people[2], meeting)
        assert REMARK in self.everywhere()
        answer(ours, row)
        events = AuditEvent.objects.values_list("changes", flat=True)
        assert REMARK not in json.dumps(list(events), ensure_ascii=False)
        ours.sit(meeting)
        ours.rest_present(meeting)
        close(actor=ours.secretary, meeting_id=meeting.pk, now=at(ours.held_on))
        row.refresh_from_db()
        assert (row.reason, row.state, row.remark) == ("family", "granted", "")
        assert REMARK not in self.everywhere()
        with pytest.raises(BadAbsence):
            withdraw_absence(actor=of(ours.people[2]), meeting_id=meeting.pk, now=NOW)

    def test_who_opened_a_paper_is_forgotten_too(self, ours: CellMonth, meeting: Meeting) -> None:
        paper = PaperToSend.objects.create(meeting=meeting, title="Dự thảo")
        open_paper(actor=of(ours.people[2]), meeting_id=meeting.pk, paper_id=paper.pk, now=NOW)
        ours.sit(meeting)
        ours.rest_present(meeting)
        close(actor=ours.secretary, meeting_id=meeting.pk, now=at(ours.held_on))
        assert not PaperSeen.objects.unscoped("a test").exists()


class TestPapers:
    def test_who_has_opened_nothing_is_named_to_be_reminded(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        paper = PaperToSend.objects.create(
            meeting=meeting, title="Dự thảo", file=ContentFile(b"%PDF", "du-thao.pdf")
        )
        roll = roll_of(meeting)
        assert not_opened(ours.secretary, meeting, roll) == []
        meeting.papers_sent_on = NOW.date()
        meeting.save()
        for _twice in range(2):
            open_paper(actor=of(ours.people[2]), meeting_id=meeting.pk, paper_id=paper.pk, now=NOW)
        left = not_opened(ours.secretary, meeting, roll)
        assert {m.pk for m in left} == {m.pk for m in ours.people} - {ours.people[2].pk}
        assert not AuditEvent.objects.filter(action__contains="paper").exists()

    def test_a_stranger_opens_nothing(self, ours: CellMonth, meeting: Meeting) -> None:
        paper = PaperToSend.objects.create(meeting=meeting, title="Dự thảo")
        stranger = of(a_member(a_cell(ours.commune)))
        with pytest.raises(NotThere):
            open_paper(actor=stranger, meeting_id=meeting.pk, paper_id=paper.pk, now=NOW)

    @pytest.mark.parametrize(
        ("today", "sent", "told"),
        [
            (date(2026, 11, 1), None, ""),
            (date(2026, 11, 2), None, "Hôm nay là hạn cuối gửi tài liệu cho đảng viên."),
            (
                date(2026, 11, 3),
                None,
                "Đã qua hạn gửi tài liệu 02/11/2026. Hãy gửi ngay, hoặc lùi ngày họp.",
            ),
            (date(2026, 11, 3), date(2026, 11, 2), ""),
            (
                date(2026, 11, 3),
                date(2026, 11, 3),
                "Tài liệu gửi ngày 03/11/2026, muộn hơn hạn 02/11/2026.",
            ),
        ],
    )
    def test_papers_go_out_a_day_before(
        self, meeting: Meeting, today: date, sent: date | None, told: str
    ) -> None:
        meeting.papers_sent_on = sent
        reason = papers_warning(meeting, today)
        assert (reason.sentence if reason else "") == told
        if reason:
            assert reason.source is not None
            assert reason.source.ref.startswith("meetings-hd42-2025#")


def test_many_absences_cost_as_many_questions_as_few(ours: CellMonth, meeting: Meeting) -> None:
    def asked(count: int) -> int:
        for _n in range(count):
            row = Absence(meeting=meeting, member=a_member(ours.cell), reason="away", asked_at=NOW)
            row.save()
        with CaptureQueriesContext(connection) as seen:
            assert all(row.member.full_name for row in absences_of(ours.secretary, meeting))
        return len(seen)

    assert asked(1) == asked(30) == 1


def test_a_meeting_at_night_on_the_day_itself_may_still_be_asked_about(
    ours: CellMonth, meeting: Meeting
) -> None:
    meeting.planned_at = time(19, 30)
    meeting.save()
    assert ask(ours.people[2], meeting, now=at(date(2026, 11, 3), 6)).state == "asked"
