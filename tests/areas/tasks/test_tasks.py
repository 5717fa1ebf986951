"""Tasks: given, noted, finished, reviewed, carried over."""

from datetime import date, timedelta

import pytest

from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import agenda_of
from chibo.areas.resolutions import actions as resolutions
from chibo.areas.resolutions.queries import earlier_tasks
from chibo.areas.tasks import actions as tasks
from chibo.areas.tasks.actions import Duty, Review
from chibo.areas.tasks.errors import BadTask
from chibo.areas.tasks.models import Task, TaskReview
from chibo.areas.tasks.queries import get_task, open_tasks, own_ended_tasks, own_tasks
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_member
from tests.months import CellMonth, at


@pytest.fixture
def ours(db: None) -> CellMonth:
    return CellMonth()


@pytest.fixture
def task(ours: CellMonth) -> Task:
    """Given in November to Lê Văn Cường."""
    meeting = ours.sit(ours.prepare())
    ours.rest_present(meeting)
    given = ours.assign(meeting, owner_id=ours.people[2].pk)
    ours.score(meeting)
    ours.close(meeting)
    ours.next_month()
    return given


def owner(ours: CellMonth) -> Actor:
    return Actor(7, "Lê Văn Cường", ours.people[2].pk, ())


def december(ours: CellMonth) -> Meeting:
    meeting = ours.sit(ours.prepare())
    ours.rest_present(meeting)
    ours.note(meeting, "next_month", "Ra quân.")
    return meeting


def close(ours: CellMonth, meeting: Meeting) -> None:
    ours.score(meeting)
    ours.close(meeting)
    ours.next_month()


class TestGiving:
    @pytest.mark.parametrize(
        ("duty", "refusal", "why"),
        [
            (Duty(" ", None, None), BadTask, "chưa có nội dung"),
            (Duty("Việc", None, date(2026, 11, 2)), BadTask, "Thời hạn đã qua"),
            (Duty("Triển khai chỉ thị (Mật)", None, None), MarkedSecret, "độ mật"),
        ],
    )
    def test_what_is_no_task_is_refused(
        self, ours: CellMonth, duty: Duty, refusal: type[Exception], why: str
    ) -> None:
        meeting = ours.sit(ours.prepare())
        with pytest.raises(refusal, match=why):
            resolutions.assign_task(
                actor=ours.secretary, meeting_id=meeting.pk, duty=duty, now=at(ours.held_on)
            )
        assert not Task.objects.unscoped("a test").exists()

    def test_it_goes_to_a_member_of_the_cell_only(self, ours: CellMonth) -> None:
        meeting = ours.sit(ours.prepare())
        gone = a_member(ours.cell, "Đã Mất", state="deceased", state_on=date(2026, 10, 1))
        for stranger in (CellMonth().people[0], gone):
            with pytest.raises(BadTask, match="không sinh hoạt ở chi bộ này"):
                ours.assign(meeting, owner_id=stranger.pk)

    def test_typed_in_days_later_it_was_given_on_the_day_of_the_meeting(
        self, ours: CellMonth
    ) -> None:
        meeting = ours.sit(ours.prepare())
        late = ours.assign(meeting, now=at(date(2026, 12, 2)))
        assert late.given_on == ours.held_on

    def test_typed_in_beforehand_it_is_no_task_of_an_earlier_month(self, ours: CellMonth) -> None:
        meeting = ours.prepare()
        early = ours.assign(meeting, now=at(date(2026, 11, 1)))
        assert early.given_on == date(2026, 11, 1)
        ours.sit(meeting)
        meeting.refresh_from_db()
        assert earlier_tasks(meeting) == []
        ours.rest_present(meeting)
        ours.score(meeting)
        ours.close(meeting)
        early.refresh_from_db()
        assert early.given_on == ours.held_on

    def test_its_wording_owner_and_deadline_can_change_while_it_is_open(
        self, ours: CellMonth, task: Task
    ) -> None:
        duty = Duty("Rà soát hộ nghèo, cận nghèo", None, None, "Đủ 12 hộ có biên bản")
        changed = tasks.change(
            actor=ours.secretary, task_id=task.pk, duty=duty, version=1, now=at(ours.held_on)
        )
        assert (changed.title, changed.owner, changed.version) == (duty.title, None, 2)
        assert changed.measure == "Đủ 12 hộ có biên bản"
        with pytest.raises(ChangedMeanwhile):
            tasks.change(
                actor=ours.secretary, task_id=task.pk, duty=duty, version=1, now=at(ours.held_on)
            )


