"""The library of topics: looking for one, taking it over, saying what it was good for."""

from collections.abc import Sequence
from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.topics import actions, permissions, queries
from chibo.areas.topics.models import TopicForm, TopicRemark
from chibo.core import clock
from chibo.core.actor import Grant
from chibo.core.choices import spoken
from chibo.core.errors import NotThere, Refused
from chibo.web.components import notices
from chibo.web.forms import form_refused
from chibo.web.grants import require_somewhere
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.topics.forms import FileForm, RemarkForm


@require_GET
def shelf(request: ActorRequest) -> HttpResponse:
    """What is shared where one works, newest first, or what one looks for."""
    require_somewhere(request.actor, permissions.VIEW)
    text, form = request.GET.get("q", "").strip()[:200], request.GET.get("hinh-thuc", "")
    found = queries.library(
        request.actor, text=text, form=form, number=request.GET.get("trang", "1")
    )
    context = {
        "library": found,
        "text": text,
        "form_code": form,
        "forms": spoken(TopicForm),
        "makers": _grants(request, permissions.SHARE),
        "has_plan": request.actor.holds(permissions.PLAN),
    }
    return render(request, "topics/library.html", context)


def _grants(request: ActorRequest, permission: str) -> list[Grant]:
    """The units one works for with this permission, each once."""
    found = {g.unit_id: g for g in request.actor.grants if permission in g.permissions}
    return [grant for unit_id, grant in found.items() if unit_id]


@require_GET
def topic(request: ActorRequest, topic_id: int) -> HttpResponse:
    """One topic."""
    return render(request, "topics/topic_page.html", topic_context(request, topic_id))


def topic_context(request: ActorRequest, topic_id: int, **forms: Any) -> dict[str, Any]:
    """What the page of a topic shows; a form that came back stands in `forms`."""
    shown = queries.shown_topic(request.actor, topic_id)
    cells = _grants(request, permissions.PLAN)
    return {
        "shown": shown,
        "topic": shown.topic,
        "cells": cells,
        "may_keep": queries.may_keep(request.actor, shown.topic),
        "file_form": FileForm(),
        "remark_forms": _remark_forms(shown, cells),
        **forms,
    }


def _remark_forms(shown: queries.ShownTopic, cells: Sequence[Grant]) -> list[tuple[Grant, Any]]:
    """A form for each cell of one's own that has it in its plan."""
    using = {row.unit_id for row in shown.uses}
    said: dict[int, TopicRemark] = {row.unit_id: row for row in shown.remarks}
    forms = []
    for grant in cells:
        if grant.unit_id in using:
            row = said.get(grant.unit_id)
            initial = {
                "unit_id": grant.unit_id,
                "version": row.version if row else 0,
                "text": row.text if row else "",
            }
            form = RemarkForm(initial=initial, auto_id=f"remark{grant.unit_id}_%s")
            forms.append((grant, form))
    return forms


@require_POST
@once
def take(request: ActorRequest, topic_id: int) -> HttpResponse:
    """Into one's own plan."""
    row = actions.take_over(
        actor=request.actor,
        topic_id=topic_id,
        unit_id=_number(request.POST.get("unit_id", "")),
        now=clock.now(),
    )
    told = _(
        "Đã đưa chuyên đề vào kế hoạch tháng %s. Sửa tháng, giao người chuẩn bị ở đây nếu cần."
    )
    notices.saved(request, told % row.round.label)
    return redirect("topic_change", row.pk)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


@require_POST
@once
def remark(request: ActorRequest, topic_id: int) -> HttpResponse:
    """What the cell says of it."""
    form = RemarkForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.write_remark(actor=request.actor, topic_id=topic_id, now=clock.now(), **said)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu nhận xét của chi bộ."))
            return redirect("topic", topic_id)
    for problems in form.errors.values():
        notices.refused(request, " ".join(str(problem) for problem in problems))
    return redirect("topic", topic_id)


@require_GET
def download(request: ActorRequest, topic_id: int, file_id: int) -> HttpResponseBase:
    """A file of a topic; always downloaded, never shown in the page."""
    shown = queries.get_topic(request.actor, topic_id)
    row = shown.files.filter(pk=file_id).first()
    if row is None or not row.file.storage.exists(str(row.file.name)):
        raise NotThere(_("Tệp này không còn trên máy chủ. Hãy hỏi nơi đã chia sẻ chuyên đề."))
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name)
