"""Writing the lines of a plan: one by one, many picked from the tree, out of a workbook."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.exchange.plan_lines import pasted, read_lines
from chibo.areas.exchange.planning import File
from chibo.areas.organisation.models import ChangeKind, Unit
from chibo.areas.organisation.queries import visible_units
from chibo.areas.plans import actions, permissions, queries
from chibo.areas.plans.drafts import LineDraft, draft_of
from chibo.areas.plans.models import Plan, PlanLine
from chibo.core import clock
from chibo.core.choices import spoken
from chibo.core.errors import Refused
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused
from chibo.web.once import once
from chibo.web.plans.forms import (
    FIELDS,
    ChooseForm,
    FileForm,
    LineForm,
    MovesForm,
    line_values,
)
from chibo.web.plans.views import around
from chibo.web.request import ActorRequest

PAGE = 50


def plan_lines(request: ActorRequest, plan_id: int) -> HttpResponse:
    """The lines in their order, fifty a page."""
    plan = queries.get_plan(request.actor, plan_id)
    page = Paginator(queries.lines_of(request.actor, plan), PAGE).get_page(request.GET.get("trang"))
    rows = list(page.object_list)
    codes = {code for row in rows for code in (row.unit_code, *row.receiver_codes)}
    names = queries.names_by_code(request.actor, codes) | _new(
        queries.lines_of(request.actor, plan)
    )
    context = {
        **around(request, plan),
        "page": page,
        "rows": [(row, names.get(row.unit_code, ""), _receivers(row, names)) for row in rows],
        "kinds": spoken(ChangeKind),
    }
    return render(request, "plans/lines.html", context)


def _receivers(row: PlanLine, names: Mapping[str, str]) -> list[str]:
    return [names.get(code, code) for code in row.receiver_codes]


def _new(lines: list[PlanLine]) -> dict[str, str]:
    """The units that lines of the plan found, by code."""
    return {new["code"]: new["name"] for line in lines for new in line.new_units}


def _draft(request: ActorRequest, plan_id: int) -> tuple[Plan, list[PlanLine]]:
    """A plan whose lines this person may write, with its lines."""
    plan = queries.get_plan(request.actor, plan_id)
    request.actor.require(permissions.DRAFT, plan)
    return plan, queries.lines_of(request.actor, plan)


@once
def line_new(request: ActorRequest, plan_id: int, kind: str) -> HttpResponse:
    """Add one line of a kind."""
    plan, lines = _draft(request, plan_id)
    if kind not in FIELDS:
        raise Http404
    start = {"version": plan.version}
    new = _new(lines)
    form = LineForm(request.POST or None, actor=request.actor, kind=kind, new=new, initial=start)
    if form.is_valid():
        draft = form.line(_kinds(request, form.cleaned_data.get("unit", ""), lines))
        if _added(request, plan, form, [draft], form.cleaned_data["version"]):
            return redirect("plan_lines", plan.pk)
    return form_page(request, "plans/line.html", form, **_line_page(request, plan, kind, new))


@once
def line_change(request: ActorRequest, plan_id: int, line_id: int) -> HttpResponse:
    """Word one line anew."""
    plan, lines = _draft(request, plan_id)
    line = next((each for each in lines if each.pk == line_id), None)
    if line is None:
        raise Http404
    earlier = [each for each in lines if each.position < line.position]
    start = line_values(draft_of(line), plan.version)
    form = LineForm(
        request.POST or None,
        actor=request.actor,
        kind=line.kind,
        new=_new(earlier),
        initial=start,
    )
    if form.is_valid():
        try:
            actions.change_line(
                actor=request.actor,
                plan_id=plan.pk,
                line_id=line.pk,
                line=form.line(_kinds(request, form.cleaned_data.get("unit", ""), earlier)),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã sửa dòng."))
            return redirect("plan_lines", plan.pk)
    told = _line_page(request, plan, line.kind, _new(earlier))
    return form_page(request, "plans/line.html", form, **told)


def _line_page(
    request: ActorRequest, plan: Plan, kind: str, new: Mapping[str, str]
) -> dict[str, Any]:
    kinds = dict(spoken(ChangeKind))
    return {**around(request, plan), "kind": kind, "kind_name": kinds[kind], "new": new}


def _kinds(request: ActorRequest, code: str, lines: list[PlanLine]) -> dict[str, tuple[str, str]]:
    """The kind and cell type of the unit a line is about, on record or founded by a line."""
    found = {
        new["code"]: (new["kind"], new["cell_type"]) for line in lines for new in line.new_units
    }
    unit = visible_units(request.actor).filter(code=code).first()
    return found | ({code: (unit.kind, unit.cell_type)} if unit else {})


def _added(
    request: ActorRequest, plan: Plan, form: Any, drafts: list[LineDraft], version: int
) -> bool:
    """Whether the lines were taken; what was refused stands on the form."""
    try:
        actions.add_lines(
            actor=request.actor, plan_id=plan.pk, lines=drafts, version=version, now=clock.now()
        )
    except Refused as refusal:
        form_refused(form, refusal)
        return False
    notices.saved(request, _("Đã thêm %d dòng.") % len(drafts))
    return True


@require_POST
@once
def lines_remove(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Take the ticked lines out."""
    ids = [int(pk) for pk in request.POST.getlist("line") if pk.isdigit()]
    if ids:
        actions.remove_lines(
            actor=request.actor,
            plan_id=plan_id,
            line_ids=ids,
            version=int(request.POST.get("version") or 0),
            now=clock.now(),
        )
        notices.saved(request, _("Đã bỏ %d dòng.") % len(ids))
    return redirect("plan_lines", plan_id)


