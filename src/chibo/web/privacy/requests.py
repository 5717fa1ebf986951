"""The queue of requests of a unit, and the steps of one."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.members.models import Member
from chibo.areas.organisation.queries import get_unit
from chibo.areas.privacy import actions, queries
from chibo.areas.privacy.actions import Outcome
from chibo.areas.privacy.models import DataRequest, Right
from chibo.areas.privacy.permissions import ANSWER, VIEW
from chibo.areas.privacy.register import register
from chibo.core import clock
from chibo.core.rows import get_row
from chibo.regulations import personal_data_rules_in_force
from chibo.web.components import notices
from chibo.web.forms import form_page, read_version, refusals_on
from chibo.web.grants import require_somewhere
from chibo.web.once import once
from chibo.web.privacy.forms import AnswerForm, EnterForm, ExtendForm, LiftForm
from chibo.web.privacy.own import handed_out
from chibo.web.request import ActorRequest
from chibo.web.signin.confirm import confirmed_where
from chibo.web.units.trail import trail_to


@require_GET
def queue(request: ActorRequest) -> HttpResponse:
    """To the queue of the unit one works for."""
    require_somewhere(request.actor, VIEW)
    grants = [grant for grant in (request.grant, *request.actor.grants) if grant]
    held = next(grant for grant in grants if VIEW in grant.permissions)
    return redirect("data_requests", held.unit_id)


@require_GET
def of_unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """What waits at or below a unit; or what was answered."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(VIEW, unit)
    ended = request.GET.get("xem") == "xong"
    number = request.GET.get("trang", "1")
    context = {
        "unit": unit,
        "page": queries.requests_of(request.actor, unit, number, ended=ended),
        "ended": ended,
        "today": clock.today(),
        "may_answer": request.actor.may(ANSWER, unit.path),
        "may_breaches": request.actor.may("privacy.breaches", unit.path),
        "rules": personal_data_rules_in_force(clock.today()),
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "privacy/queue.html", context)


@once
def enter(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Write down what somebody without an account asked."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(ANSWER, unit)
    form = EnterForm(request.POST or None, initial={"asked_on": clock.today()})
    if form.is_valid():
        typed = dict(form.cleaned_data)
        with refusals_on(form):
            member = get_row(Member.objects, request.actor, code=typed.pop("code").strip())
            row = actions.enter_for(
                actor=request.actor, member_id=member.pk, now=clock.now(), **typed
            )
            notices.saved(request, _("Đã ghi yêu cầu."), draft=f"data-enter:{unit.pk}")
            return redirect("data_request", row.pk)
    trail = trail_to(request.actor, unit)
    return form_page(request, "privacy/enter.html", form, unit=unit, trail=trail)


@confirmed_where(lambda request: request.method == "POST")
@once
def one(request: ActorRequest, request_id: int) -> HttpResponse:
    """A request with its clock, and the answer to be written."""
    row = queries.get_request(request.actor, request_id)
    form = AnswerForm(request.POST or None, initial={"version": row.version})
    if form.is_valid():
        typed = form.cleaned_data
        with refusals_on(form):
            done = actions.answer(
                actor=request.actor,
                request_id=row.pk,
                outcome=Outcome(typed["state"], typed["words"], typed["mark"]),
                version=typed["version"],
                now=clock.now(),
            )
            notices.saved(request, _("Đã trả lời."), draft=f"data-answer:{row.pk}")
            return redirect("data_request", done.pk)
    return _page(request, row, form)


def _page(
    request: ActorRequest, row: DataRequest, form: Form | None = None, **forms: Form
) -> HttpResponse:
    rules = personal_data_rules_in_force(row.asked_on)
    is_own = row.member_id == request.actor.member_id
    shown: dict[str, Any] = {
        "row": row,
        "is_own": is_own,
        "may_answer": row.is_open and not is_own and request.actor.may(ANSWER, row.path),
        "may_lift": not is_own and request.actor.may(ANSWER, row.path),
        "marks": [m for m in queries.marks_on(request.actor, row.member) if m.request_id == row.pk],
        "form": form or AnswerForm(initial={"version": row.version}),
        "extending": forms.get("extending") or ExtendForm(initial={"version": row.version}),
        "lifting": LiftForm(),
        "longest": rules.longest(row.right, row.first_due_on),
        "time": rules.answer(row.right),
        "rules": rules,
        "stays": _stays() if row.right in (Right.ERASE, Right.WITHDRAW) else [],
        "goes": _goes() if row.right in (Right.ERASE, Right.WITHDRAW) else [],
        "today": clock.today(),
        "trail": [] if is_own else trail_to(request.actor, row.member.cell),
    }
    bound = any(each.is_bound for each in (shown["form"], shown["extending"]))
    return render(request, "privacy/request.html", shown, status=422 if bound else 200)


def _stays() -> list[Any]:
    return [each for each in register().purposes.values() if not each.keeping.lets_go]


def _goes() -> list[Any]:
    return [each for each in register().purposes.values() if each.keeping.lets_go]


@require_POST
@once
def receive(request: ActorRequest, request_id: int) -> HttpResponse:
    """Say that it came in."""
    row = actions.acknowledge(
        actor=request.actor,
        request_id=request_id,
        version=read_version(request),
        now=clock.now(),
    )
    notices.saved(request, _("Đã báo đã nhận."))
    return redirect("data_request", row.pk)


@require_POST
@once
def extend(request: ActorRequest, request_id: int) -> HttpResponse:
    """Put the answer off, once."""
    row = queries.get_request(request.actor, request_id)
    form = ExtendForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.extend(
                actor=request.actor, request_id=row.pk, now=clock.now(), **form.cleaned_data
            )
            notices.saved(request, _("Đã gia hạn."), draft=f"data-extend:{row.pk}")
            return redirect("data_request", row.pk)
    return _page(request, row, extending=form)


@require_GET
def copy(request: ActorRequest, request_id: int) -> HttpResponse:
    """The copy for who asked, as far as who answers may see."""
    row = queries.get_request(request.actor, request_id)
    return handed_out(request, row.member)


@require_POST
@once
def lift(request: ActorRequest, mark_id: int) -> HttpResponse:
    """Take a mark of restriction off."""
    form = LiftForm(request.POST)
    form.is_valid()
    mark = actions.lift(
        actor=request.actor,
        mark_id=mark_id,
        because=form.cleaned_data.get("because", ""),
        version=form.cleaned_data.get("version", 0),
        now=clock.now(),
    )
    notices.saved(request, _("Đã bỏ dấu hạn chế."))
    return redirect("data_request", mark.request_id)
