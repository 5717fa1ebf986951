"""Step 1: the plan of a month."""

import threading
from datetime import date, time, timedelta

import pytest
from django.db import connection

from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.meetings import actions as meetings
from chibo.areas.meetings.errors import BadMeeting
from chibo.areas.meetings.models import AgendaPoint, CellHabit, Meeting, MeetingState, PaperToSend
from chibo.areas.meetings.queries import agenda_of
from chibo.areas.reports.actions import drop_meeting
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from chibo.core.periods import Month
from tests.factories import a_cell, a_held_meeting, an_actor
from tests.months import NOVEMBER, CellMonth, at

NOW = at(date(2026, 11, 1))


@pytest.fixture
def ours(db: None) -> CellMonth:
    return CellMonth()


def keep(ours: CellMonth, **habit: object) -> None:
    meetings.keep_habit(actor=ours.secretary, habit=CellHabit(unit=ours.cell, **habit), now=NOW)


def plan(meeting: Meeting, **more: object) -> meetings.Plan:
    said: dict[str, object] = {
        "planned_on": meeting.planned_on,
        "planned_at": time(19, 30),
        "place": "Nhà văn hóa",
        "topic": "",
        "chair_name": "",
        "minutes_by": "",
        "drafter_name": "",
        "committee_met_on": None,
        "visitors": "",
    }
    return meetings.Plan(**{**said, **more})  # type: ignore[arg-type]


def test_the_day_comes_from_the_rule_also_on_a_31st_in_a_short_month(ours: CellMonth) -> None:
    keep(ours, fixed_day="day:31", usual_time=time(19), usual_place="Nhà văn hóa thôn")
    meeting = ours.prepare()
    assert meeting.planned_on == date(2026, 11, 30)
    assert (meeting.planned_at, meeting.place) == (time(19), "Nhà văn hóa thôn")
    ours.month = Month(2027, 2)
    assert ours.prepare().planned_on == date(2027, 2, 28)


def test_saturday_evening_is_a_day_like_any_other(ours: CellMonth) -> None:
    keep(ours, fixed_day="weekday:sat:1", usual_time=time(20, 30))
    meeting = ours.prepare()
    assert meeting.planned_on == date(2026, 11, 7)
    assert meeting.planned_on.weekday() == 5
    ours.sit(meeting, held_on=date(2026, 11, 7), starts_at=time(20, 30), ends_at=time(22))


def test_the_agenda_follows_the_kind_of_cell_and_of_meeting(ours: CellMonth) -> None:
    regular = [point.code for point in agenda_of(ours.prepare())]
    assert regular[0] == "opening"
    assert {"roll_call", "month_review", "member_tasks", "next_month"} <= set(regular)
    assert "combined_topic" not in regular
    thematic = [point.code for point in agenda_of(ours.prepare("thematic"))]
    assert "thematic_topic" in thematic
    assert "member_tasks" not in thematic


def test_last_month_s_open_tasks_stand_under_their_step(ours: CellMonth) -> None:
    ours.hold(task="Vận động ba hộ làm nhà tiêu")
    ours.next_month()
    points = agenda_of(ours.prepare())
    at_step = [point.code for point in points].index("member_tasks")
    assert points[at_step + 1].code == "task"
    assert points[at_step + 1].title == "Vận động ba hộ làm nhà tiêu – hạn 28/11/2026"
    assert [point.position for point in points] == list(range(1, len(points) + 1))


def test_who_chaired_last_time_is_proposed_again(ours: CellMonth) -> None:
    ours.hold()
    ours.next_month()
    meeting = ours.prepare()
    assert (meeting.chair_name, meeting.minutes_by) == ("Nguyễn Văn An", "Trần Thị Bình")


def test_asked_again_the_same_meeting_is_given(ours: CellMonth) -> None:
    first = ours.prepare()
    assert ours.prepare() == first
    assert ours.prepare("combined") == first, "one regular meeting a month, combined or not"
    assert ours.prepare("thematic") != first, "a thematic one does not take its place"
    assert Meeting.objects.unscoped("a test").count() == 2


