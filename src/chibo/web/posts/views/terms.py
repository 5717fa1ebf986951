"""Terms of committees and their congresses."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.organisation.models import Unit, UnitStandingQuerySet
from chibo.areas.organisation.queries import get_unit
from chibo.areas.posts import actions, permissions, queries
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.web.components import notices
from chibo.web.components.downloads import MOST, as_workbook, asks_for_workbook, workbook_address
from chibo.web.days import looked_at
from chibo.web.forms import form_page, form_refused, refusals_on, show_conflict
from chibo.web.once import once
from chibo.web.posts.files import term_tables
from chibo.web.posts.forms import CongressForm, PlanForm, StepForm, TermForm, term_values
from chibo.web.request import ActorRequest
from chibo.web.units.past import not_there
from chibo.web.units.trail import Seen, seen_on, trail_to

PAGE = 30
SHORT_LIST = 10
WITHOUT = "chua-ghi"


def terms_ending(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Below a unit on a day: terms near their end or overdue, units no term is recorded for."""
    actor, looked = request.actor, looked_at(request)
    unit, on = get_unit(actor, unit_id), looked.day
    actor.require(permissions.VIEW, unit)
    seen = seen_on(actor, unit, looked)
    if seen is None:
        return not_there(request, unit, looked)
    ending = queries.terms_ending(actor, on, seen.path)
    missing = queries.without_term(actor, on, seen.path)
    if asks_for_workbook(request):
        due = queries.with_windows(list(ending[:MOST]), on)
        tables = term_tables(due, missing[:MOST], looked)
        return as_workbook(request, unit, "terms_ending", "nhiem ky", tables)
    page = Paginator(ending, PAGE).get_page(request.GET.get("trang"))
    if request.GET.get("xem") == WITHOUT:
        return _without_term(request, unit, seen, missing)
    without = missing.count()
    ends, lacks = page.paginator.count, without
    if not looked.is_today:
        ends = queries.count_terms_ending(actor, unit, on, seen.path)
        lacks = queries.count_without_term(actor, unit, on, seen.path)
    context = {
        "unit": unit,
        "named": seen.name,
        "page": page,
        "workbook": workbook_address(request),
        "rows": queries.with_windows(list(page.object_list), on),
        "elsewhere": ends - page.paginator.count,
        "without": missing[:SHORT_LIST],
        "all_href": looked.keep(f"?xem={WITHOUT}") if without > SHORT_LIST else "",
        "without_count": lacks,
        "without_elsewhere": lacks - without,
        "today": on,
        "trail": seen.trail,
        "looked_at": looked,
    }
    return render(request, "posts/terms_ending.html", context)


def _without_term(
    request: ActorRequest, unit: Unit, seen: Seen, missing: UnitStandingQuerySet
) -> HttpResponse:
    """All units without a term, page by page."""
    looked = looked_at(request)
    page = Paginator(missing, PAGE).get_page(request.GET.get("trang"))
    total = page.paginator.count
    if not looked.is_today:
        total = queries.count_without_term(request.actor, unit, looked.day, seen.path)
    context = {
        "unit": unit,
        "named": seen.name,
        "page": page,
        "total": total,
        "elsewhere": total - page.paginator.count,
        "trail": seen.trail,
        "looked_at": looked,
    }
    return render(request, "posts/without_term.html", context)


