"""A committee's own rules: drafted, previewed, adopted, ended."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.organisation.queries import top_units
from chibo.areas.rulebook import actions, permissions, queries
from chibo.areas.rulebook.layering import layer_of, source_of
from chibo.areas.rulebook.models import LocalPack
from chibo.areas.whatif.queries import preview_pack
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.regulations.listing import rule_rows
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused, show_conflict
from chibo.web.grants import require_somewhere
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.rules.local_forms import EndForm, NewPackForm, PackForm, pack_values
from chibo.web.rules.words import groups_of

PAGE = 24


def local_rules(request: ActorRequest) -> HttpResponse:
    """The committees' own rules the actor is judged by, or looks after."""
    rows = queries.local_packs(request.actor)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    today = clock.today()
    context = {
        "page": page,
        "rows": [(pack, pack.covers(today)) for pack in page],
        "may_draft": request.actor.holds(permissions.DRAFT),
    }
    return render(request, "rules/local_list.html", context)


def local_pack(request: ActorRequest, number: int) -> HttpResponse:
    """One committee's rules, and for a draft what adopting it would change."""
    return _page(request, queries.get_local_pack(request.actor, number))


def _page(request: ActorRequest, pack: LocalPack, end_form: EndForm | None = None) -> HttpResponse:
    actor, today = request.actor, clock.today()
    may_adopt = actor.may(permissions.ADOPT, pack.unit.path)
    context: dict[str, Any] = {
        "pack": pack,
        "source": source_of(pack),
        "groups": groups_of(rule_rows(layer_of(pack))),
        "is_current": not pack.is_draft and pack.covers(today),
        "may_draft": pack.is_draft and actor.may(permissions.DRAFT, pack.unit.path),
        "may_adopt": pack.is_draft and may_adopt,
        "preview": preview_pack(actor, pack, today) if pack.is_draft else None,
        "end_form": end_form,
        "has_rubrics": pack.is_draft and bool(layer_of(pack).rubrics),
    }
    is_open = not pack.is_draft and pack.ends_before is None
    if is_open and may_adopt and end_form is None:
        context["end_form"] = EndForm(initial={"version": pack.version})
    status = 422 if end_form is not None else 200
    return render(request, "rules/local_pack.html", context, status=status)


@once
def local_pack_new(request: ActorRequest) -> HttpResponse:
    """Begin rules of a committee."""
    require_somewhere(request.actor, permissions.DRAFT)
    tops = top_units(request.actor, permissions.DRAFT)
    first = {"unit": tops[0]} if len(tops) == 1 else {}
    form = NewPackForm(request.POST or None, initial={**first, "size": 30})
    form.bind(request.actor)
    if form.is_valid():
        try:
            pack = actions.draft(
                actor=request.actor,
                unit_id=form.cleaned_data["unit"].pk,
                written=form.written(),
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu dự thảo. Chưa có gì thay đổi."), draft="rules:new")
            return redirect("local_pack", pack.pk)
    return form_page(request, "rules/local_edit.html", form, draft="rules:new")


@once
def local_pack_edit(request: ActorRequest, number: int) -> HttpResponse:
    """Change a draft."""
    pack = queries.get_local_pack(request.actor, number)
    request.actor.require(permissions.DRAFT, pack.unit)
    form = PackForm(request.POST or None, initial=pack_values(pack))
    key, conflicts = f"rules:{pack.pk}", []
    if form.is_valid():
        try:
            actions.revise(
                actor=request.actor,
                number=pack.pk,
                written=form.written(),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            saved = pack_values(queries.get_local_pack(request.actor, number))
            conflicts = show_conflict(form, saved, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu dự thảo. Chưa có gì thay đổi."), draft=key)
            return redirect("local_pack", pack.pk)
    context = {"pack": pack, "draft": key, "conflicts": conflicts}
    return form_page(request, "rules/local_edit.html", form, **context)


@require_POST
@once
def local_pack_adopt(request: ActorRequest, number: int) -> HttpResponse:
    """Let a draft judge from its day on."""
    actions.adopt(actor=request.actor, number=number, version=_version(request), now=clock.now())
    notices.saved(request, _("Đã ban hành. Các buổi từ ngày áp dụng được xét theo quy định này."))
    return redirect("local_pack", number)


@require_POST
@once
def local_pack_drop(request: ActorRequest, number: int) -> HttpResponse:
    """Take away a draft."""
    actions.drop(actor=request.actor, number=number, version=_version(request), now=clock.now())
    notices.saved(request, _("Đã bỏ dự thảo."))
    return redirect("local_rules")


@require_POST
@once
def local_pack_end(request: ActorRequest, number: int) -> HttpResponse:
    """Let adopted rules hold no longer from a day on."""
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            actions.end(
                actor=request.actor,
                number=number,
                ends_before=form.cleaned_data["ends_before"],
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã ghi ngày thôi áp dụng."))
            return redirect("local_pack", number)
    return _page(request, queries.get_local_pack(request.actor, number), form)


def _version(request: ActorRequest) -> int:
    told = request.POST.get("version", "")
    return int(told) if told.isdigit() else 0