class TestTheOwner:
    def test_notes_progress_and_says_it_is_done(self, ours: CellMonth, task: Task) -> None:
        actor, now = owner(ours), at(date(2026, 11, 20))
        assert [row.task for row in own_tasks(actor, now.date())] == [task]
        tasks.note_progress(actor=actor, task_id=task.pk, text="Đã đi 6 hộ.", now=now)
        done = tasks.finish(actor=actor, task_id=task.pk, result="Xong 12 hộ.", now=now)
        assert (done.state, done.result, done.ended_on) == ("done", "Xong 12 hộ.", now.date())
        assert own_tasks(actor, now.date()) == []
        assert own_ended_tasks(actor) == [done]

    def test_done_twice_changes_nothing(self, ours: CellMonth, task: Task) -> None:
        for day in (20, 21):
            tasks.finish(
                actor=owner(ours), task_id=task.pk, result="Xong.", now=at(date(2026, 11, day))
            )
        task.refresh_from_db()
        assert task.ended_on == date(2026, 11, 20)
        assert AuditEvent.objects.filter(action="task.done").count() == 1

    def test_done_without_a_word_is_refused(self, ours: CellMonth, task: Task) -> None:
        with pytest.raises(BadTask, match="kết quả"):
            tasks.finish(actor=owner(ours), task_id=task.pk, result=" ", now=at(date(2026, 11, 20)))

    def test_another_member_neither_sees_nor_ends_it(self, ours: CellMonth, task: Task) -> None:
        neighbour = Actor(8, "Phạm Thị Dung", ours.people[3].pk, ())
        with pytest.raises(NotThere):
            get_task(neighbour, task.pk)
        with pytest.raises(NotThere):
            tasks.finish(
                actor=neighbour, task_id=task.pk, result="Xong.", now=at(date(2026, 11, 20))
            )

    def test_the_superior_sees_it_and_does_not_end_it(self, ours: CellMonth, task: Task) -> None:
        assert get_task(ours.superior, task.pk) == task
        with pytest.raises(NotAllowed):
            tasks.finish(
                actor=ours.superior, task_id=task.pk, result="Xong.", now=at(date(2026, 11, 20))
            )

    def test_a_deadline_passed_is_counted_in_days(self, ours: CellMonth, task: Task) -> None:
        assert task.due_on == date(2026, 11, 28)
        (row,) = open_tasks(ours.secretary, ours.cell, date(2026, 12, 1))
        assert row.days_late == 3
        (row,) = open_tasks(ours.secretary, ours.cell, date(2026, 11, 28))
        assert row.days_late == 0


