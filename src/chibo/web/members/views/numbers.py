"""A number in full: for one view of one page, for a reason that the trail keeps."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from chibo.areas.members import queries
from chibo.areas.members.actions import see_number, see_proposed
from chibo.areas.members.actions.seeing import require_number
from chibo.areas.members.models import Member
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.web.meanwhile import FIELDS
from chibo.web.members.forms.numbers import ReasonForm
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to

SLUGS = {"so-dinh-danh": "citizen_number", "so-the": "card_number", "dien-thoai": "phone"}


@never_cache
def member_number(request: ActorRequest, member_id: int, slug: str) -> HttpResponse:
    """One number of a record."""
    found, name = queries.get_member(request.actor, member_id), _name(slug)
    return _page(
        request,
        found,
        name,
        lambda why: see_number(
            actor=request.actor, member_id=found.pk, name=name, why=why, now=clock.now()
        ),
    )


@never_cache
def proposed_number(request: ActorRequest, proposal_id: int, slug: str) -> HttpResponse:
    """One number as a member proposes it."""
    found, name = queries.get_proposal(request.actor, proposal_id), _name(slug)
    return _page(
        request,
        found.member,
        name,
        lambda why: see_proposed(
            actor=request.actor, proposal_id=found.pk, name=name, why=why, now=clock.now()
        ),
        proposal=found.pk,
    )


def _name(slug: str) -> str:
    if slug not in SLUGS:
        raise NotThere(_("Không có số này trong hồ sơ."))
    return SLUGS[slug]


def _page(
    request: ActorRequest,
    member: Member,
    name: str,
    see: Callable[[str], str],
    proposal: int | None = None,
) -> HttpResponse:
    require_number(request.actor, member, name)
    is_own = request.actor.member_id == member.pk
    form = ReasonForm(request.POST if request.method == "POST" else None)
    is_shown = is_own or form.is_valid()
    label: str | Promise = FIELDS[name]
    context = {
        "member": member,
        "label": label,
        "form": form,
        "is_own": is_own,
        "is_shown": is_shown,
        "number": see("" if is_own else form.why()) if is_shown else "",
        "proposal": proposal,
        "trail": trail_to(request.actor, member.cell),
    }
    status = 422 if form.is_bound and not is_shown else 200
    return render(request, "members/number.html", context, status=status)
