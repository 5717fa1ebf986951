"""Visitors, who came late or left early, and the parts of a combined meeting."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.meetings.models import Meeting, MeetingKind
from chibo.areas.meetings.queries import roll_of
from chibo.areas.sittings import actions, queries
from chibo.areas.sittings.actions.coming import Guest
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.web.components import notices
from chibo.web.forms import Conflict, form_refused, refusals_on
from chibo.web.month.frame import is_id
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.sittings.forms import PartsForm, TimesForm, VisitorForm
from chibo.web.sittings.frame import around, back_to, run_meeting


def page(
    request: ActorRequest,
    meeting: Meeting,
    *,
    form: VisitorForm | None = None,
    parts_form: PartsForm | None = None,
    times_form: tuple[int, TimesForm] | None = None,
    differ: list[Conflict] | None = None,
) -> HttpResponse:
    """The page with all its forms; `times_form` is one member's, which came back."""
    late = dict([times_form] if times_form else [])
    sent = (form, parts_form, *late.values())
    wrong = any(each is not None and each.is_bound for each in sent)
    people = queries.part_rows(roll_of(meeting), meeting)
    context = {
        **around(request, meeting),
        "form": form or VisitorForm(known=queries.known_visitors(request.actor, meeting)),
        "visitors": queries.visitors_of(meeting),
        "people": [(row, late.get(row.member.pk) or _times_form(row)) for row in people],
        "late": next(iter(late.values()), None),
        "is_combined": meeting.kind == MeetingKind.COMBINED,
        "parts_form": parts_form or PartsForm(initial=queries.parts_as_kept(meeting)),
        "parts": queries.lengths_of_parts(meeting),
        "differ": differ,
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
            words = _("Đã ghi khách dự. Biên bản nêu tên ở mục đại biểu.")
            notices.saved(request, words, draft=f"visitor:{meeting_id}")
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
    told = request.POST.get("member", "")
    member = int(told) if is_id(told) else 0
    form, differ = TimesForm(request.POST, auto_id=f"times-{member}-%s"), None
    if form.is_valid():
        try:
            actions.set_part_attendance(
                actor=request.actor,
                meeting_id=meeting_id,
                member_id=member,
                now=clock.now(),
                was=form.opened(),
                **form.typed(),
            )
        except ChangedMeanwhile as refusal:
            rows = queries.part_rows(roll_of(meeting), meeting)
            saved = next(_times(row) for row in rows if row.member.pk == member)
            differ = form.conflict_with(saved, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            draft = f"times:{meeting_id}:{member}"
            notices.saved(request, _("Đã ghi giờ đến, giờ về."), draft=draft)
            return back_to("sitting_coming", meeting_id, "gio")
    return page(request, meeting, times_form=(member, form), differ=differ)


def _times(row: queries.PartRow) -> dict[str, Any]:
    return {"arrived_at": row.arrived_at, "left_at": row.left_at}


def _times_form(row: queries.PartRow) -> TimesForm:
    return TimesForm(initial=_times(row), auto_id=f"times-{row.member.pk}-%s")


@require_POST
@once
def parts(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """When the second part began."""
    meeting = run_meeting(request, meeting_id)
    form, differ = PartsForm(request.POST), None
    if form.is_valid():
        try:
            actions.split_parts(
                actor=request.actor,
                meeting_id=meeting_id,
                now=clock.now(),
                was=form.opened(),
                **form.typed(),
            )
        except ChangedMeanwhile as refusal:
            differ = form.conflict_with(queries.parts_as_kept(meeting), refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã ghi thời gian hai phần."), draft=f"parts:{meeting_id}")
            return back_to("sitting_coming", meeting_id, "hai-phan")
    return page(request, meeting, parts_form=form, differ=differ)
