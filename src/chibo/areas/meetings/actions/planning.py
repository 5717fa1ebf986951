"""Step 1: day, kind, agenda, papers, notice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from chibo.areas.documents.actions import take_number
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings import permissions
from chibo.areas.meetings.actions.agenda import remove_files
from chibo.areas.meetings.actions.locking import lock_open_meeting, save_changes, trail
from chibo.areas.meetings.errors import BadMeeting
from chibo.areas.meetings.events import MeetingCalled
from chibo.areas.meetings.models import (
    REGULAR_KINDS,
    AgendaPoint,
    CellHabit,
    Meeting,
    MeetingKind,
    MeetingState,
)
from chibo.areas.meetings.queries import fixed_day_in, habit_of
from chibo.areas.meetings.rules import FixedDayRule
from chibo.areas.organisation.models import Unit
from chibo.areas.tasks.models import Task
from chibo.areas.tasks.queries import with_carries
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.events import announce
from chibo.core.i18n import _, in_vietnamese
from chibo.core.periods import Month
from chibo.core.rows import lock_row, only_changed, require_version
from chibo.core.vietnamese import show_date
from chibo.regulations import MeetingKind as KindOfRules
from chibo.regulations import meeting_rules

TASKS_STEP = "member_tasks"
TASK_POINT = "task:{}"
HABIT = ("fixed_day", "usual_time", "usual_place", "minimum_minutes", "minimum_source")
"""What keeping a habit asks for; months with another day stay."""
TOPIC_STEPS = ("thematic_topic", "combined_topic")
EXTRAORDINARY_STEPS = (
    *("opening", "roll_call", "agenda_approval", "discussion", "conclusion"),
    *("assignments", "resolution_vote", "minutes_reading"),
)
"""What is left of a regular agenda for a meeting called for one matter; the rest is added."""


@dataclass(frozen=True)
class Theme:
    """The topic a thematic meeting is prepared with, and who drafts it."""

    title: str
    drafter_name: str = ""


@transaction.atomic
def keep_habit(
    *, actor: Actor, habit: CellHabit, now: datetime, was: Mapping[str, Any] | None = None
) -> CellHabit:
    """Keep the cell's fixed day, usual time and place, and a minimum length of its own.

    A minimum of its own needs the decision of the competent committee (HD 42-HD/BTCTW lets it set
    another one for a small cell), named in `minimum_source`. Another one than before is for
    meetings from today on: those held keep the minimum of their day. `was`: what the form was
    opened with, by the names of HABIT; what was not changed in it is left as it stands. Raises
    ChangedMeanwhile where somebody else changed the same otherwise.
    """
    unit = lock_row(Unit.objects, actor, pk=habit.unit_id)
    actor.require(permissions.RUN, unit)
    if not unit.is_cell:
        raise BadMeeting(_("Chỉ chi bộ mới có nếp họp chi bộ."))
    before = habit_of(unit)
    saved = {name: getattr(before, name) for name in HABIT}
    typed = {name: getattr(habit, name) for name in HABIT}
    for name, value in {**saved, **only_changed(saved, was, typed)}.items():
        setattr(habit, name, value)
    FixedDayRule.parse(habit.fixed_day)
    if habit.minimum_minutes is not None and not habit.minimum_source.strip():
        raise BadMeeting(
            _("Thời lượng riêng phải theo văn bản của cấp ủy có thẩm quyền. Hãy ghi số văn bản.")
        )
    habit.minimums_before = before.minimums_until(now.date(), habit.minimum_minutes)
    CellHabit.objects.update_or_create(
        unit=unit, defaults={name: getattr(habit, name) for name in (*HABIT, "minimums_before")}
    )
    changes = {"fixed_day": habit.fixed_day, "minimum_minutes": habit.minimum_minutes}
    audit.record(
        actor=actor,
        action="cell.habit_kept",
        at=now,
        unit_id=unit.pk,
        target=f"unit:{unit.pk}",
        changes=changes,
    )
    return habit


@transaction.atomic
def prepare(
    *,
    actor: Actor,
    unit_id: int,
    month: Month,
    kind: str,
    now: datetime,
    theme: Theme | None = None,
) -> Meeting:
    """Open the month's meeting: its day by the fixed-day rule, its agenda by the cell's type.

    The open tasks of earlier months stand on the agenda already, and the topic of a thematic one.
    A month has one regular meeting, combined or not: asked again, whoever asks gets the one that
    is there.
    """
    unit = lock_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.RUN, unit)
    _check_cell(unit, month)
    if kind not in MeetingKind.values:
        raise BadMeeting(_("Chưa chọn loại sinh hoạt. Hãy chọn thường kỳ, chuyên đề hoặc kết hợp."))
    there = _already_there(unit, month, kind)
    if there is not None:
        return there
    theme = theme if kind != MeetingKind.REGULAR else None
    meeting = _new_meeting(unit, month, MeetingKind(kind), theme or Theme(""))
    with in_vietnamese():
        _lay_agenda(meeting)
    trail(actor, "meeting.prepared", meeting, now, {"kind": kind, "month": str(month)})
    return meeting


def _already_there(unit: Unit, month: Month, kind: str) -> Meeting | None:
    rows = Meeting.objects.unscoped("the month of a cell whose meetings the actor runs")
    rows = rows.filter(unit=unit).in_month(month).select_related("unit").order_by("id")
    if kind not in REGULAR_KINDS:
        return rows.filter(kind=kind, state=MeetingState.PLANNED).first()
    return rows.filter(kind__in=REGULAR_KINDS).first()


def _check_cell(unit: Unit, month: Month) -> None:
    if not unit.is_cell:
        raise BadMeeting(_("Chỉ chi bộ mới lập kế hoạch sinh hoạt chi bộ."))
    if not unit.exists_on(month.last) and not unit.exists_on(month.first):
        raise BadMeeting(
            _("Trong tháng %s chi bộ chưa thành lập hoặc đã kết thúc hoạt động.") % month.label
        )


def _new_meeting(unit: Unit, month: Month, kind: MeetingKind, theme: Theme) -> Meeting:
    habit = habit_of(unit)
    names = dict.fromkeys(("chair_name", "minutes_by"), "")
    last = (
        Meeting.objects.unscoped("who chaired last time").filter(unit=unit).latest_first().first()
    )
    if last is not None:
        names = {"chair_name": last.chair_name, "minutes_by": last.minutes_by}
    return Meeting.objects.create(
        unit=unit,
        month=month.first,
        kind=kind,
        planned_on=fixed_day_in(habit, month),
        planned_at=habit.usual_time,
        place=habit.usual_place,
        topic=theme.title,
        drafter_name=theme.drafter_name,
        **names,
    )


def _lay_agenda(meeting: Meeting) -> None:
    rows = Task.objects.unscoped("open tasks of the cell whose meeting is prepared")
    tasks = with_carries(rows.filter(unit=meeting.unit, given_on__lt=meeting.planned_on))
    AgendaPoint.objects.bulk_create(agenda_points(meeting, tasks.still_open().by_deadline()))


def agenda_points(meeting: Meeting, tasks: Iterable[Task]) -> list[AgendaPoint]:
    """The agenda of a new meeting, unsaved: the template's steps, and tasks (with `carries`)."""
    rules = meeting_rules(meeting.planned_on or meeting.month)
    if rules is None:
        return []
    points: list[AgendaPoint] = []
    extraordinary = meeting.kind == MeetingKind.EXTRAORDINARY
    kind = KindOfRules.REGULAR if extraordinary else KindOfRules(meeting.kind)
    for step in rules.agenda_for(meeting.unit.cell_type or None, kind).points:
        if extraordinary and step.code not in EXTRAORDINARY_STEPS:
            continue
        title = _with_topic(step.code, step.title, meeting.topic)
        points.append(AgendaPoint(meeting=meeting, code=step.code, title=title))
        if step.code == TASKS_STEP:
            points += [task_point(meeting, task) for task in tasks]
    for position, point in enumerate(points, start=1):
        point.position = position
    return points


