"""One's own notices: the list, what each leads to, and the ways of being told."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.access.queries import MANAGE
from chibo.areas.meetings.permissions import RUN
from chibo.areas.notices import actions, queries
from chibo.areas.notices.actions import Ways
from chibo.areas.notices.channels import ready_channels
from chibo.areas.notices.kinds import KINDS
from chibo.areas.notices.models import Notice
from chibo.areas.tasks.permissions import ASSIGN
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.web.components import notices
from chibo.web.forms import VersionedForm, form_page, form_refused, show_conflict
from chibo.web.month.frame import is_id
from chibo.web.once import once
from chibo.web.request import ActorRequest

FIELDS = tuple(Ways.__dataclass_fields__)


class ChoiceForm(VersionedForm):
    """The ways beside the list in the program."""

    by_email = forms.BooleanField(label=gettext_lazy("Gửi e-mail"), required=False)
    email = forms.EmailField(label=gettext_lazy("Địa chỉ e-mail"), required=False)
    by_sms = forms.BooleanField(label=gettext_lazy("Gửi tin nhắn SMS"), required=False)
    phone = forms.CharField(label=gettext_lazy("Số điện thoại"), required=False, max_length=20)


@require_GET
def notices_page(request: ActorRequest) -> HttpResponse:
    """The newest first, a page at a time."""
    before = request.GET.get("truoc", "")
    rows = queries.own_notices(request.actor, int(before) if is_id(before) else None)
    shown = rows[: queries.PAGE]
    context = {
        "rows": [(row, sentence_of(row)) for row in shown],
        "further": shown[-1].pk if len(rows) > queries.PAGE else None,
        "unread": queries.count_unread(request.actor),
    }
    return render(request, "notices/list.html", context)


def sentence_of(row: Notice) -> str:
    """The notice in the reader's language."""
    kind = KINDS.get(row.kind)
    return _(kind.sentence) % row.facts if kind else row.kind


@require_GET
def bell(request: ActorRequest) -> HttpResponse:
    """How many are unread, fetched once a page is there."""
    return render(request, "notices/bell.html", {"unread": queries.count_unread(request.actor)})


@require_POST
@once
def open_notice(request: ActorRequest, notice_id: int) -> HttpResponse:
    """Mark it as read and go to what it is about."""
    row = actions.read(actor=request.actor, notice_id=notice_id, now=clock.now())
    kind, _colon, pk = row.ref.partition(":")
    leads_to = LEADS.get(kind)
    return redirect(leads_to(request, int(pk)) if leads_to and is_id(pk) else reverse("notices"))


def _meeting(request: ActorRequest, pk: int) -> str:
    return reverse("own") if request.actor.member_id is not None else reverse("home")


def _task(request: ActorRequest, pk: int) -> str:
    if request.actor.holds(ASSIGN) and request.actor.holds(RUN):
        return reverse("task_change", args=[pk])
    return reverse("own_task", args=[pk])


def _data_request(request: ActorRequest, pk: int) -> str:
    return reverse("data_request", args=[pk])


def _report(request: ActorRequest, pk: int) -> str:
    return reverse("edit_report", args=[pk])


def _directive(request: ActorRequest, pk: int) -> str:
    return reverse("directive", args=[pk])


def _periodic(request: ActorRequest, pk: int) -> str:
    return reverse("periodic_report", args=[pk])


def _periodic_unit(request: ActorRequest, pk: int) -> str:
    return reverse("periodic_reports", args=[pk])


def _account(request: ActorRequest, pk: int) -> str:
    """Who manages accounts sees it; everybody else their own."""
    may = request.actor.holds(MANAGE) and pk != request.actor.account_id
    return reverse("account", args=[pk]) if may else reverse("own")


LEADS: Mapping[str, Callable[[ActorRequest, int], str]] = {
    "meeting": _meeting,
    "task": _task,
    "report": _report,
    "directive": _directive,
    "periodic": _periodic,
    "periodic_unit": _periodic_unit,
    "account": _account,
    "second": lambda request, pk: reverse("second_asks"),
    "stand_in": lambda request, pk: reverse("roles_table"),
    "data_request": _data_request,
    "breach": lambda request, pk: reverse("breach", args=[pk]),
    "radar": lambda request, pk: reverse("unit_radar", args=[pk]),
}


@require_POST
@once
def read_all(request: ActorRequest) -> HttpResponse:
    """All are read."""
    actions.read_all(actor=request.actor, now=clock.now())
    return redirect("notices")


@once
def choice(request: ActorRequest) -> HttpResponse:
    """How to be told beside the list."""
    row = queries.own_choice(request.actor)
    saved: dict[str, Any] = {field: getattr(row, field) for field in FIELDS}
    saved["version"] = row.version
    form = ChoiceForm(request.POST or None, initial=saved)
    conflicts = []
    if form.is_valid():
        try:
            actions.choose(
                actor=request.actor,
                ways=Ways(**{field: form.cleaned_data[field] for field in FIELDS}),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            conflicts = show_conflict(form, saved, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu cách nhận thông báo."))
            return redirect("notices_choice")
    ready = ready_channels()
    context = {"conflicts": conflicts, "has_email": "email" in ready, "has_sms": "sms" in ready}
    return form_page(request, "notices/choice.html", form, **context)
