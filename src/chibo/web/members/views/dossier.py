"""The list of a member's dossier."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from chibo.areas.members import permissions, queries
from chibo.areas.members.actions import keep_dossier
from chibo.core import clock
from chibo.core.errors import NotAllowed, Refused
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused
from chibo.web.members.forms.dossier import DossierForm
from chibo.web.members.opened import note_shown
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@once
def dossier(request: ActorRequest, member_id: int) -> HttpResponse:
    """Which papers are there, where they are kept; the member may look, the registry writes."""
    member = queries.get_member(request.actor, member_id)
    may_change = request.actor.may(permissions.CHANGE, member.path)
    if not may_change and request.actor.member_id != member.pk:
        raise NotAllowed(_("Danh mục hồ sơ chỉ người đó và cán bộ giữ hồ sơ xem được."))
    note_shown(request, member, "dossier")
    lines = queries.dossier_of(request.actor, member, clock.today())
    form = DossierForm(request.POST or None, lines=lines, initial={"version": member.version})
    if form.is_valid():
        try:
            keep_dossier(
                actor=request.actor,
                member_id=member.pk,
                entries=form.entries(),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu danh mục hồ sơ."), draft=f"dossier:{member.pk}")
            return redirect("dossier", member.pk)
    return form_page(
        request,
        "members/dossier.html",
        form,
        member=member,
        lines=lines,
        may_change=may_change,
        trail=trail_to(request.actor, member.cell),
    )