def _with_topic(code: str, title: str, topic: str) -> str:
    """The point under which the topic is presented names it."""
    return f"{title}: {topic}"[:500] if topic and code in TOPIC_STEPS else title


def _rename_topic(meeting: Meeting, before: str) -> None:
    """The agenda follows a topic that was named or renamed, unless somebody reworded the point."""
    for point in AgendaPoint.objects.filter(meeting=meeting, code__in=TOPIC_STEPS):
        bare = point.title.removesuffix(f": {before}") if before else point.title
        if point.title != _with_topic(point.code, bare, before):
            continue
        point.title = _with_topic(point.code, bare, meeting.topic)
        point.version += 1
        point.save()


def task_point(meeting: Meeting, task: Task) -> AgendaPoint:
    """The point under which the meeting looks at a task (with `carries`), unsaved."""
    origin = TASK_POINT.format(task.pk)
    return AgendaPoint(meeting=meeting, code="task", title=_task_title(task), origin=origin)


def _task_title(task: Task) -> str:
    parts = [task.title.rstrip(".")]
    if task.source:
        parts.append(_("theo %s") % task.source)
    if task.owner:
        parts.append(task.owner.full_name)
    if task.due_on:
        parts.append(_("hạn %s") % show_date(task.due_on))
    carries = int(task.carries)  # type: ignore[attr-defined]
    if carries:
        parts.append(_("đã chuyển tiếp %d lần") % carries)
    return " – ".join(parts)[:500]


