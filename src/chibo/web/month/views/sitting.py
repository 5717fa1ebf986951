"""Step 2: Họp. Attendance by taps, times, chair, conclusion."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.meetings import actions
from chibo.areas.meetings.actions import Sitting
from chibo.areas.meetings.errors import ReasonsChanged
from chibo.areas.meetings.queries import get_meeting, roll_of
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.web.components import notices
from chibo.web.forms import conflict_rows, form_refused
from chibo.web.month.forms import SittingForm
from chibo.web.month.frame import is_id
from chibo.web.month.sitting_page import (
    FIELDS,
    back,
    counts_shown,
    initial_of,
    page,
    reasons_typed,
    rows_of,
)
from chibo.web.once import once
from chibo.web.request import ActorRequest, wants_fragment


@once
def sitting(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The page of the sitting; its POST keeps times, chair, speakers, conclusion."""
    meeting = get_meeting(request.actor, meeting_id)
    form = SittingForm(request.POST or None, initial=initial_of(meeting))
    conflicts = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_sitting(
                actor=request.actor,
                meeting_id=meeting_id,
                sitting=Sitting(**{field: form.cleaned_data[field] for field in FIELDS}),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            conflicts = conflict_rows(form, initial_of(meeting))
            form_refused(form, refusal)
            form.now_on(meeting.version)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu giờ họp."), draft=f"sitting:{meeting_id}")
            return back(meeting_id, "gio-hop")
    return page(request, meeting, form=form, conflicts=conflicts)


@require_POST
@once
def roll(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """One tap (a fragment comes back) or the whole list without a script.

    A script is refused as a whole and asks again row by row. A whole list is kept as far as
    nobody else wrote on it meanwhile, and says whom it left alone.
    """
    meeting = get_meeting(request.actor, meeting_id)
    taps, fragment = _taps(request), wants_fragment(request)
    for tap in taps:
        try:
            actions.mark_attendance(
                actor=request.actor, meeting_id=meeting_id, now=clock.now(), **tap
            )
        except ChangedMeanwhile as refusal:
            if fragment:
                raise
            notices.warned(request, refusal.message)
    if not fragment:
        return back(meeting_id, "diem-danh")
    rows, touched = roll_of(meeting), {tap["member_id"] for tap in taps}
    shown = [row for row in rows_of(rows, True) if row.member_id in touched]
    return render(request, "month/roll_fragment.html", {"rows": shown, **counts_shown(rows)})


def _taps(request: HttpRequest) -> list[dict[str, Any]]:
    """The radios that differ from what the person saw."""
    taps = []
    for name, state in request.POST.items():
        head, _dash, member = name.partition("-")
        if head != "m" or not is_id(member):
            continue
        was = request.POST.get(f"was-{member}")
        if state != was:
            taps.append({"member_id": int(member), "state": str(state), "was": was})
    return taps


@require_POST
@once
def reasons(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Why those who are absent are absent."""
    typed = _by_member(request, "reason-")
    was = _by_member(request, "was-reason-") or None
    try:
        actions.give_reasons(
            actor=request.actor, meeting_id=meeting_id, reasons=typed, was=was, now=clock.now()
        )
    except ReasonsChanged as refusal:
        meeting = get_meeting(request.actor, meeting_id)
        shown = reasons_typed(roll_of(meeting), typed, was or {}, refusal.members)
        return page(request, meeting, absent=shown, why_not=refusal.message)
    notices.saved(request, _("Đã ghi lý do vắng."), draft=f"reasons:{meeting_id}")
    return back(meeting_id, "ly-do-vang")


def _by_member(request: HttpRequest, head: str) -> dict[int, str]:
    length = len(head)
    return {
        int(name[length:]): str(text)
        for name, text in request.POST.items()
        if name.startswith(head) and is_id(name[length:])
    }


@require_POST
@once
def rest_present(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Everyone not yet marked is present."""
    count = actions.mark_rest_present(actor=request.actor, meeting_id=meeting_id, now=clock.now())
    notices.saved(request, _("Đã ghi %d người còn lại có mặt.") % count)
    return back(meeting_id, "diem-danh")
