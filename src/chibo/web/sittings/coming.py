"""Visitors, who came late or left early, and the parts of a combined meeting."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.meetings.models import Meeting, MeetingKind
from chibo.areas.meetings.queries import roll_of
from chibo.areas.sittings import actions, queries
from chibo.areas.sittings.actions.coming import Guest
from chibo.core import clock
from chibo.web.components import notices
from chibo.web.components.fields import ClockField
from chibo.web.forms import refusals_on
from chibo.web.month.frame import is_id
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.sittings.forms import PartsForm, VisitorForm
from chibo.web.sittings.frame import around, back_to, run_meeting


def page(
    request: ActorRequest,
    meeting: Meeting,
    *,
    form: VisitorForm | None = None,
    parts_form: PartsForm | None = None,
    problem: str = "",
) -> HttpResponse:
    """The page with all its forms."""
    parts = queries.get_parts(meeting)
    shown = {"first": parts.first, "changed_at": parts.changed_at} if parts else None
    wrong = problem or any(f is not None and f.is_bound for f in (form, parts_form))
    context = {
        **around(request, meeting),
        "form": form or VisitorForm(known=queries.known_visitors(request.actor, meeting)),
        "visitors": queries.visitors_of(meeting),
        "people": queries.part_rows(roll_of(meeting), meeting),
        "is_combined": meeting.kind == MeetingKind.COMBINED,
        "parts_form": parts_form or PartsForm(initial=shown),
        "parts": queries.lengths_of_parts(meeting),
        "problem": problem,
    }
    return render(request, "sittings/coming.html", context, status=422 if wrong else 200)


@once
def visitors(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The page; its POST adds a visitor."""
    meeting = run_meeting(request, meeting_id)
    if request.method != "POST":
        return page(request, meeting)
    form = VisitorForm(request.POST, known=queries.known_visitors(request.actor, meeting))
    if form.is_valid():
        with refusals_on(form):
            actions.add_visitor(
                actor=request.actor,
                meeting_id=meeting_id,
                guest=Guest(**form.cleaned_data),
                now=clock.now(),
            )
            notices.saved(request, _("Đã ghi khách dự. Biên bản nêu tên ở mục đại biểu."))
            return back_to("sitting_coming", meeting_id, "khach")
    return page(request, meeting, form=form)


@require_POST
@once
def remove(request: ActorRequest, meeting_id: int, visitor_id: int) -> HttpResponse:
    """They did not come after all."""
    actions.remove_visitor(
        actor=request.actor, meeting_id=meeting_id, visitor_id=visitor_id, now=clock.now()
    )
    notices.saved(request, _("Đã bỏ khách dự."))
    return back_to("sitting_coming", meeting_id, "khach")


@require_POST
@once
def times(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """When somebody came or left."""
    meeting = run_meeting(request, meeting_id)
    member = request.POST.get("member", "")
    form = _times_form(request)
    if form.is_valid():
        with refusals_on(form):
            actions.set_part_attendance(
                actor=request.actor,
                meeting_id=meeting_id,
                member_id=int(member) if is_id(member) else 0,
                now=clock.now(),
                **form.cleaned_data,
            )
            notices.saved(request, _("Đã ghi giờ đến, giờ về."))
            return back_to("sitting_coming", meeting_id, "gio")
    told = " ".join(str(each) for errors in form.errors.values() for each in errors)
    return page(request, meeting, problem=told)


def _times_form(request: ActorRequest) -> forms.Form:
    fields = {name: ClockField(required=False) for name in ("arrived_at", "left_at")}
    made: type[forms.Form] = type("TimesForm", (forms.Form,), fields)
    return made(request.POST)


@require_POST
@once
def parts(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """When the second part began."""
    meeting = run_meeting(request, meeting_id)
    form = PartsForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.split_parts(
                actor=request.actor, meeting_id=meeting_id, now=clock.now(), **form.cleaned_data
            )
            notices.saved(request, _("Đã ghi thời gian hai phần."))
            return back_to("sitting_coming", meeting_id, "hai-phan")
    return page(request, meeting, parts_form=form)