@dataclass(frozen=True)
class Plan:
    """What the preparation form holds."""

    planned_on: date
    planned_at: time | None
    place: str
    topic: str
    chair_name: str
    minutes_by: str
    drafter_name: str
    committee_met_on: date | None
    visitors: str


@transaction.atomic
def set_plan(*, actor: Actor, meeting_id: int, plan: Plan, version: int, now: datetime) -> Meeting:
    """Day, time, place, people. The day lies in the meeting's month."""
    meeting = lock_open_meeting(actor, meeting_id)
    require_version(meeting.version, version)
    refuse_if_secret(title=plan.topic)
    month = meeting.round
    if Month.of(plan.planned_on) != month:
        raise BadMeeting(
            _("Ngày họp phải nằm trong tháng %s. Sinh hoạt thường kỳ mỗi tháng một lần.")
            % month.label
        )
    if meeting.kind != MeetingKind.REGULAR and not plan.topic.strip():
        if meeting.kind == MeetingKind.EXTRAORDINARY:
            raise BadMeeting(_("Họp bất thường cần ghi việc phải bàn ở ô tên chuyên đề."))
        raise BadMeeting(_("Sinh hoạt chuyên đề cần tên chuyên đề. Hãy ghi tên chuyên đề."))
    before = meeting.topic
    save_changes(actor, meeting, vars(plan), "meeting.planned", now)
    if meeting.topic != before:
        _rename_topic(meeting, before)
    return meeting


@transaction.atomic
def drop_plan(*, actor: Actor, meeting_id: int, now: datetime) -> None:
    """Take away a meeting that was only being prepared."""
    meeting = lock_open_meeting(actor, meeting_id)
    if meeting.is_held or meeting.attendance.exists():
        raise BadMeeting(_("Buổi họp đã có điểm danh nên không bỏ được. Hãy sửa lại ngày, giờ."))
    trail(
        actor, "meeting.dropped", meeting, now, {"kind": meeting.kind, "month": str(meeting.round)}
    )
    files = [paper.file for paper in meeting.papers.all() if paper.file]
    meeting.delete()
    transaction.on_commit(lambda: remove_files(files))


@transaction.atomic
def mark_sent(
    *,
    actor: Actor,
    meeting_id: int,
    what: str,
    on: date,
    now: datetime,
    was: Mapping[str, date | None] | None = None,
) -> Meeting:
    """Write down the day the notice (`notice`) or the papers (`papers`) went out to members.

    `was`: the day the person had read, as {"on": day}. Raises ChangedMeanwhile where somebody else
    wrote another one since.
    """
    meeting = lock_open_meeting(actor, meeting_id)
    if on > now.date():
        raise BadMeeting(_("Ngày gửi %s chưa tới. Hãy ghi ngày đã gửi.") % show_date(on))
    field = {"notice": "notice_sent_on", "papers": "papers_sent_on"}[what]
    if not only_changed({"on": getattr(meeting, field)}, was, {"on": on}):
        return meeting
    if what == "notice":
        _number_notice(actor, meeting, on, now)
    saved = save_changes(actor, meeting, {field: on}, f"meeting.{what}_sent", now)
    if what == "notice":
        announce(MeetingCalled(meeting.pk, now))
    return saved


def _number_notice(actor: Actor, meeting: Meeting, on: date, now: datetime) -> None:
    with in_vietnamese():
        title = _("Thông báo sinh hoạt chi bộ tháng %s") % meeting.round.label
    take_number(
        actor=actor,
        unit=meeting.unit,
        paper_kind="TB",
        file_kind="notice",
        ref=f"notice:{meeting.pk}",
        issued_on=on,
        title=title,
        now=now,
    )
