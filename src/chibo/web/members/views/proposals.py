"""A member's own record: proposing a correction; the registry's queue and decision."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.members import permissions, queries
from chibo.areas.members.actions import (
    decide_proposal,
    propose_correction,
    withdraw_proposal,
)
from chibo.areas.members.models import CorrectionProposal, Gender, ProposalState
from chibo.areas.members.proposable import SENSITIVE
from chibo.areas.members.sealed import NUMBERS
from chibo.areas.organisation.queries import get_unit
from chibo.core import clock
from chibo.core.choices import spoken
from chibo.core.errors import NotThere, Refused
from chibo.core.numbers import masked
from chibo.core.vietnamese import show_date
from chibo.regulations import member_rules_in_force
from chibo.web.components import notices
from chibo.web.duplicates.entry import tell_look_alikes
from chibo.web.forms import form_page, form_refused
from chibo.web.members.forms.proposals import AnswerForm, ProposalForm, own_values
from chibo.web.members.opened import note_shown
from chibo.web.members.views.numbers import SLUGS
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@dataclass(frozen=True)
class ShownField:
    """One field of a proposal as people read it."""

    label: str
    before: str
    now: str
    wanted: str
    changed_since: bool
    slug: str
    """Under which name its number is seen in full, where it is one."""


@once
def propose(request: ActorRequest) -> HttpResponse:
    """Ask for a correction of one's own record."""
    if request.actor.member_id is None:
        raise NotThere(_("Tài khoản này chưa gắn với đảng viên nào."))
    member = queries.get_member(request.actor, request.actor.member_id)
    form = ProposalForm(request.POST or None, initial=own_values(member), member=member)
    if form.is_valid():
        try:
            propose_correction(
                actor=request.actor,
                wanted=form.wanted(),
                reason=form.cleaned_data["reason"],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã gửi đề nghị. Cán bộ xem rồi trả lời ở trang này."))
            return redirect("own")
    limit = member_rules_in_force(clock.today()).correction_answer_days
    return form_page(request, "members/propose.html", form, member=member, limit=limit)


@require_POST
@once
def withdraw(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Take one's own proposal back."""
    withdraw_proposal(actor=request.actor, proposal_id=proposal_id, now=clock.now())
    notices.saved(request, _("Đã rút đề nghị."))
    return redirect("own")


@require_GET
def proposals(request: ActorRequest, unit_id: int) -> HttpResponse:
    """What waits for an answer at or below a unit."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.CHANGE, unit)
    after = request.GET.get("sau", "")
    page = queries.waiting_proposals(request.actor, unit, after=after)
    context = {
        "unit": unit,
        "rows": page.rows,
        "after": after,
        "next_after": page.after,
        "today": clock.today(),
        "limit": member_rules_in_force(clock.today()).correction_answer_days,
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "members/proposals.html", context)


@once
def proposal(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Before and after, and the decision."""
    found = queries.get_proposal(request.actor, proposal_id)
    request.actor.require(permissions.CHANGE, found.member)
    _note_opened(request, found)
    initial = {"version": found.version, "member_version": found.member.version}
    form = AnswerForm(request.POST or None, initial=initial)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            decide_proposal(
                actor=request.actor,
                proposal_id=found.pk,
                accept=typed["decision"] == "accept",
                answer=typed["answer"],
                version=typed["version"],
                member_version=typed["member_version"],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã trả lời đề nghị."), draft=f"proposal:{found.pk}")
            tell_look_alikes(request, request.actor, found.member_id)
            return redirect("proposals", found.member.cell_id)
    return form_page(
        request,
        "members/proposal.html",
        form,
        proposal=found,
        rows=shown_fields(found),
        is_waiting=found.state == ProposalState.WAITING,
        trail=trail_to(request.actor, found.member.cell),
    )


def _note_opened(request: ActorRequest, found: CorrectionProposal) -> None:
    """Note that somebody opened what a member proposed of their record."""
    shown = set(SENSITIVE) - set(NUMBERS)
    fields = [row.name for row in queries.fields_of(found) if row.name in shown]
    note_shown(request, found.member, "proposal", fields)


def shown_fields(found: CorrectionProposal) -> list[ShownField]:
    """The fields of a proposal with their labels, as the form of the record names them."""
    slugs = {name: slug for slug, name in SLUGS.items()}
    labels = {name: str(field.label) for name, field in ProposalForm.base_fields.items()}
    return [
        ShownField(
            labels[row.name],
            _shown(row.name, row.before),
            _shown(row.name, row.now),
            _shown(row.name, row.wanted),
            row.changed_since,
            slugs.get(row.name, "") if row.wanted else "",
        )
        for row in queries.fields_of(found)
    ]


def _shown(name: str, text: str) -> str:
    if not text:
        return _("(để trống)")
    if name in NUMBERS:
        return masked(text)
    if name.endswith("_on"):
        return show_date(date.fromisoformat(text))
    return str(dict(spoken(Gender)).get(text, text)) if name == "gender" else text
