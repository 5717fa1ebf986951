"""The code on the chair's screen, and the member's phone that scanned it."""

from typing import Any

import segno
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import roll_of
from chibo.areas.sittings import actions, queries
from chibo.areas.sittings.rules import seconds_left
from chibo.core import clock
from chibo.web.components import notices
from chibo.web.month.frame import is_id
from chibo.web.month.sitting_page import counts_shown
from chibo.web.once import once
from chibo.web.request import ActorRequest, wants_fragment
from chibo.web.sittings.frame import around, back_to, run_meeting


@never_cache
@require_GET
def screen(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The code, who asked, and how many are marked; a script asks for the changing part again."""
    meeting = run_meeting(request, meeting_id)
    context = {**around(request, meeting), **_turning(request, meeting)}
    name = "turning" if wants_fragment(request) else "presence"
    return render(request, f"sittings/{name}.html", context)


def _turning(request: ActorRequest, meeting: Meeting) -> dict[str, Any]:
    now = clock.now()
    if not meeting.is_editable:
        return {"drawing": "", "asked": []}
    code = queries.code_of(meeting, now)
    address = request.build_absolute_uri(reverse("presence_scan", args=[meeting.pk, code]))
    return {
        "drawing": _drawing(address),
        "address": address,
        "left": seconds_left(now),
        "asked": queries.asked_presence(meeting),
        **counts_shown(roll_of(meeting)),
    }


def _drawing(address: str) -> str:
    """The address as a drawing, black on white also where the page is dark."""
    made = segno.make(address, error="m", micro=False)
    return mark_safe(  # noqa: S308  # our own drawing, no text of anybody in it
        made.svg_inline(dark="#000", light="#fff", border=3, omitsize=True, lineclass=None)
    )


@require_POST
@once
def answer(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The chair confirms one, all who asked, or says that somebody is not here."""
    run_meeting(request, meeting_id)
    who = [int(each) for each in request.POST.getlist("member") if is_id(each)]
    said: dict[str, Any] = {"actor": request.actor, "meeting_id": meeting_id, "now": clock.now()}
    if request.POST.get("here") == "0":
        for member_id in who:
            actions.decline_presence(member_id=member_id, **said)
        notices.saved(request, _("Đã trả lời không có mặt."))
    else:
        count = actions.confirm_presence(member_ids=who, **said)
        notices.saved(request, _("Đã xác nhận %d người có mặt.") % count)
    return back_to("presence_screen", meeting_id)


@never_cache
def scan(request: ActorRequest, meeting_id: int, code: str) -> HttpResponseBase:
    """A member's phone: one button that asks, then what came of it."""
    meeting = queries.get_own_sitting(request.actor, meeting_id)
    if request.method == "POST":
        return _ask(request, meeting_id, code)
    return render(request, "sittings/scan.html", _own(request, meeting, code))


@once
def _ask(request: ActorRequest, meeting_id: int, code: str) -> HttpResponse:
    actions.ask_presence(actor=request.actor, meeting_id=meeting_id, code=code, now=clock.now())
    return redirect("presence_scan", meeting_id, code)


def _own(request: ActorRequest, meeting: Meeting, code: str) -> dict[str, Any]:
    state = next(
        (r.state for r in roll_of(meeting) if r.member.pk == request.actor.member_id), None
    )
    return {
        "meeting": meeting,
        "code": code,
        "is_present": state == "present",
        "asked": queries.own_request(request.actor, meeting),
    }
