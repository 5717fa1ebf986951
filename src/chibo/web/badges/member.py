"""A member's badges and age in the Party; what the clerk records of them."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.badges import actions, permissions, queries
from chibo.areas.members.models import Member
from chibo.areas.members.queries import get_member
from chibo.core import clock
from chibo.core.errors import NotAllowed, NotThere, Refused
from chibo.regulations import badge_rules
from chibo.web.badges.forms import AwardForm, GapForm, WaitForm
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@once
def badges(request: ActorRequest, member_id: int) -> HttpResponse:
    """Age, badges, what comes next; the clerk records another badge."""
    member = _member(request, member_id)
    form = AwardForm(request.POST or None, rules=badge_rules(clock.today()))
    if form.is_valid():
        try:
            actions.record_award(
                actor=request.actor, member_id=member.pk, award=form.award(), now=clock.now()
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            return _saved(request, member)
    return _page(request, member, form)


def _member(request: ActorRequest, member_id: int) -> Member:
    member = get_member(request.actor, member_id)
    is_own = request.actor.member_id == member.pk
    if not is_own and not request.actor.may(permissions.VIEW, member.path):
        raise NotAllowed(_("Vai trò đang giữ không xem Huy hiệu Đảng của người này."))
    return member


def _page(request: ActorRequest, member: Member, form: Form, **forms: Any) -> HttpResponse:
    rules = badge_rules(clock.today())
    gaps, waits = queries.facts_shown(request.actor, member)
    return form_page(
        request,
        "badges/member.html",
        form,
        member=member,
        age=queries.age_of(request.actor, member, clock.today()),
        gaps=gaps,
        waits=[(wait, rules.wait(wait.form) if rules else None) for wait in waits],
        may_keep=request.actor.may(permissions.KEEP, member.path),
        award_form=AwardForm(rules=rules) if forms else form,
        gap_form=forms.get("gap") or GapForm(),
        wait_form=forms.get("wait") or WaitForm(rules=rules),
        rules=rules,
        trail=trail_to(request.actor, member.cell),
    )


def _saved(request: ActorRequest, member: Member) -> HttpResponse:
    notices.saved(request, _("Đã lưu."))
    return redirect("member_badges", member.pk)


@require_POST
@once
def gap(request: ActorRequest, member_id: int) -> HttpResponse:
    """A time that does not count."""
    member, form = _member(request, member_id), GapForm(request.POST)
    if form.is_valid():
        try:
            actions.record_gap(
                actor=request.actor, member_id=member.pk, now=clock.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            return _saved(request, member)
    return _page(request, member, form, gap=form)


@require_POST
@once
def wait(request: ActorRequest, member_id: int) -> HttpResponse:
    """A measure that makes the member wait."""
    member = _member(request, member_id)
    form = WaitForm(request.POST, rules=badge_rules(clock.today()))
    if form.is_valid():
        try:
            actions.record_wait(
                actor=request.actor, member_id=member.pk, now=clock.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            return _saved(request, member)
    return _page(request, member, form, wait=form)


@require_POST
@once
def take_back(request: ActorRequest, badge_id: int) -> HttpResponse:
    """A badge recorded by mistake."""
    badge = queries.get_badge(request.actor, badge_id)
    version = request.POST.get("version", "")
    actions.take_back_badge(
        actor=request.actor,
        badge_id=badge_id,
        reason=request.POST.get("reason", ""),
        version=int(version) if version.isdigit() else 0,
        now=clock.now(),
    )
    return _saved(request, badge.member)


@require_POST
@once
def remove_fact(request: ActorRequest, kind: str, fact_id: int) -> HttpResponse:
    """A gap or a measure recorded by mistake."""
    if kind not in ("gap", "wait"):
        raise NotThere(_("Không tìm thấy nội dung này."))
    member_id = actions.remove_fact(
        actor=request.actor, kind=kind, fact_id=fact_id, now=clock.now()
    )
    notices.saved(request, _("Đã bỏ."))
    return redirect("member_badges", member_id)
