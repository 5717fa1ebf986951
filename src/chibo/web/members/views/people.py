"""Members: the list of a unit, one record, its correction."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chibo.areas.members import queries
from chibo.areas.members.actions import correct_member
from chibo.areas.members.models import ENDED_STATES, Member
from chibo.areas.members.proposable import SENSITIVE
from chibo.areas.members.queries import HistoryLine
from chibo.areas.members.restricted import restricted
from chibo.areas.members.sealed import NUMBERS
from chibo.areas.organisation.queries import get_unit
from chibo.areas.oversight.queries import followed_by
from chibo.areas.posts.queries import posts_held_by
from chibo.areas.privacy.queries import marks_on
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.web.components import notices
from chibo.web.days import looked_at
from chibo.web.duplicates.entry import tell_look_alikes
from chibo.web.forms import form_page, form_refused, show_conflict
from chibo.web.members.ended import told_ended
from chibo.web.members.forms.record import MemberForm, member_values, saved_values
from chibo.web.members.opened import note_shown
from chibo.web.members.rule_forms import told
from chibo.web.members.views.mentors import mentor_context
from chibo.web.members.views.past import member_then, members_then
from chibo.web.once import once
from chibo.web.papers.issuing import issued_context
from chibo.web.request import ActorRequest
from chibo.web.training.attended import attended_rows
from chibo.web.units.trail import trail_to


def members(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Everyone counted today at or below a unit, by given name."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require("members.view", unit)
    looked = looked_at(request)
    if not looked.is_today:
        return members_then(request, unit, looked)
    after, today = request.GET.get("sau", ""), looked.today
    page = queries.members_of(request.actor, unit, today, after=after)
    context = {
        "unit": unit,
        "rows": page.rows,
        "restricted": restricted([row.pk for row in page.rows]),
        "after": after,
        "next_after": page.after,
        "may_change": request.actor.may("members.change", unit.path),
        "today": today,
        "trail": trail_to(request.actor, unit),
        "looked_at": looked,
    }
    return render(request, "members/members.html", context)


def member(request: ActorRequest, member_id: int) -> HttpResponse:
    """One record; the sensitive fields only for those who may see them."""
    found, looked = queries.get_member(request.actor, member_id), looked_at(request)
    if not looked.is_today:
        return member_then(request, found, looked)
    today = looked.today
    history = queries.history_of(request.actor, found)
    context = {
        "member": found,
        "sensitive": _opened(request, found, "record"),
        "may_correct": request.actor.may("members.change", found.path),
        "full": found.full_by(today),
        "restrictions": marks_on(request.actor, found),
        "may_list": request.actor.may("members.view", found.cell.path),
        "may_see_badges": request.actor.member_id == found.pk
        or request.actor.may("badges.view", found.path),
        "history": history,
        "stays": queries.stays_of(request.actor, found),
        "transfers": queries.transfers_of(request.actor, found),
        "is_away": found.state == "transferred",
        "posts": posts_held_by(request.actor, found.pk),
        "classes": attended_rows(request.actor, found),
        "today": today,
        "follows": [row for row in followed_by(request.actor, found) if row.runs_on(today)],
        "trail": trail_to(request.actor, found.cell),
        "looked_at": looked,
        **mentor_context(request, found),
        **exemption_context(request, history),
    }
    return render(request, "members/member.html", context)


def _opened(request: ActorRequest, found: Member, page: str) -> bool:
    """Note that the record is shown; whether its sensitive fields are."""
    sensitive = queries.sees_sensitive(request.actor, found)
    fields = [name for name in SENSITIVE if name not in NUMBERS] if sensitive else []
    note_shown(request, found, page, fields)
    return sensitive


def exemption_context(request: ActorRequest, history: list[HistoryLine]) -> dict[str, Any]:
    """The resolutions by which the cell itself exempts somebody old or weak."""
    rows = [
        line.change
        for line in history
        if line.change.kind == "exempted" and line.change.reason == "old_weak"
    ]
    return {"exemptions": [issued_context(request, "exemption", row.pk) for row in rows]}


def _ended(before: Member, after: Member) -> str:
    """What went with the membership, where the correction ended it."""
    same = (before.state, before.state_on) == (after.state, after.state_on)
    if same or after.state not in ENDED_STATES or after.state_on is None:
        return ""
    return told_ended(after, after.state_on)


@once
def member_correct(request: ActorRequest, member_id: int) -> HttpResponse:
    """Correct what is recorded of a member."""
    found = queries.get_member(request.actor, member_id)
    request.actor.require("members.change", found)
    form = MemberForm(
        request.POST or None,
        actor=request.actor,
        member=found,
        sensitive=_opened(request, found, "correction"),
        initial=member_values(found),
    )
    conflicts = []
    if form.is_valid() and form.says_why(touches_closed=form.touches_closed()):
        try:
            done = correct_member(
                actor=request.actor,
                member_id=found.pk,
                correction=form.correction(),
                version=form.cleaned_data["version"],
                now=clock.now(),
                because=form.cleaned_data["because"],
            )
        except ChangedMeanwhile as refusal:
            saved = saved_values(queries.get_member(request.actor, found.pk), form)
            conflicts = show_conflict(form, saved, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            words = told(_("Đã lưu."), (), _ended(found, done))
            notices.saved(request, words, draft=f"member:{found.pk}")
            tell_look_alikes(request, request.actor, found.pk)
            return redirect("member", found.pk)
    return form_page(
        request,
        "members/member_correct.html",
        form,
        member=found,
        conflicts=conflicts,
        trail=trail_to(request.actor, found.cell),
    )
