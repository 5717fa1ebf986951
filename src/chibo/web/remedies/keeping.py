"""Writing down shortcomings, giving and taking off their tasks."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.members.queries import cell_members
from chibo.areas.organisation.queries import get_unit
from chibo.areas.remedies import actions, queries
from chibo.areas.remedies.models import Shortcoming
from chibo.areas.remedies.permissions import KEEP
from chibo.areas.tasks.actions import Duty
from chibo.areas.tasks.models import Task
from chibo.areas.tasks.queries import open_tasks
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile
from chibo.web.components import notices
from chibo.web.forms import form_page, read_version, refusals_on, show_conflict
from chibo.web.month.forms import DutyForm
from chibo.web.once import once
from chibo.web.remedies.forms import PointForm, RewordForm, ShortcomingForm, shortcoming_values
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@once
def enter(request: ActorRequest, unit_id: int) -> HttpResponse:
    """One more shortcoming of the cell."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(KEEP, unit)
    asked = request.GET.get("nam", "")
    year = asked if asked else queries.latest_year(request.actor, unit, clock.today())
    form = ShortcomingForm(request.POST or None, initial={"year": year})
    if form.is_valid():
        with refusals_on(form):
            row = actions.enter(
                actor=request.actor, unit_id=unit.pk, named=form.named(), now=clock.now()
            )
            notices.saved(request, _("Đã ghi."), draft=f"shortcoming-of:{unit.pk}")
            return _back(row)
    trail = trail_to(request.actor, unit)
    return form_page(request, "remedies/shortcoming.html", form, unit=unit, trail=trail)


@once
def reword(request: ActorRequest, shortcoming_id: int) -> HttpResponse:
    """Put a shortcoming in better words."""
    row = _row(request, shortcoming_id)
    form = RewordForm(request.POST or None, initial=shortcoming_values(row))
    conflicts = []
    if form.is_valid():
        with refusals_on(form):
            try:
                saved = actions.reword(
                    actor=request.actor,
                    shortcoming_id=row.pk,
                    named=form.named(),
                    version=form.cleaned_data["version"],
                    now=clock.now(),
                )
            except ChangedMeanwhile as refusal:
                now = queries.get_shortcoming(request.actor, row.pk)
                conflicts = show_conflict(form, shortcoming_values(now), refusal)
            else:
                notices.saved(request, _("Đã lưu."), draft=f"shortcoming:{row.pk}")
                return _back(saved)
    context = {"row": row, "unit": row.unit, "conflicts": conflicts}
    context["is_bare"] = not row.remedies.exists()
    trail = trail_to(request.actor, row.unit)
    return form_page(request, "remedies/shortcoming.html", form, trail=trail, **context)


@require_POST
@once
def remove(request: ActorRequest, shortcoming_id: int) -> HttpResponse:
    """Take out what was written by mistake."""
    row = _row(request, shortcoming_id)
    actions.remove(
        actor=request.actor,
        shortcoming_id=row.pk,
        version=read_version(request),
        now=clock.now(),
    )
    notices.saved(request, _("Đã xóa."))
    return _back(row)


@once
def give(request: ActorRequest, shortcoming_id: int) -> HttpResponse:
    """Give a task that puts it right, or choose one the cell has."""
    row = _row(request, shortcoming_id)
    people = cell_members(row.unit, clock.today())
    form = DutyForm(request.POST or None, people=people)
    if form.is_valid():
        typed = form.cleaned_data
        with refusals_on(form):
            actions.give_remedy(
                actor=request.actor,
                shortcoming_id=row.pk,
                duty=Duty(typed["title"], typed["owner_id"], typed["due_on"], typed["measure"]),
                now=clock.now(),
            )
            notices.saved(request, _("Đã giao việc."), draft=f"remedy:{row.pk}")
            return _back(row)
    return _give_page(request, row, form, PointForm(tasks=_others(request, row)))


def _give_page(
    request: ActorRequest, row: Shortcoming, form: DutyForm, chosen: PointForm
) -> HttpResponse:
    context = {
        "row": row,
        "unit": row.unit,
        "form": form,
        "chosen": chosen,
        "trail": trail_to(request.actor, row.unit),
    }
    status = 422 if form.is_bound or chosen.is_bound else 200
    return render(request, "remedies/give.html", context, status=status)


@require_POST
@once
def point(request: ActorRequest, shortcoming_id: int) -> HttpResponse:
    """A task the cell has already puts it right."""
    row = _row(request, shortcoming_id)
    chosen = PointForm(request.POST, tasks=_others(request, row))
    if not chosen.is_valid():
        form = DutyForm(people=cell_members(row.unit, clock.today()))
        return _give_page(request, row, form, chosen)
    actions.point_to(
        actor=request.actor,
        shortcoming_id=row.pk,
        task_id=chosen.cleaned_data["task_id"],
        now=clock.now(),
    )
    notices.saved(request, _("Đã gắn việc."))
    return _back(row)


@require_POST
@once
def let_go(request: ActorRequest, remedy_id: int) -> HttpResponse:
    """Take a task off again."""
    row = actions.let_go(actor=request.actor, remedy_id=remedy_id, now=clock.now())
    notices.saved(request, _("Đã bỏ việc khỏi hạn chế này."))
    return _back(row)


def _row(request: ActorRequest, shortcoming_id: int) -> Shortcoming:
    row = queries.get_shortcoming(request.actor, shortcoming_id)
    request.actor.require(KEEP, row.unit)
    return row


def _others(request: ActorRequest, row: Shortcoming) -> list[Task]:
    """Open tasks of the cell that do not hang on this shortcoming yet."""
    known = set(row.remedies.values_list("task_id", flat=True))
    found = open_tasks(request.actor, row.unit, clock.today())
    return [each.task for each in found if each.task.pk not in known]


def _back(row: Shortcoming) -> HttpResponseRedirect:
    return redirect(f"{reverse('unit_remedies', args=[row.unit_id])}?nam={row.year}")
