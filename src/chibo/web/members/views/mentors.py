"""Who helps a probationary member: assigned on the member's page, by a numbered decision."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.areas.documents.permissions import ISSUE
from chibo.areas.documents.queries import numbers_of
from chibo.areas.members import queries
from chibo.areas.members.actions import assign_mentor
from chibo.areas.members.models import Member, MemberState
from chibo.core import clock
from chibo.web.components import notices
from chibo.web.components.fields import DayField
from chibo.web.forms import form_page, refusals_on
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


class MentorForm(forms.Form):
    """Who, from when."""

    mentor_id = forms.TypedChoiceField(label=gettext_lazy("Người giúp đỡ"), coerce=int)
    starts_on = DayField(
        label=gettext_lazy("Từ ngày"), help_text=gettext_lazy("Ngày của quyết định.")
    )

    def __init__(self, *args: Any, mentors: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mentor_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Chọn đồng chí")), *((each.pk, each.full_name) for each in mentors)]


@once
def assign(request: ActorRequest, member_id: int) -> HttpResponse:
    """Assign somebody; the decision takes its number."""
    candidate = queries.get_member(request.actor, member_id)
    request.actor.require(ISSUE, candidate.cell)
    form = MentorForm(
        request.POST or None,
        mentors=queries.possible_mentors(request.actor, candidate),
        initial={"starts_on": clock.today()},
    )
    if form.is_valid():
        with refusals_on(form):
            row = assign_mentor(
                actor=request.actor,
                candidate_id=candidate.pk,
                mentor_id=form.cleaned_data["mentor_id"],
                on=form.cleaned_data["starts_on"],
                now=clock.now(),
            )
            number = numbers_of(request.actor, [row.ref]).get(row.ref)
            notices.saved(request, _("Đã phân công, vào sổ: %s.") % (number.line if number else ""))
            return redirect("member", candidate.pk)
    return form_page(
        request,
        "members/mentor.html",
        form,
        member=candidate,
        trail=trail_to(request.actor, candidate.cell),
    )


def mentor_context(request: ActorRequest, member: Member) -> dict[str, Any]:
    """What the page of a member shows: who helps or helped, and whether one may be assigned."""
    rows = queries.mentorings_of(request.actor, member)
    numbers = numbers_of(request.actor, [row.ref for row in rows]) if rows else {}
    return {
        "mentorings": [(row, numbers.get(row.ref)) for row in rows],
        "may_mentor": member.state == MemberState.PROBATIONARY
        and request.actor.may(ISSUE, member.cell.path),
    }
