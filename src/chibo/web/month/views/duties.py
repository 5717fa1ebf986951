"""A task of the cell outside a meeting: who does it, how it is worded, by when."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from chibo.areas.members.queries import cell_members
from chibo.areas.tasks.actions import change
from chibo.areas.tasks.models import Task
from chibo.areas.tasks.permissions import ASSIGN
from chibo.areas.tasks.queries import get_task
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.core.periods import Month
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused, show_conflict
from chibo.web.month.forms import ChangeDutyForm
from chibo.web.once import once
from chibo.web.request import ActorRequest


@once
def task_change(request: ActorRequest, task_id: int) -> HttpResponse:
    """Change an open task; of one that a body above gave, only its owner."""
    task = get_task(request.actor, task_id)
    request.actor.require(ASSIGN, task.unit)
    form = _form(request, task)
    conflicts = []
    if form.is_valid():
        try:
            change(
                actor=request.actor,
                task_id=task.pk,
                duty=form.duty(),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            saved = dict(_form(request, get_task(request.actor, task_id)).initial)
            conflicts = show_conflict(form, saved, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu."), draft=f"task:{task.pk}")
            return redirect("cell_month", task.unit_id, str(Month.of(clock.today())))
    context = {"task": task, "unit": task.unit, "conflicts": conflicts}
    return form_page(request, "month/task_change.html", form, **context)


def _form(request: ActorRequest, task: Task) -> ChangeDutyForm:
    people = cell_members(task.unit, clock.today())
    return ChangeDutyForm(request.POST or None, task=task, people=people)