class TestTheMeeting:
    def test_carried_over_three_months_it_stands_on_each_agenda_with_its_count(
        self, ours: CellMonth, task: Task
    ) -> None:
        for carries in range(3):
            meeting = december(ours)
            (row,) = earlier_tasks(meeting)
            assert (row.task, row.carries, row.review) == (task, carries, None)
            ours.review(meeting, task, "carried", due_on=ours.month.last)
            (row,) = earlier_tasks(meeting)
            assert row.carries == carries, "this meeting's own carry is not counted as one before"
            close(ours, meeting)
        titles = [p.title for p in agenda_of(ours.prepare()) if p.code == "task"]
        assert titles == ["Rà soát hộ nghèo – Lê Văn Cường – hạn 28/02/2027 – đã chuyển tiếp 3 lần"]
        (row,) = open_tasks(ours.secretary, ours.cell, date(2027, 3, 1))
        assert row.carries == 3

    def test_done_after_two_carries_still_shows_them(self, ours: CellMonth, task: Task) -> None:
        for _month in range(2):
            meeting = december(ours)
            ours.review(meeting, task, "carried")
            close(ours, meeting)
        meeting = december(ours)
        ours.review(meeting, task, "done", note="Xong 12 hộ.")
        (row,) = earlier_tasks(meeting)
        assert (row.carries, row.task.state) == (2, "done")
        assert row.review is not None
        close(ours, meeting)
        assert earlier_tasks(december(ours)) == []

    def test_carried_twice_at_one_meeting_counts_once(self, ours: CellMonth, task: Task) -> None:
        meeting = december(ours)
        ours.review(meeting, task, "carried", due_on=date(2026, 12, 20))
        ours.review(meeting, task, "carried", due_on=date(2026, 12, 25))
        review = TaskReview.objects.get()
        assert review.due_before == date(2026, 11, 28), "the deadline before the meeting"
        task.refresh_from_db()
        assert task.due_on == date(2026, 12, 25)

    def test_what_the_owner_reported_done_is_heard_once(self, ours: CellMonth, task: Task) -> None:
        tasks.finish(
            actor=owner(ours), task_id=task.pk, result="Xong 12 hộ.", now=at(date(2026, 11, 20))
        )
        meeting = december(ours)
        (row,) = earlier_tasks(meeting)
        assert (row.task.state, row.review) == ("done", None)
        ours.review(meeting, task, "done")
        close(ours, meeting)
        task.refresh_from_db()
        assert task.result == "Xong 12 hộ."
        assert earlier_tasks(december(ours)) == []

    def test_what_was_reported_done_but_is_not_is_carried_over(
        self, ours: CellMonth, task: Task
    ) -> None:
        tasks.finish(actor=owner(ours), task_id=task.pk, result="Xong.", now=at(date(2026, 11, 20)))
        ours.review(december(ours), task, "carried", note="Còn 3 hộ.")
        task.refresh_from_db()
        assert (task.state, task.ended_on) == ("open", None)

    def test_two_people_write_what_came_of_it(self, ours: CellMonth, task: Task) -> None:
        """Both opened the form when nothing was said: the second keeps what the first wrote."""
        from chibo.areas.resolutions.actions import review_task

        meeting, nothing = december(ours), {"outcome": "", "note": "", "due_on": None}

        def review(outcome: str, note: str = "") -> None:
            review_task(
                actor=ours.secretary,
                meeting_id=meeting.pk,
                task_id=task.pk,
                seen=Review(outcome, note),
                now=at(ours.held_on),
                was=nothing,
            )

        review("done", "Xong 12 hộ.")
        review("done")
        with pytest.raises(ChangedMeanwhile):
            review("carried", "Còn 3 hộ.")
        task.refresh_from_db()
        assert (task.state, task.result) == ("done", "Xong 12 hộ.")
        (row,) = earlier_tasks(meeting)
        assert row.review is not None
        assert row.review.note == "Xong 12 hộ."

    def test_dropping_needs_a_reason(self, ours: CellMonth, task: Task) -> None:
        meeting = december(ours)
        with pytest.raises(BadTask, match="lý do"):
            ours.review(meeting, task, "dropped")
        ours.review(meeting, task, "dropped", note="Xã đã giao đơn vị khác.")
        task.refresh_from_db()
        assert (task.state, task.ended_on) == ("dropped", ours.held_on)

    def test_correcting_an_earlier_meeting_does_not_undo_what_a_later_one_said(
        self, ours: CellMonth, task: Task
    ) -> None:
        first = december(ours)
        ours.review(first, task, "carried")
        close(ours, first)
        second = december(ours)
        ours.review(second, task, "done", note="Xong.")
        close(ours, second)
        ours.reopen(first)
        tasks.review(
            actor=ours.secretary,
            task_id=task.pk,
            at_ref=f"meeting:{first.pk}",
            on=date(2026, 12, 3),
            seen=Review("carried", "Còn 3 hộ."),
            now=at(ours.held_on),
        )
        task.refresh_from_db()
        assert (task.state, task.result) == ("done", "Xong.")

    def test_only_its_own_cell_s_open_meeting_speaks_of_it(
        self, ours: CellMonth, task: Task
    ) -> None:
        from chibo.areas.meetings.errors import MeetingLocked

        theirs = CellMonth()
        theirs.next_month()
        foreign = december(theirs)
        with pytest.raises(NotThere):
            theirs.review(foreign, task, "done", note="Xong.")
        # Somebody holding a role in both cells mixes the addresses up.
        both = Actor(9, "Hai Vai", None, ours.secretary.grants + theirs.secretary.grants)
        theirs.secretary = both
        with pytest.raises(NotThere, match="không nằm trong các việc"):
            theirs.review(foreign, task, "done", note="Xong.")
        meeting = december(ours)
        ours.review(meeting, task, "carried")
        close(ours, meeting)
        with pytest.raises(MeetingLocked):
            ours.review(meeting, task, "done", note="Xong.")

    def test_a_meeting_typed_in_late_gives_its_tasks_to_the_month_it_was_held_in(
        self, ours: CellMonth
    ) -> None:
        meeting = ours.sit(ours.prepare())
        ours.rest_present(meeting)
        ours.score(meeting)
        later = ours.held_on + timedelta(days=40)
        given = ours.assign(meeting, now=at(later))
        ours.close(meeting, now=at(later))
        ours.next_month()
        assert [row.task for row in earlier_tasks(ours.prepare())] == [given]


class TestTakingBack:
    def test_one_given_by_mistake_is_taken_back_by_its_own_open_meeting(
        self, ours: CellMonth
    ) -> None:
        meeting = ours.sit(ours.prepare())
        given = ours.assign(meeting)
        who = {"actor": ours.secretary, "meeting_id": meeting.pk, "now": at(ours.held_on)}
        resolutions.withdraw_task(task_id=given.pk, **who)
        assert not Task.objects.unscoped("a test").exists()
        with pytest.raises(NotThere):
            resolutions.withdraw_task(task_id=given.pk, **who)

    def test_a_task_of_a_closed_month_stays(self, ours: CellMonth, task: Task) -> None:
        meeting = december(ours)
        with pytest.raises(NotThere, match="không do nghị quyết"):
            resolutions.withdraw_task(
                actor=ours.secretary, meeting_id=meeting.pk, task_id=task.pk, now=at(ours.held_on)
            )

    def test_one_somebody_has_worked_on_is_ended_not_erased(self, ours: CellMonth) -> None:
        meeting = ours.sit(ours.prepare())
        given = ours.assign(meeting, owner_id=ours.people[2].pk)
        tasks.note_progress(
            actor=owner(ours), task_id=given.pk, text="Đã đi 2 hộ.", now=at(ours.held_on)
        )
        with pytest.raises(BadTask, match="đã có người làm"):
            resolutions.withdraw_task(
                actor=ours.secretary, meeting_id=meeting.pk, task_id=given.pk, now=at(ours.held_on)
            )
