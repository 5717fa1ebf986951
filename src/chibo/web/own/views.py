"""Own meetings, own tasks, own record."""

from datetime import date

from django.forms import Form
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.attending.queries import own_absences, own_papers
from chibo.areas.dues.queries import own_arrears
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import own_meetings
from chibo.areas.members.models import Member
from chibo.areas.members.queries import get_member, own_proposals
from chibo.areas.minutes.queries import own_minutes
from chibo.areas.oversight.queries import followed_by
from chibo.areas.sittings.queries import own_suggestions
from chibo.areas.tasks import actions, permissions
from chibo.areas.tasks.models import TaskState
from chibo.areas.tasks.queries import (
    get_evidence,
    get_task,
    notes_of,
    own_ended_tasks,
    own_tasks,
)
from chibo.core import clock
from chibo.core.actor import Actor
from chibo.core.errors import Refused
from chibo.core.periods import Month
from chibo.web.components import notices
from chibo.web.forms import form_refused
from chibo.web.once import once
from chibo.web.own.forms import ProgressForm, ResultForm
from chibo.web.request import ActorRequest


@require_GET
def own(request: ActorRequest) -> HttpResponse:
    """The next meeting first, then what is to be done, then the past."""
    actor, today = request.actor, clock.today()
    member = get_member(actor, actor.member_id) if actor.member_id else None
    meetings = own_meetings(actor)
    coming = [row for row in meetings if _is_coming(row.meeting, today)]
    past = [row for row in meetings if row.meeting.is_held]
    ids = [row.meeting.pk for row in coming]
    absences, papers = own_absences(actor, ids), own_papers(actor, [r.meeting for r in coming])
    context = {
        "member": member,
        "coming": [
            (row, absences.get(row.meeting.pk), papers.get(row.meeting.pk, []))
            for row in sorted(coming, key=lambda r: r.meeting.planned_on or r.meeting.month)
        ],
        "past": past,
        "minutes": own_minutes(actor, [row.meeting.pk for row in past]),
        "tasks": own_tasks(actor, today) if actor.member_id else [],
        "ended": own_ended_tasks(actor) if actor.member_id else [],
        "dues_arrears": own_arrears(actor, Month.of(today)),
        "follows": _follows(actor, member, today),
        "today": today,
        "proposals": own_proposals(actor),
        "suggestions": own_suggestions(actor),
    }
    return render(request, "own/own.html", context)


def _follows(actor: Actor, member: Member | None, today: date) -> int:
    """How many units somebody follows as a committee member."""
    if member is None:
        return 0
    return sum(row.runs_on(today) for row in followed_by(actor, member))


def _is_coming(meeting: Meeting, today: date) -> bool:
    return not meeting.is_held and (meeting.planned_on or meeting.month) >= today


@require_GET
def task(request: ActorRequest, task_id: int) -> HttpResponse:
    """One task with its notes."""
    return _page(request, task_id)


def _page(request: ActorRequest, task_id: int, **forms: Form) -> HttpResponse:
    shown = get_task(request.actor, task_id)
    context = {
        "task": shown,
        "notes": notes_of(request.actor, shown),
        "may_write": shown.state == TaskState.OPEN
        and (
            shown.owner_id == request.actor.member_id
            or request.actor.may(permissions.ASSIGN, shown.unit.path)
        ),
        "progress": forms.get("progress") or ProgressForm(),
        "result": forms.get("result") or ResultForm(),
    }
    return render(request, "own/task.html", context, status=422 if forms else 200)


@require_POST
@once
def progress(request: ActorRequest, task_id: int) -> HttpResponse:
    """Write down how the task is going."""
    form = ProgressForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.note_progress(
                actor=request.actor,
                task_id=task_id,
                text=form.cleaned_data["text"],
                file=form.cleaned_data["file"],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã ghi tiến độ."), draft=f"progress:{task_id}")
            return redirect("own_task", task_id)
    return _page(request, task_id, progress=form)


@require_GET
def evidence(request: ActorRequest, task_id: int, note_id: int) -> HttpResponseBase:
    """A file that shows what was done; always downloaded, never shown in the page."""
    note = get_evidence(request.actor, task_id, note_id)
    name = str(note.file.name).rsplit("/", 1)[-1]
    return FileResponse(note.file.open("rb"), as_attachment=True, filename=name)


@require_POST
@once
def finish(request: ActorRequest, task_id: int) -> HttpResponse:
    """The task is done."""
    form = ResultForm(request.POST)
    if form.is_valid():
        try:
            actions.finish(
                actor=request.actor,
                task_id=task_id,
                result=form.cleaned_data["result"],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(
                request,
                _("Đã báo xong. Chi bộ sẽ nghe kết quả ở buổi họp tới."),
                draft=f"finish:{task_id}",
            )
            return redirect("own")
    return _page(request, task_id, result=form)
