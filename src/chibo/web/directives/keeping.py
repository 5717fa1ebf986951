"""Entering, correcting, closing and removing papers."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.directives import actions, queries
from chibo.areas.directives.permissions import KEEP
from chibo.areas.organisation.queries import get_unit
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.web.components import notices
from chibo.web.directives.forms import CloseForm, CorrectPaperForm, PaperForm, paper_values
from chibo.web.forms import form_page, form_refused, show_conflict
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@once
def directive_enter(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Enter a paper in the register of a body."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(KEEP, unit)
    form = PaperForm(request.POST or None, bases=queries.bases_for(request.actor, unit))
    if form.is_valid():
        try:
            row = actions.enter(
                actor=request.actor, unit_id=unit.pk, paper=form.paper(), now=clock.now()
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            words = _("Đã vào sổ. Bước tiếp: giao việc cho các chi bộ.")
            notices.saved(request, words, draft=f"directive_of:{unit.pk}")
            return redirect("directive", row.pk)
    context = {"unit": unit, "trail": trail_to(request.actor, unit)}
    return form_page(request, "directives/enter.html", form, **context)


@once
def directive_correct(request: ActorRequest, directive_id: int) -> HttpResponse:
    """Write a paper down better."""
    row = queries.get_directive(request.actor, directive_id)
    request.actor.require(KEEP, row.unit)
    bases = [base for base in queries.bases_for(request.actor, row.unit) if base.pk != row.pk]
    form = CorrectPaperForm(request.POST or None, bases=bases, initial=paper_values(row))
    conflicts = []
    if form.is_valid():
        try:
            actions.correct(
                actor=request.actor,
                directive_id=row.pk,
                paper=form.paper(),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            saved = paper_values(queries.get_directive(request.actor, row.pk))
            conflicts = show_conflict(form, saved, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu."), draft=f"directive:{row.pk}")
            return redirect("directive", row.pk)
    context = {"directive": row, "unit": row.unit, "conflicts": conflicts}
    return form_page(
        request,
        "directives/correct.html",
        form,
        **context,
        trail=trail_to(request.actor, row.unit),
    )


@once
def directive_close(request: ActorRequest, directive_id: int) -> HttpResponse:
    """Look back on how a paper was carried out, and end it."""
    row = queries.get_directive(request.actor, directive_id)
    request.actor.require(KEEP, row.unit)
    initial = {"version": row.version, "closed_on": clock.today(), "conclusion": row.conclusion}
    form = CloseForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.close(
                actor=request.actor, directive_id=row.pk, now=clock.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã kết thúc văn bản."), draft=f"directive_end:{row.pk}")
            return redirect("directive", row.pk)
    context = {"directive": row, "unit": row.unit, "trail": trail_to(request.actor, row.unit)}
    sums = queries.with_tallies(request.actor, [row], clock.today())
    return form_page(request, "directives/close.html", form, **context, tally=sums[0].tally)


@require_POST
@once
def directive_reopen(request: ActorRequest, directive_id: int) -> HttpResponse:
    """Closed too early."""
    row = queries.get_directive(request.actor, directive_id)
    try:
        actions.reopen(
            actor=request.actor, directive_id=row.pk, version=row.version, now=clock.now()
        )
    except Refused as refusal:
        notices.refused(request, refusal.message)
    else:
        notices.saved(request, _("Đã mở lại văn bản."))
    return redirect("directive", row.pk)


@require_POST
@once
def directive_remove(request: ActorRequest, directive_id: int) -> HttpResponse:
    """Take out a paper entered by mistake."""
    row = queries.get_directive(request.actor, directive_id)
    try:
        actions.remove(actor=request.actor, directive_id=row.pk, now=clock.now())
    except Refused as refusal:
        notices.refused(request, refusal.message)
        return redirect("directive", row.pk)
    notices.saved(request, _("Đã xoá khỏi sổ văn bản số %s.") % row.number)
    return redirect("unit_directives", row.unit_id)
