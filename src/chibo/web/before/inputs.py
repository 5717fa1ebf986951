"""The secretary's side: whom to ask, links, what came, and writing down what was said."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.inputs import actions, queries
from chibo.areas.inputs.actions import Said
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.permissions import RUN
from chibo.areas.meetings.queries import get_meeting
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, NotThere, Refused
from chibo.web.components import notices
from chibo.web.forms import VersionedForm, form_page, form_refused, show_conflict
from chibo.web.once import once
from chibo.web.request import ActorRequest

FIELDS = tuple(Said.__dataclass_fields__)


class InputForm(VersionedForm):
    """The short form, the same for everybody."""

    done = forms.CharField(
        label=gettext_lazy("Việc đã làm trong tháng"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Ví dụ: thu gom rác 2 đợt, vận động 15 hộ hiến đất làm đường."),
    )
    concerns = forms.CharField(
        label=gettext_lazy("Khó khăn, điều nhân dân, hội viên quan tâm"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Ghi việc, không ghi tên người."),
    )
    proposals = forms.CharField(
        label=gettext_lazy("Đề nghị với chi bộ"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sent_by = forms.CharField(
        label=gettext_lazy("Người ghi"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Họ tên hoặc chức danh, để chi bộ biết hỏi lại ai."),
    )


def values_of(row: Any) -> dict[str, Any]:
    """What the form begins with."""
    if row is None:
        return {"version": 0}
    return {**{field: getattr(row, field) for field in FIELDS}, "version": row.version}


def said_in(form: forms.Form) -> Said:
    """What was typed."""
    return Said(**{field: form.cleaned_data[field] for field in FIELDS})


def _context(request: ActorRequest, meeting: Meeting) -> dict[str, Any]:
    may_run = request.actor.may(RUN, meeting.unit.path)
    return {"meeting": meeting, "writable": may_run and not meeting.is_held}


@require_GET
def asked(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Everybody on the list, and what they said."""
    meeting = get_meeting(request.actor, meeting_id)
    rows = queries.asked_of(request.actor, meeting)
    return render(
        request, "before/inputs.html", {"asked": rows, **_context(request, meeting), "address": ""}
    )


@once
def write(request: ActorRequest, meeting_id: int, giver: str) -> HttpResponse:
    """The secretary writes down what an organisation said."""
    meeting = get_meeting(request.actor, meeting_id)
    request.actor.require(RUN, meeting.unit)
    one = _one(request, meeting, giver)
    form = InputForm(request.POST or None, initial=values_of(one.row))
    conflicts = []
    if form.is_valid():
        try:
            actions.write_input(
                actor=request.actor,
                meeting_id=meeting_id,
                giver=giver,
                said=said_in(form),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            conflicts = show_conflict(form, values_of(one.row), refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã ghi ý kiến của %s.") % one.name)
            return redirect("inputs", meeting_id)
    return form_page(
        request, "before/input_write.html", form, one=one, conflicts=conflicts, meeting=meeting
    )


def _one(request: ActorRequest, meeting: Meeting, giver: str) -> queries.Asked:
    rows = queries.asked_of(request.actor, meeting)
    one = next((row for row in rows if row.code == giver), None)
    if one is None:
        raise NotThere(_("Tổ chức này không có trong danh sách gửi ý kiến trước của chi bộ."))
    return one


@require_POST
@once
def link(request: ActorRequest, meeting_id: int, giver: str) -> HttpResponse:
    """A new link, shown on the answer itself and never again."""
    made = actions.make_link(
        actor=request.actor, meeting_id=meeting_id, giver=giver, now=clock.now()
    )
    meeting = get_meeting(request.actor, meeting_id)
    context = {
        "asked": queries.asked_of(request.actor, meeting),
        "address": request.build_absolute_uri(reverse("input_send", args=[made.secret])),
        "made": made.row,
        **_context(request, meeting),
    }
    answer = render(request, "before/inputs.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@once
def revoke(request: ActorRequest, meeting_id: int, giver: str) -> HttpResponse:
    """The link answers nobody any more."""
    actions.revoke_link(actor=request.actor, meeting_id=meeting_id, giver=giver, now=clock.now())
    notices.saved(request, _("Đã thu hồi đường dẫn. Nội dung đã gửi vẫn giữ."))
    return redirect("inputs", meeting_id)
