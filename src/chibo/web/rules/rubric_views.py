"""The rubrics of a draft, edited in forms: begun from a template, line by line."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.rulebook import actions, permissions, queries
from chibo.areas.rulebook.layering import layer_of, source_of
from chibo.areas.rulebook.models import LocalPack
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, NotThere, Refused
from chibo.regulations import Bands, Rubric, meeting_rules
from chibo.regulations.rubric_editing import with_line, with_new_line, without_line
from chibo.regulations.templates import rubric_templates
from chibo.web.components import notices
from chibo.web.forms import form_refused
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.rules.rubric_forms import (
    FULL_ROWS,
    KNOCK_OUTS,
    OVERRIDES,
    YEARS,
    LineForm,
    RubricForm,
    TemplateForm,
    line_values,
    rubric_values,
)

NATIONAL = "a"


def draft_of(request: ActorRequest, number: int) -> LocalPack:
    """The draft whose rubrics the actor may change; NotThere once it was adopted."""
    pack = queries.get_local_pack(request.actor, number)
    request.actor.require(permissions.DRAFT, pack.unit)
    if not pack.is_draft:
        raise NotThere(_("Quy định đã ban hành nên khung chấm không sửa được nữa."))
    return pack


def rubric_in(pack: LocalPack, code: str) -> Rubric:
    """The rubric of a draft; NotThere when it is gone."""
    found = next((each for each in layer_of(pack).rubrics if each.code == code), None)
    if found is None:
        raise NotThere(_("Dự thảo không còn khung chấm này."))
    return found


@once
def rubric_begin(request: ActorRequest, number: int) -> HttpResponse:
    """Put a template, or the national rubric of its day, into the draft to be changed there."""
    pack = draft_of(request, number)
    templates = [(code, each.name) for code, each in rubric_templates().items()]
    choices = [(NATIONAL, _("Mẫu A: khung chung đang áp dụng")), *templates]
    form = TemplateForm(request.POST or None, choices=choices, initial=_seen(pack))
    if request.method == "POST" and form.is_valid():
        rubrics = _begun(pack, form.cleaned_data["template"])
        try:
            _keep_all(request, pack, rubrics, form.cleaned_data["version"])
        except Refused as refusal:
            form_refused(form, refusal)
            form.now_on(queries.get_local_pack(request.actor, number).version)
        else:
            notices.saved(request, _("Đã đưa khung chấm vào dự thảo. Hãy sửa từng mục cho đúng."))
            return redirect("rubric_edit", pack.pk, rubrics[0].code)
    context = {"pack": pack, "form": form, "held": layer_of(pack).rubrics}
    return render(request, "rules/rubric_begin.html", context, status=422 if form.errors else 200)


def _keep_all(request: ActorRequest, pack: LocalPack, rubrics: list[Rubric], version: int) -> None:
    for rubric in rubrics:
        kept = actions.keep_rubric(
            actor=request.actor, number=pack.pk, rubric=rubric, version=version, now=clock.now()
        )
        version = kept.version


def _begun(pack: LocalPack, chosen: str) -> list[Rubric]:
    """The rubrics of a template for the kinds of meeting the draft does not serve yet."""
    rules = meeting_rules(pack.effective_from)
    if chosen == NATIONAL:
        offered = rules.rubrics if rules else ()
    else:
        offered = rubric_templates()[chosen].layer.rubrics
    held = layer_of(pack).rubrics
    served = {kind for each in held if not each.cell_types for kind in each.applies_to}
    codes = {each.code for each in held}
    source = source_of(pack)
    return [
        replace(
            rubric,
            code=_free_code(rubric.code, codes),
            applies_to=rubric.applies_to - served or rubric.applies_to,
            source=source if chosen != NATIONAL else rubric.source,
        )
        for rubric in offered
    ]


def _free_code(code: str, codes: set[str]) -> str:
    free = (code if n == 1 else f"{code}-{n}" for n in range(1, len(codes) + 2))
    return next(each for each in free if each not in codes)


@once
def rubric_edit(request: ActorRequest, number: int, code: str) -> HttpResponse:
    """The heading of a rubric, and its lines to be opened one by one."""
    pack = draft_of(request, number)
    rubric = rubric_in(pack, code)
    form = RubricForm(request.POST or None, initial=rubric_values(rubric) | _seen(pack))
    if request.method == "POST" and form.is_valid():
        changed = form.changed(rubric)
        if not form.errors and _kept(request, pack, changed, form):
            return redirect("rubric_edit", pack.pk, code)
    context = {
        "pack": pack,
        "rubric": rubric,
        "form": form,
        "caps": form.rows("cap_measure", "cap_ends", "cap_grade", count=KNOCK_OUTS),
        "years": form.rows("year_grade", "year_all", "year_count", "year_of", count=YEARS),
        "holes": holes_of(rubric),
        "is_whole": rubric.total == 100,
    }
    return render(request, "rules/rubric_edit.html", context, status=422 if form.errors else 200)


def holes_of(rubric: Rubric) -> list[tuple[str, str]]:
    """Lines whose scale leaves something out, with what: told, never filled by guessing."""
    return [
        (item.code, "; ".join(hole.told for hole in item.scale.holes))
        for item in rubric.items
        if isinstance(item.scale, Bands) and item.scale.holes
    ]


@once
def rubric_line(request: ActorRequest, number: int, code: str, line: str) -> HttpResponse:
    """One line of a rubric."""
    pack = draft_of(request, number)
    rubric = rubric_in(pack, code)
    held = next((item for item in rubric.items if item.code == line), None)
    if held is None:
        raise NotThere(_("Khung chấm không còn mục này."))
    form = LineForm(request.POST or None, initial=line_values(held) | _seen(pack))
    if request.method == "POST" and form.is_valid():
        changed = form.line(held, rubric.source)
        if not form.errors and _kept(request, pack, with_line(rubric, line, changed), form):
            return redirect("rubric_edit", pack.pk, code)
    return _line_page(request, pack, rubric, form, held=held)


@once
def rubric_line_new(request: ActorRequest, number: int, code: str) -> HttpResponse:
    """A line more: under a criterion (`?tieu-chi=4`), or as a criterion of its own."""
    pack = draft_of(request, number)
    rubric = rubric_in(pack, code)
    under = request.GET.get("tieu-chi", "")
    of = next((c for c in rubric.criteria if str(c.number) == under), None)
    form = LineForm(request.POST or None, initial=_seen(pack))
    if request.method == "POST" and form.is_valid():
        line = form.line(None, rubric.source)
        changed = with_new_line(rubric, of.number if of else None, line)
        if not form.errors and _kept(request, pack, changed, form):
            return redirect("rubric_edit", pack.pk, code)
    return _line_page(request, pack, rubric, form, of=of)


def _line_page(
    request: ActorRequest, pack: LocalPack, rubric: Rubric, form: LineForm, **more: Any
) -> HttpResponse:
    context = {
        "pack": pack,
        "rubric": rubric,
        "form": form,
        "full": form.rows("full_measure", "full_ends", count=FULL_ROWS),
        "overrides": form.rows("over_measure", "over_ends", "over_points", count=OVERRIDES),
        **more,
    }
    return render(request, "rules/rubric_line.html", context, status=422 if form.errors else 200)


@require_POST
@once
def rubric_line_drop(request: ActorRequest, number: int, code: str, line: str) -> HttpResponse:
    """Take a line away."""
    pack = draft_of(request, number)
    rubric = rubric_in(pack, code)
    if any(item.code == line for item in rubric.items):
        actions.keep_rubric(
            actor=request.actor,
            number=pack.pk,
            rubric=without_line(rubric, line),
            version=_version(request),
            now=clock.now(),
        )
        notices.saved(request, _("Đã bỏ mục."))
    return redirect("rubric_edit", pack.pk, code)


@require_POST
@once
def rubric_drop(request: ActorRequest, number: int, code: str) -> HttpResponse:
    """Take a rubric out of the draft."""
    pack = draft_of(request, number)
    actions.drop_rubric(
        actor=request.actor, number=pack.pk, code=code, version=_version(request), now=clock.now()
    )
    notices.saved(request, _("Đã bỏ khung chấm khỏi dự thảo."))
    return redirect("local_pack", pack.pk)


def _kept(
    request: ActorRequest, pack: LocalPack, rubric: Rubric, form: RubricForm | LineForm
) -> bool:
    try:
        actions.keep_rubric(
            actor=request.actor,
            number=pack.pk,
            rubric=rubric,
            version=form.cleaned_data["version"],
            now=clock.now(),
        )
    except ChangedMeanwhile as refusal:
        form_refused(form, refusal)
        form.now_on(queries.get_local_pack(request.actor, pack.pk).version)
        return False
    except Refused as refusal:
        form_refused(form, refusal)
        return False
    notices.saved(request, _("Đã lưu dự thảo. Chưa có gì thay đổi."))
    return True


def _seen(pack: LocalPack) -> dict[str, Any]:
    return {"version": pack.version}


def _version(request: ActorRequest) -> int:
    told = request.POST.get("version", "")
    return int(told) if told.isdigit() else 0
