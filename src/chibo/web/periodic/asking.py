"""Which forms are asked for, what each costs, and putting one into force."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.organisation.queries import get_unit
from chibo.areas.periodic import actions, queries
from chibo.areas.periodic.forms import forms
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.permissions import DECIDE, VIEW
from chibo.areas.periodic.queries.asked import askings_over
from chibo.core import clock
from chibo.web.components import notices
from chibo.web.forms import read_version, refusals_on
from chibo.web.once import once
from chibo.web.periodic.forms import AskForm
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@once
def unit_forms(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The forms with their lines, who asks for them, and the form to ask for one more."""
    actor, today = request.actor, clock.today()
    unit = get_unit(actor, unit_id)
    actor.require(VIEW, unit)
    asked = AskForm(request.POST or None, today=today)
    if asked.is_valid():
        form, since = asked.asked()
        with refusals_on(asked):
            actions.ask(actor=actor, unit_id=unit.pk, form=form, since=since, now=clock.now())
            notices.saved(request, _("Đã yêu cầu báo cáo này."), draft=f"asking:{unit.pk}")
            return redirect("periodic_forms", unit.pk)
    askings = askings_over(unit)
    context = {
        "unit": unit,
        "trail": trail_to(actor, unit),
        "rows": [
            (form, [a for a in askings if a.form == form.code and a.ends_before is None])
            for form in forms().values()
        ],
        "form": asked,
        "may_ask": actor.may(DECIDE, unit.path) and not unit.is_cell,
        "today": today,
    }
    return render(request, "periodic/forms.html", context, status=422 if asked.is_bound else 200)


@require_POST
@once
def stop(request: ActorRequest, asking_id: int) -> HttpResponse:
    """Ask no more after the running period."""
    row = queries.get_asking(request.actor, asking_id)
    running = Period.on(forms()[row.form].period, clock.today())
    last = (
        running if running.ends_before > row.starts_on else Period.on(running.kind, row.starts_on)
    )
    actions.stop_asking(
        actor=request.actor,
        asking_id=row.pk,
        version=read_version(request),
        after=last,
        now=clock.now(),
    )
    notices.saved(request, _("Sau %s không yêu cầu báo cáo này nữa.") % last.label)
    return redirect("periodic_forms", row.unit_id)
