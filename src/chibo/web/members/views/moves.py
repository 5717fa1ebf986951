"""Recording a change of a member's state, and taking it back."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.members import permissions, queries
from chibo.areas.members.actions import record_move, take_back_move
from chibo.areas.members.models import ENDED_STATES, Member, StateChange
from chibo.areas.members.rules import judge_move
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, NotThere, Refused
from chibo.core.rows import require_version
from chibo.regulations import Move, member_rules_in_force
from chibo.web.components import notices
from chibo.web.forms import form_page
from chibo.web.meanwhile import with_what_changed
from chibo.web.members.ended import told_ended, told_goes_on
from chibo.web.members.forms.moves import MoveForm
from chibo.web.members.rule_forms import refused, told
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


def moves(request: ActorRequest, member_id: int) -> HttpResponse:
    """The changes open from where the member stands, each with its clause."""
    member = _changeable(request, member_id)
    context = {
        "member": member,
        "moves": queries.open_moves(member, clock.today()),
        "is_away": member.state == "transferred",
        "trail": trail_to(request.actor, member.cell),
    }
    return render(request, "members/moves.html", context)


@once
def move(request: ActorRequest, member_id: int, code: str) -> HttpResponse:
    """Record one change, by the paper it stands on."""
    member = _changeable(request, member_id)
    if (changed := _changed_since(request, member)) is not None:
        return changed
    chosen = _open_move(member, code)
    rules = member_rules_in_force(clock.today())
    form = MoveForm(
        request.POST or None,
        actor=request.actor,
        member=member,
        move=chosen,
        rules=rules,
        initial={"version": member.version},
    )
    if form.is_valid():
        verdict = judge_move(queries.facts_of(member), form.wish(), rules, clock.today())
        try:
            change = record_move(
                actor=request.actor,
                member_id=member.pk,
                wish=form.wish(),
                paper=form.paper(),
                cell_id=form.cell_id,
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except Refused as refusal:
            refused(form, refusal)
        else:
            sentence = told(_("Đã ghi."), verdict.notes, *_ended(request, change))
            undo = reverse("move_take_back", args=[change.pk])
            notices.undoable(request, sentence, undo, draft=f"move:{member.pk}:{code}")
            return redirect("member", member.pk)
    shown = {"member": member, "move": chosen, "rules": rules}
    trail = trail_to(request.actor, member.cell)
    return form_page(request, "members/move.html", form, trail=trail, **shown)


@require_POST
@once
def move_take_back(request: ActorRequest, change_id: int) -> HttpResponse:
    """Undo a change recorded by mistake."""
    member = take_back_move(actor=request.actor, change_id=change_id, now=clock.now())
    notices.saved(request, _("Đã hoàn tác thay đổi; nhật ký vẫn giữ nội dung cũ."))
    return redirect("member", member.pk)


def _ended(request: ActorRequest, change: StateChange) -> list[str]:
    """What went with the membership, where one ended."""
    if change.to_state not in ENDED_STATES:
        return []
    told_on = told_goes_on(request.actor, change.member, change.on)
    return [told_ended(change.member, change.on), told_on]


def _changeable(request: ActorRequest, member_id: int) -> Member:
    member = queries.get_member(request.actor, member_id)
    request.actor.require(permissions.CHANGE, member)
    return member


def _changed_since(request: ActorRequest, member: Member) -> HttpResponse | None:
    """When somebody recorded another change meanwhile, this form may not even be open any more."""
    read = request.POST.get("version", "")
    if not read.isdigit():
        return None
    try:
        require_version(member.version, int(read), f"member:{member.pk}")
    except ChangedMeanwhile as refusal:
        notices.refused(request, with_what_changed(refusal))
        return redirect("member", member.pk)
    return None


def _open_move(member: Member, code: str) -> Move:
    chosen = next((m for m in queries.open_moves(member, clock.today()) if m.code == code), None)
    if chosen is None:
        raise NotThere(
            _(
                "Trạng thái hiện nay không cho ghi thay đổi này. "
                "Hãy xem lại quá trình của đảng viên."
            )
        )
    return chosen
