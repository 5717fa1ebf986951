"""Step 4: Nghị quyết và nhiệm vụ."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.drafts.models import DraftKind
from chibo.areas.drafts.queries import find_draft
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import get_meeting
from chibo.areas.members.queries import cell_members
from chibo.areas.reports.progress import RESOLVE
from chibo.areas.resolutions import actions
from chibo.areas.resolutions.actions import ResolutionText
from chibo.areas.resolutions.queries import earlier_tasks, find_resolution, wording
from chibo.areas.tasks.actions import Duty, Review
from chibo.areas.tasks.queries import ReviewedTask, get_task, tasks_from
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, NotThere, Refused
from chibo.web.components import notices
from chibo.web.forms import conflict_rows, form_refused
from chibo.web.month.forms import DutyForm, ResolutionForm, ReviewForm
from chibo.web.month.frame import step_context
from chibo.web.once import once
from chibo.web.papers.numbers import numbering_why
from chibo.web.request import ActorRequest

PARTS = tuple(ResolutionText.__dataclass_fields__)


@once
def resolution(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The page; its POST keeps the wording."""
    meeting = get_meeting(request.actor, meeting_id)
    form = ResolutionForm(request.POST or None, initial=_initial(meeting))
    conflicts = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_resolution(
                actor=request.actor,
                meeting_id=meeting_id,
                text=ResolutionText(**{part: form.cleaned_data[part] for part in PARTS}),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            saved = _initial(meeting)
            conflicts = conflict_rows(form, saved)
            form_refused(form, refusal)
            form.now_on(saved["version"])
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu nghị quyết."), draft=f"resolution:{meeting_id}")
            return _back(meeting_id, "nghi-quyet")
    return _page(request, meeting, form=form, conflicts=conflicts)


def _initial(meeting: Meeting) -> dict[str, Any]:
    written = find_resolution(meeting)
    return {**wording(meeting, written), "version": written.version if written else 1}


def _back(meeting_id: int, place: str) -> HttpResponse:
    answer = redirect("step_resolution", meeting_id)
    answer["Location"] += f"#{place}"
    return answer


def _page(
    request: ActorRequest,
    meeting: Meeting,
    *,
    form: ResolutionForm | None = None,
    duty: DutyForm | None = None,
    reviewed: ReviewForm | None = None,
    reviewed_id: int = 0,
    conflicts: Any = (),
    differ: Any = (),
) -> HttpResponse:
    on = meeting.held_on or meeting.planned_on or meeting.month
    written = find_resolution(meeting)
    people = cell_members(meeting.unit, on)
    wrong = any(f is not None and f.is_bound for f in (form, duty, reviewed))
    context = {
        "form": form or ResolutionForm(initial=_initial(meeting)),
        "conflicts": conflicts,
        "differ": differ,
        "reviewed_id": reviewed_id,
        "duty": duty or DutyForm(people=people),
        "written": written,
        "numbering": numbering_why(on) if written and written.number else None,
        "drafted": find_draft(request.actor, meeting, DraftKind.RESOLUTION),
        "given": tasks_from(written.ref) if written else [],
        "earlier": [
            (row, reviewed if reviewed and row.task.pk == reviewed_id else _review_form(row))
            for row in earlier_tasks(meeting, written)
        ],
        **step_context(request, meeting, RESOLVE),
    }
    return render(request, "month/resolution.html", context, status=422 if wrong else 200)


def _review_form(row: ReviewedTask) -> ReviewForm:
    said = Review.begun(row.task, row.review)
    return ReviewForm(initial=vars(said), task=row.task, auto_id=f"task-{row.task.pk}-%s")


@require_POST
@once
def assign(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """A new task by the resolution."""
    meeting = get_meeting(request.actor, meeting_id)
    on = meeting.held_on or meeting.planned_on or meeting.month
    form = DutyForm(request.POST, people=cell_members(meeting.unit, on))
    if form.is_valid():
        try:
            actions.assign_task(
                actor=request.actor,
                meeting_id=meeting_id,
                duty=Duty(**form.cleaned_data),
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã giao việc."), draft=f"duty:{meeting_id}")
            return _back(meeting_id, "giao-viec")
    return _page(request, meeting, duty=form)


@require_POST
@once
def review(request: ActorRequest, meeting_id: int, task_id: int) -> HttpResponse:
    """What the meeting says of an earlier task."""
    meeting = get_meeting(request.actor, meeting_id)
    task = get_task(request.actor, task_id)
    form = ReviewForm(request.POST, task=task, auto_id=f"task-{task_id}-%s")
    if form.is_valid():
        try:
            actions.review_task(
                actor=request.actor,
                meeting_id=meeting_id,
                task_id=task_id,
                seen=Review(**form.typed()),
                now=clock.now(),
                was=form.opened(),
            )
        except NotThere:
            raise
        except ChangedMeanwhile as refusal:
            rows = earlier_tasks(meeting, find_resolution(meeting))
            (row,) = (each for each in rows if each.task.pk == task_id)
            differ = form.conflict_with(vars(Review.begun(row.task, row.review)), refusal)
            return _page(request, meeting, reviewed=form, reviewed_id=task_id, differ=differ)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã ghi kết quả nhiệm vụ."), draft=f"review:{task_id}")
            return _back(meeting_id, "viec-thang-truoc")
    return _page(request, meeting, reviewed=form, reviewed_id=task_id)


@require_POST
@once
def withdraw(request: ActorRequest, meeting_id: int, task_id: int) -> HttpResponse:
    """Take back a task given by mistake."""
    actions.withdraw_task(
        actor=request.actor, meeting_id=meeting_id, task_id=task_id, now=clock.now()
    )
    notices.saved(request, _("Đã bỏ việc vừa giao."))
    return _back(meeting_id, "giao-viec")
