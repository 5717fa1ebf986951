"""Tasks given earlier, with what came of them; those that go on; papers from above."""

from collections.abc import Sequence

from chibo.areas.drafts.rules import Fact
from chibo.areas.meetings.models import Meeting
from chibo.areas.resolutions.models import Resolution
from chibo.areas.resolutions.queries import wording
from chibo.areas.tasks.models import Task, TaskState
from chibo.areas.tasks.queries import ReviewedTask
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date

WHY = "the cell's own resolution before the meeting whose draft is written"


def task_facts(
    tasks: Sequence[ReviewedTask], section: str, *, summary_only: bool = False
) -> list[Fact]:
    """How many of the tasks are done, then each with its result; own work only in the list."""
    if not tasks:
        return []
    done = sum(1 for row in tasks if row.task.state == TaskState.DONE)
    counts = {"all": len(tasks), "done": done, "open": _count_open(tasks)}
    text = _("Nhiệm vụ phải kiểm điểm: %(all)d; đã xong %(done)d, đang làm %(open)d.") % counts
    facts = [Fact(section, "tasks.summary", text)]
    if not summary_only:
        facts += [_task(section, row) for row in tasks if not row.task.source]
    return facts


def directive_facts(tasks: Sequence[ReviewedTask], section: str) -> list[Fact]:
    """Work that papers of bodies above gave, with the number, day and issuer it came with."""
    return [_task(section, row) for row in tasks if row.task.source]


def _count_open(tasks: Sequence[ReviewedTask]) -> int:
    return sum(1 for row in tasks if row.task.state == TaskState.OPEN)


def _task(section: str, row: ReviewedTask) -> Fact:
    task = row.task
    about = [task.title.rstrip(".;")]
    if task.source:
        about.append(_("theo %s") % task.source)
    text = f"{' – '.join(about)}: {_became(row)}"
    return Fact(section, f"task:{task.pk}", text, carried=task.state == TaskState.OPEN)


def _became(row: ReviewedTask) -> str:
    task = row.task
    if task.state == TaskState.DONE:
        said = task.result.strip().rstrip(".")
        return _("đã xong. %s.") % said if said else _("đã xong.")
    if task.state == TaskState.DROPPED:
        return _("thôi thực hiện.")
    parts = [_("đang làm")]
    if task.due_on:
        parts.append(_("hạn %s") % show_date(task.due_on))
    if row.carries:
        parts.append(_("đã chuyển tiếp %d lần") % row.carries)
    return ", ".join(parts) + "."


def coming_facts(
    meeting: Meeting,
    tasks: Sequence[ReviewedTask],
    section: str,
    *,
    with_tasks: bool = True,
    with_direction: bool = True,
) -> list[Fact]:
    """What goes on: the direction the last resolution gave, and each task still open."""
    facts = _direction(meeting, section) if with_direction else []
    if with_tasks:
        going = [row.task for row in tasks if row.task.state == TaskState.OPEN]
        facts += [Fact(section, f"coming:{t.pk}", _going_on(t), carried=True) for t in going]
    return facts


def _going_on(task: Task) -> str:
    who = task.owner.full_name if task.owner else _("toàn chi bộ")
    due = _("hạn %s") % show_date(task.due_on) if task.due_on else _("chưa có hạn")
    return f"{task.title.rstrip('.;')} – {who}, {due}."


def _direction(meeting: Meeting, section: str) -> list[Fact]:
    rows = Resolution.objects.unscoped(WHY).select_related("meeting")
    earlier = rows.filter(meeting__unit=meeting.unit_id, meeting__month__lt=meeting.month)
    last = earlier.filter(adopted_on__isnull=False).order_by("-adopted_on", "-id").first()
    if last is None:
        return []
    lines = [line.strip() for line in wording(last.meeting, last)["direction"].split("\n")]
    told = [line for line in lines if line]
    return [
        Fact(section, f"direction:{last.pk}:{place}", line, carried=True)
        for place, line in enumerate(told)
    ]