@once
def many_moves(request: ActorRequest, plan_id: int) -> HttpResponse:
    """First which units to look among, then which of them and where to."""
    plan, lines = _draft(request, plan_id)
    is_asked = "superior" in request.GET or "tim" in request.GET
    chosen = ChooseForm(request.GET if is_asked else None, actor=request.actor)
    context = {**around(request, plan), "chosen": chosen, "is_asked": chosen.is_valid()}
    if not chosen.is_valid():
        return render(request, "plans/moves.html", context)
    page, ticked = _offered(request, plan, chosen.cleaned_data["superior"])
    form = MovesForm(
        request.POST or None,
        actor=request.actor,
        units=list(page),
        new=_new(lines),
        initial={"version": plan.version, "units": ticked},
    )
    if form.is_valid() and _added(request, plan, form, form.lines(), form.cleaned_data["version"]):
        return redirect("plan_lines", plan.pk)
    context |= {"page": page, "asked": request.GET.urlencode()}
    return form_page(request, "plans/moves.html", form, **context)


def _offered(
    request: ActorRequest, plan: Plan, superior: Unit | None
) -> tuple[Page[Unit], list[str]]:
    """The units to pick from, and which of them are ticked at first.

    All directly below one superior, ticked; else what the words find, or everything in turn.
    """
    words = request.GET.get("tim", "").strip()
    if superior is not None and not words:
        units = queries.units_to_move(request.actor, superior, plan.on)
        return Paginator(units, max(len(units), 1)).page(1), [unit.code for unit in units]
    found = queries.units_to_pick(request.actor, words, plan.on, superior)
    return Paginator(found, PAGE).get_page(request.GET.get("trang")), []


@once
def from_file(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Lines of the sheet `Biến động tổ chức`, all of them or none."""
    plan, _lines = _draft(request, plan_id)
    form = FileForm(request.POST or None, request.FILES or None, initial={"version": plan.version})
    problems: list[Any] = []
    if form.is_valid():
        drafts, problems = read_lines(_files(form), plan.on)
        if problems or not drafts:
            told = _("Chưa lấy dòng nào: hãy sửa những chỗ dưới đây rồi gửi lại.")
            form.add_error(None, told if problems else _("Không có dòng nào trong tệp."))
        elif _added(request, plan, form, drafts, form.cleaned_data["version"]):
            return redirect("plan_lines", plan.pk)
    context = {**around(request, plan), "problems": problems[:PAGE]}
    return form_page(request, "plans/from_file.html", form, **context)


def _files(form: FileForm) -> list[File]:
    typed, files = form.cleaned_data, []
    if typed.get("workbook"):
        files.append(File(typed["workbook"].name or "", typed["workbook"].read()))
    if typed.get("pasted", "").strip():
        files.append(pasted(typed["pasted"]))
    return files