@once
def term_new(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Record the running term, or one of the past."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.CHANGE, unit)
    months, source = queries.usual_months(unit, clock.today())
    initial = {"version": 0, "number": queries.next_congress_number(unit), "months": months}
    form = TermForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            actions.open_term(
                actor=request.actor, unit_id=unit.pk, term=form.opened(), now=clock.now()
            )
            notices.saved(request, _("Đã ghi nhiệm kỳ."), draft=f"term:new:{unit.pk}")
            return redirect("unit_posts", unit.pk)
    return _term_page(request, form, unit=unit, source=source, draft=f"term:new:{unit.pk}")


@once
def term_correct(request: ActorRequest, term_id: int) -> HttpResponse:
    """Correct what is recorded of a term."""
    term = queries.get_term(request.actor, term_id)
    request.actor.require(permissions.CHANGE, term)
    form = TermForm(request.POST or None, initial=term_values(term))
    conflicts = []
    if form.is_valid():
        try:
            actions.correct_term(
                actor=request.actor,
                term_id=term.pk,
                term=form.opened(),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            saved = term_values(queries.get_term(request.actor, term.pk))
            conflicts = show_conflict(form, saved, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu."), draft=f"term:{term.pk}")
            return redirect("unit_posts", term.unit_id)
    source = queries.usual_months(term.unit, term.starts_on)[1]
    return _term_page(
        request,
        form,
        unit=term.unit,
        source=source,
        draft=f"term:{term.pk}",
        conflicts=conflicts,
    )


@once
def congress_hold(request: ActorRequest, congress_id: int) -> HttpResponse:
    """The congress was held: its result opens the new term."""
    congress = queries.get_congress(request.actor, congress_id)
    unit = congress.unit
    request.actor.require(permissions.CHANGE, unit)
    months, source = queries.usual_months(unit, congress.planned_on)
    initial = {
        "version": congress.version,
        "number": congress.number,
        "starts_on": congress.planned_on,
        "months": months,
    }
    form = TermForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            actions.hold_congress(
                actor=request.actor,
                congress_id=congress.pk,
                term=form.opened(),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
            told = _("Đã mở nhiệm kỳ mới. Hãy ghi những người trúng cử.")
            notices.saved(request, told, draft=f"congress:held:{congress.pk}")
            return redirect("unit_posts", unit.pk)
    draft = f"congress:held:{congress.pk}"
    return _term_page(request, form, unit=unit, source=source, draft=draft, congress=congress)


def _term_page(request: ActorRequest, form: TermForm, **context: object) -> HttpResponse:
    unit = context["unit"]
    trail = trail_to(request.actor, unit)  # type: ignore[arg-type]
    return form_page(request, "posts/term.html", form, trail=trail, **context)


@once
def congress_new(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Begin to prepare the next congress."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.CHANGE, unit)
    committee = queries.committee_of(request.actor, unit, clock.today())
    due = committee.term.due_on if committee.term else None
    number = queries.next_congress_number(unit)
    initial = {"version": 0, "planned_on": due, "number": number}
    form = PlanForm(request.POST or None, initial=initial)
    if form.is_valid():
        typed = form.cleaned_data
        with refusals_on(form):
            actions.plan_congress(
                actor=request.actor,
                unit_id=unit.pk,
                planned_on=typed["planned_on"],
                exception=typed["exception"],
                number=typed["number"],
                now=clock.now(),
            )
            notices.saved(request, _("Đã lập danh mục việc của đại hội."))
            return redirect("unit_posts", unit.pk)
    return form_page(
        request,
        "posts/congress.html",
        form,
        unit=unit,
        window=committee.window,
        trail=trail_to(request.actor, unit),
    )


@once
def congress_move(request: ActorRequest, congress_id: int) -> HttpResponse:
    """Plan the congress for another day."""
    congress = queries.get_congress(request.actor, congress_id)
    request.actor.require(permissions.CHANGE, congress)
    initial = {name: getattr(congress, name) for name in CongressForm.base_fields}
    form = CongressForm(request.POST or None, initial=initial)
    if form.is_valid():
        typed = form.cleaned_data
        with refusals_on(form):
            actions.move_congress(
                actor=request.actor, congress_id=congress.pk, now=clock.now(), **typed
            )
            notices.saved(request, _("Đã dời ngày đại hội."))
            return redirect("unit_posts", congress.unit_id)
    committee = queries.committee_of(request.actor, congress.unit, clock.today())
    return form_page(
        request,
        "posts/congress.html",
        form,
        unit=congress.unit,
        window=committee.window,
        trail=trail_to(request.actor, congress.unit),
    )


@require_POST
@once
def congress_step(request: ActorRequest, congress_id: int) -> HttpResponse:
    """Write down when a step was done."""
    congress = queries.get_congress(request.actor, congress_id)
    form = StepForm(request.POST)
    if not form.is_valid():
        told = " ".join(str(error) for found in form.errors.values() for error in found)
        notices.refused(request, told)
        return redirect("unit_posts", congress.unit_id)
    typed = form.cleaned_data
    actions.note_congress_step(
        actor=request.actor,
        congress_id=congress.pk,
        step=typed["step"],
        on=typed["done_on"],
        version=typed["version"],
        now=clock.now(),
    )
    notices.saved(request, _("Đã ghi ngày làm."))
    return redirect("unit_posts", congress.unit_id)