def test_a_month_that_has_met_is_not_prepared_anew(ours: CellMonth) -> None:
    held = ours.hold()
    assert ours.prepare() == held


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_preparing_at_once_get_one_meeting() -> None:
    ours, found, start = CellMonth(), [], threading.Barrier(2)

    def prepare() -> None:
        try:
            start.wait(10)
            found.append(ours.prepare().pk)
        finally:
            connection.close()

    people = [threading.Thread(target=prepare) for _person in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(found) == 2
    assert found[0] == found[1]
    assert AgendaPoint.objects.filter(code="opening").count() == 1


def test_a_kind_of_meeting_that_does_not_exist_is_refused(ours: CellMonth) -> None:
    with pytest.raises(BadMeeting, match="loại sinh hoạt"):
        ours.prepare("party")


def test_only_cells_meet_and_only_while_they_exist(ours: CellMonth) -> None:
    ended = CellMonth()
    type(ended.cell).objects.unscoped("a test").filter(pk=ended.cell.pk).update(
        ended_before=date(2026, 10, 1)
    )
    with pytest.raises(BadMeeting, match="đã kết thúc hoạt động"):
        ended.prepare()


def test_nobody_prepares_for_another_cell(ours: CellMonth) -> None:
    other = an_actor("secretary", a_cell(ours.commune, name="Chi bộ thôn Tây"))
    with pytest.raises(NotThere):
        meetings.prepare(actor=other, unit_id=ours.cell.pk, month=NOVEMBER, kind="regular", now=NOW)
    with pytest.raises(NotAllowed):
        meetings.prepare(
            actor=ours.superior, unit_id=ours.cell.pk, month=NOVEMBER, kind="regular", now=NOW
        )


def test_the_planned_day_stays_within_its_month(ours: CellMonth) -> None:
    meeting = ours.prepare()
    with pytest.raises(BadMeeting, match="trong tháng 11/2026"):
        meetings.set_plan(
            actor=ours.secretary,
            meeting_id=meeting.pk,
            plan=plan(meeting, planned_on=date(2026, 12, 1)),
            version=meeting.version,
            now=NOW,
        )


def test_a_thematic_meeting_names_its_topic_and_no_secret_one(ours: CellMonth) -> None:
    meeting = ours.prepare("thematic")
    for topic, refusal in (("", BadMeeting), ("Kế hoạch A2 (Tối mật)", MarkedSecret)):
        with pytest.raises(refusal):
            meetings.set_plan(
                actor=ours.secretary,
                meeting_id=meeting.pk,
                plan=plan(meeting, topic=topic),
                version=meeting.version,
                now=NOW,
            )


def test_a_plan_changed_meanwhile_is_not_overwritten(ours: CellMonth) -> None:
    meeting = ours.prepare()
    seen = meeting.version
    meetings.set_plan(
        actor=ours.secretary, meeting_id=meeting.pk, plan=plan(meeting), version=seen, now=NOW
    )
    with pytest.raises(ChangedMeanwhile):
        meetings.set_plan(
            actor=ours.secretary,
            meeting_id=meeting.pk,
            plan=plan(meeting, place="Trường học"),
            version=seen,
            now=NOW,
        )
    meeting.refresh_from_db()
    assert meeting.place == "Nhà văn hóa"


def test_a_minimum_of_its_own_needs_the_decision_that_allows_it(ours: CellMonth) -> None:
    with pytest.raises(BadMeeting, match="văn bản"):
        keep(ours, minimum_minutes=60)
    keep(ours, minimum_minutes=60, minimum_source="Công văn 12-CV/ĐU")
    assert CellHabit.objects.get().minimum_minutes == 60
    assert AuditEvent.objects.get(action="cell.habit_kept").target == f"unit:{ours.cell.pk}"


def test_the_notice_takes_a_number_and_keeps_it(ours: CellMonth) -> None:
    from chibo.areas.documents.queries import find_number

    meeting = ours.prepare()
    for day in (date(2026, 10, 30), date(2026, 10, 31)):
        meetings.mark_sent(
            actor=ours.secretary, meeting_id=meeting.pk, what="notice", on=day, now=NOW
        )
    meeting.refresh_from_db()
    assert meeting.notice_sent_on == date(2026, 10, 31)
    number = find_number(ours.secretary, f"notice:{meeting.pk}")
    assert number is not None
    assert number.line == "Số 01-TB/CB"
    with pytest.raises(BadMeeting, match="chưa tới"):
        meetings.mark_sent(
            actor=ours.secretary,
            meeting_id=meeting.pk,
            what="papers",
            on=NOW.date() + timedelta(days=1),
            now=NOW,
        )


def test_two_people_write_when_the_papers_went_out(ours: CellMonth) -> None:
    meeting = ours.prepare()

    def sent(day: int, was: date | None) -> None:
        meetings.mark_sent(
            actor=ours.secretary,
            meeting_id=meeting.pk,
            what="papers",
            on=date(2026, 10, day),
            now=NOW,
            was={"on": was},
        )

    sent(30, None)
    sent(30, None)  # the same day is no conflict
    with pytest.raises(ChangedMeanwhile):
        sent(31, None)
    meeting.refresh_from_db()
    assert meeting.papers_sent_on == date(2026, 10, 30)
    sent(31, date(2026, 10, 30))
    meeting.refresh_from_db()
    assert meeting.papers_sent_on == date(2026, 10, 31)


def test_two_people_keep_the_habit(ours: CellMonth) -> None:
    """Who opened the form before the other saved changes only what they typed in it."""
    opened: dict[str, object] = {
        "fixed_day": "day:3",
        "usual_time": None,
        "usual_place": "",
        "minimum_minutes": None,
        "minimum_source": "",
    }

    def kept_with(**typed: object) -> CellHabit:
        habit = CellHabit(unit=ours.cell, **{**opened, **typed})
        meetings.keep_habit(actor=ours.secretary, habit=habit, now=NOW, was=opened)
        return CellHabit.objects.get()

    kept_with(usual_place="Nhà văn hóa")
    after = kept_with(usual_time=time(19))
    assert (after.usual_place, after.usual_time) == ("Nhà văn hóa", time(19))
    with pytest.raises(ChangedMeanwhile):
        kept_with(usual_place="Trường học", fixed_day="day:5")
    after = CellHabit.objects.get()
    assert (after.usual_place, after.fixed_day) == ("Nhà văn hóa", "day:3")


def test_points_are_added_before_the_conclusion_reworded_and_taken_off(ours: CellMonth) -> None:
    meeting = ours.prepare()
    who = {"actor": ours.secretary, "meeting_id": meeting.pk, "now": NOW}
    point = meetings.add_point(title="Bàn việc đường liên thôn", **who)
    points = agenda_of(meeting)
    assert points[points.index(point) + 1].code == "conclusion"
    meetings.change_point(point_id=point.pk, title="Bàn việc đường", version=1, **who)
    with pytest.raises(ChangedMeanwhile):
        meetings.change_point(point_id=point.pk, title="Bàn việc điện", version=1, **who)
    meetings.remove_point(point_id=point.pk, **who)
    meetings.remove_point(point_id=point.pk, **who)
    assert "Bàn việc đường" not in [p.title for p in agenda_of(meeting)]


def test_a_point_with_notes_is_not_taken_off(ours: CellMonth) -> None:
    meeting = ours.prepare()
    ours.note(meeting, "next_month", "Ra quân vệ sinh đường làng.")
    point = next(p for p in agenda_of(meeting) if p.code == "next_month")
    with pytest.raises(BadMeeting, match="ghi chép"):
        meetings.remove_point(
            actor=ours.secretary, meeting_id=meeting.pk, point_id=point.pk, now=NOW
        )


def test_a_point_of_another_meeting_is_out_of_reach(ours: CellMonth) -> None:
    mine, theirs = ours.prepare(), CellMonth().prepare()
    foreign = agenda_of(theirs)[0]
    who = {"actor": ours.secretary, "meeting_id": mine.pk, "now": NOW}
    with pytest.raises(NotThere):
        meetings.change_point(point_id=foreign.pk, title="Sửa", version=1, **who)
    meetings.remove_point(point_id=foreign.pk, **who)
    meetings.write_notes(notes=[meetings.WrittenNote(foreign.pk, "Chen vào", 1)], **who)
    foreign.refresh_from_db()
    assert foreign.notes == ""


@pytest.mark.parametrize(
    "title", ["Báo cáo (Mật)", "TỐI MẬT: kế hoạch diễn tập", "Tài liệu tuyệt mật"]
)
def test_papers_marked_secret_are_refused(ours: CellMonth, title: str) -> None:
    meeting = ours.prepare()
    with pytest.raises(MarkedSecret):
        meetings.add_paper(
            actor=ours.secretary, meeting_id=meeting.pk, title=title, file=None, now=NOW
        )
    with pytest.raises(MarkedSecret):
        meetings.add_point(actor=ours.secretary, meeting_id=meeting.pk, title=title, now=NOW)
    assert not PaperToSend.objects.exists()


def test_a_plan_is_dropped_until_somebody_was_marked_or_tasks_were_given(ours: CellMonth) -> None:
    meeting = ours.prepare()
    drop_meeting(actor=ours.secretary, meeting_id=meeting.pk, now=NOW)
    assert not Meeting.objects.unscoped("a test").exists()
    meeting = ours.prepare()
    ours.assign(meeting)
    with pytest.raises(BadMeeting, match="nghị quyết"):
        drop_meeting(actor=ours.secretary, meeting_id=meeting.pk, now=NOW)
    thematic = ours.prepare("thematic")
    ours.mark(thematic, ours.people[0], "present")
    with pytest.raises(BadMeeting, match="điểm danh"):
        drop_meeting(actor=ours.secretary, meeting_id=thematic.pk, now=NOW)


def test_an_imported_meeting_of_the_month_is_the_month_s_meeting(ours: CellMonth) -> None:
    imported = a_held_meeting(ours.cell, date(2026, 11, 2), origin="import:1")
    assert ours.prepare() == imported
    assert imported.state == MeetingState.CLOSED
