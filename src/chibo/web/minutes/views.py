"""The minutes of a meeting: read, signed, sent to who was present, amended, locked."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import get_meeting
from chibo.areas.minutes import actions
from chibo.areas.minutes.permissions import KEEP
from chibo.areas.minutes.queries import MinutesSeen, broken_editions, minutes_of, not_opened
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.web.components import notices
from chibo.web.forms import refusals_on
from chibo.web.minutes.forms import AmendForm, HandForm
from chibo.web.minutes.shown import shown_record
from chibo.web.month.frame import month_url
from chibo.web.once import once
from chibo.web.request import ActorRequest


@require_GET
def minutes(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The record as it would be signed, or was locked, with who signed it."""
    return _page(request, _closed(request, meeting_id))


def _closed(request: ActorRequest, meeting_id: int) -> Meeting:
    meeting = get_meeting(request.actor, meeting_id)
    if not meeting.is_held or not meeting.attendance.exists():
        raise NotThere(_("Buổi này chưa họp xong, hoặc nhập từ bảng tính nên không có biên bản."))
    return meeting


def _page(
    request: ActorRequest,
    meeting: Meeting,
    *,
    hand: HandForm | None = None,
    correction: AmendForm | None = None,
) -> HttpResponse:
    seen = minutes_of(meeting)
    keeps = request.actor.may(KEEP, meeting.unit.path)
    context: dict[str, Any] = {
        "meeting": meeting,
        "unit": meeting.unit,
        "month_url": month_url(meeting),
        "seen": seen,
        "digest": seen.digest,
        "earlier": broken_editions(meeting),
        "may_keep": keeps and not meeting.is_editable and not seen.is_locked,
        "waits_for": not_opened(seen.minutes) if keeps and seen.minutes else [],
        "hand": hand or HandForm(initial={"signed_on": clock.today()}, auto_id="id_hand_%s"),
        "correction": correction or AmendForm(places=seen.places),
        **shown_record(seen.record),
    }
    status = 422 if hand or correction else 200
    return render(request, "minutes/minutes.html", context, status=status)


def _digest(request: ActorRequest) -> str:
    return request.POST.get("digest") or "-"


@require_POST
@once
def sign(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The signed-in person signs as chair or secretary."""
    actions.sign(
        actor=request.actor,
        meeting_id=meeting_id,
        part=request.POST.get("part", ""),
        digest=_digest(request),
        now=clock.now(),
    )
    notices.saved(request, _("Đã ký biên bản."))
    return redirect("minutes", meeting_id)


@require_POST
@once
def hand(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The paper was signed by hand."""
    meeting = _closed(request, meeting_id)
    form = HandForm(request.POST, auto_id="id_hand_%s")
    if form.is_valid():
        with refusals_on(form):
            actions.note_hand_signature(
                actor=request.actor,
                meeting_id=meeting_id,
                signed=form.signed(),
                digest=_digest(request),
                now=clock.now(),
            )
            notices.saved(request, _("Đã ghi chữ ký trên giấy."))
            return redirect("minutes", meeting_id)
    return _page(request, meeting, hand=form)


@require_POST
@once
def amend(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """A numbered correction."""
    meeting = _closed(request, meeting_id)
    form = AmendForm(request.POST, places=minutes_of(meeting).places)
    if form.is_valid():
        with refusals_on(form):
            row = actions.amend(
                actor=request.actor,
                meeting_id=meeting_id,
                correction=form.correction(),
                digest=_digest(request),
                now=clock.now(),
            )
            told = _("Đã ghi đính chính số %d. Hai người ký cần ký lại.") % row.number
            notices.saved(request, told, draft=f"amend:{meeting_id}")
            return redirect("minutes", meeting_id)
    return _page(request, meeting, correction=form)


def _acting(
    act: Callable[..., Any], request: ActorRequest, meeting_id: int, told: str
) -> HttpResponse:
    act(actor=request.actor, meeting_id=meeting_id, digest=_digest(request), now=clock.now())
    notices.saved(request, told)
    return redirect("minutes", meeting_id)


@require_POST
@once
def circulate(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Everybody present may read it now."""
    told = _("Đã gửi biên bản cho người dự; hiện ở trang “Của tôi” của từng người.")
    return _acting(actions.circulate, request, meeting_id, told)


@require_POST
@once
def lock(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Nothing changes any more."""
    return _acting(actions.lock, request, meeting_id, _("Đã khóa biên bản."))


@require_GET
def text(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The canonical text: `sha256sum` of this file is the sum on the page and on the paper."""
    seen: MinutesSeen = minutes_of(_closed(request, meeting_id))
    answer = HttpResponse(seen.text, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="bien-ban-{meeting_id}.json"'
    return answer
