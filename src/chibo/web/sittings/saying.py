"""Opinions under their point, praise and reminders, opinions reserved."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import agenda_of
from chibo.areas.sittings import actions, queries
from chibo.core import clock
from chibo.web.components import notices
from chibo.web.forms import refusals_on
from chibo.web.month.sitting_page import back
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.sittings.forms import OpinionForm, RemarkForm, ReservationForm
from chibo.web.sittings.frame import around, back_to, run_meeting


def page(
    request: ActorRequest,
    meeting: Meeting,
    *,
    form: OpinionForm | None = None,
    remark_form: RemarkForm | None = None,
) -> HttpResponse:
    """What was said, under its points."""
    said = queries.opinions_by_point(meeting)
    points = agenda_of(meeting)
    wrong = any(f is not None and f.is_bound for f in (form, remark_form))
    context = {
        **around(request, meeting),
        "points": [(point, said[point.pk]) for point in points if point.pk in said],
        "remarks": queries.remarks_of(meeting),
        "form": form or OpinionForm(points=_choices(meeting)),
        "remark_form": remark_form or RemarkForm(),
    }
    return render(request, "sittings/saying.html", context, status=422 if wrong else 200)


def _choices(meeting: Meeting) -> list[tuple[int, str]]:
    return [(point.pk, point.title[:90]) for point in agenda_of(meeting)]


@once
def opinions(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The page; its POST writes an opinion down."""
    meeting = run_meeting(request, meeting_id)
    if request.method != "POST":
        return page(request, meeting)
    form = OpinionForm(request.POST, points=_choices(meeting))
    if form.is_valid():
        with refusals_on(form):
            actions.add_opinion(
                actor=request.actor, meeting_id=meeting_id, now=clock.now(), **form.cleaned_data
            )
            draft = f"opinion:{meeting_id}"
            notices.saved(request, _("Đã ghi ý kiến vào nội dung đã chọn."), draft=draft)
            return back_to("sitting_opinions", meeting_id)
    return page(request, meeting, form=form)


@require_POST
@once
def drop_opinion(request: ActorRequest, meeting_id: int, opinion_id: int) -> HttpResponse:
    """Take an opinion off the record."""
    actions.remove_opinion(
        actor=request.actor, meeting_id=meeting_id, opinion_id=opinion_id, now=clock.now()
    )
    notices.saved(request, _("Đã bỏ ý kiến."))
    return back_to("sitting_opinions", meeting_id)


@require_POST
@once
def remarks(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Praise or a reminder."""
    meeting = run_meeting(request, meeting_id)
    form = RemarkForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            said = form.cleaned_data
            actions.add_remark(
                actor=request.actor,
                meeting_id=meeting_id,
                kind=said["kind"],
                about=said["about"],
                text=said["said"],
                now=clock.now(),
            )
            notices.saved(request, _("Đã ghi biểu dương, nhắc nhở."))
            return back_to("sitting_opinions", meeting_id, "bieu-duong")
    return page(request, meeting, remark_form=form)


@require_POST
@once
def drop_remark(request: ActorRequest, meeting_id: int, remark_id: int) -> HttpResponse:
    """Take it off the record."""
    actions.remove_remark(
        actor=request.actor, meeting_id=meeting_id, remark_id=remark_id, now=clock.now()
    )
    notices.saved(request, _("Đã bỏ biểu dương, nhắc nhở."))
    return back_to("sitting_opinions", meeting_id, "bieu-duong")


@require_POST
@once
def reserve(request: ActorRequest, meeting_id: int, vote_id: int) -> HttpResponse:
    """A reserved opinion, noted because its holder asks."""
    form = ReservationForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    actions.reserve_opinion(
        actor=request.actor,
        meeting_id=meeting_id,
        vote_id=vote_id,
        name=said.get("name", ""),
        text=said.get("reserved", ""),
        now=clock.now(),
    )
    notices.saved(request, _("Đã ghi ý kiến bảo lưu."))
    return back(meeting_id, "bieu-quyet")


@require_POST
@once
def unreserve(request: ActorRequest, meeting_id: int, reservation_id: int) -> HttpResponse:
    """Take it off the record."""
    actions.drop_reservation(
        actor=request.actor,
        meeting_id=meeting_id,
        reservation_id=reservation_id,
        now=clock.now(),
    )
    notices.saved(request, _("Đã bỏ ý kiến bảo lưu."))
    return back(meeting_id, "bieu-quyet")
