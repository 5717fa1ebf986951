"""The minutes of a meeting: read, signed, sent to whom they concern, amended, locked."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.minutes import actions
from chibo.areas.minutes.queries import Signed, broken_editions, minutes_of, not_opened
from chibo.areas.minutes.subjects import Row
from chibo.core import clock
from chibo.core.actor import Actor
from chibo.web.components import notices
from chibo.web.components.saving import saved_as
from chibo.web.forms import refusals_on
from chibo.web.minutes.forms import AmendForm, HandForm
from chibo.web.minutes.places import Place, is_open, paper_url, up_url
from chibo.web.minutes.shown import shown_record
from chibo.web.once import once
from chibo.web.request import ActorRequest


@require_GET
def minutes(request: ActorRequest, meeting_id: int, place: Place) -> HttpResponse:
    """The record as it would be signed, or was locked, with who signed it."""
    return _page(request, place, place.get(request.actor, meeting_id))


def _page(
    request: ActorRequest,
    place: Place,
    row: Row,
    *,
    hand: HandForm | None = None,
    correction: AmendForm | None = None,
) -> HttpResponse:
    seen = minutes_of(row)
    keeps = request.actor.may(place.of.keep, row.unit.path)
    context: dict[str, Any] = {
        "meeting": row,
        "unit": row.unit,
        "is_committee": place.is_committee,
        "is_open": is_open(row),
        "up_url": up_url(row),
        "paper_url": paper_url(row),
        "urls": place.urls(row.pk),
        "seen": seen,
        "digest": seen.digest,
        "earlier": broken_editions(row),
        "may_keep": keeps and not is_open(row) and not seen.is_locked,
        "to_sign": [row for row in seen.signed if _signs(request.actor, row)],
        "waits_for": not_opened(seen.minutes) if keeps and seen.minutes else [],
        "hand": hand or HandForm(initial={"signed_on": clock.today()}, auto_id="id_hand_%s"),
        "correction": correction or AmendForm(places=seen.places),
        **shown_record(seen.record),
    }
    status = 422 if hand or correction else 200
    return render(request, "minutes/minutes.html", context, status=status)


def _signs(actor: Actor, row: Signed) -> bool:
    """Whether it is for the signed-in person to sign there, and they have not yet."""
    return not row.stands and actions.is_named(actor, row.name)


def _digest(request: ActorRequest) -> str:
    return request.POST.get("digest") or "-"


@require_POST
@once
def sign(request: ActorRequest, meeting_id: int, place: Place) -> HttpResponse:
    """The signed-in person signs as chair or secretary."""
    actions.sign(
        actor=request.actor,
        meeting_id=meeting_id,
        part=request.POST.get("part", ""),
        digest=_digest(request),
        now=clock.now(),
        of=place.of,
    )
    notices.saved(request, _("Đã ký biên bản."))
    return redirect(place.prefix, meeting_id)


@require_POST
@once
def hand(request: ActorRequest, meeting_id: int, place: Place) -> HttpResponse:
    """The paper was signed by hand."""
    row = place.get(request.actor, meeting_id)
    form = HandForm(request.POST, auto_id="id_hand_%s")
    if form.is_valid():
        with refusals_on(form):
            actions.note_hand_signature(
                actor=request.actor,
                meeting_id=meeting_id,
                signed=form.signed(),
                digest=_digest(request),
                now=clock.now(),
                of=place.of,
            )
            notices.saved(request, _("Đã ghi chữ ký trên giấy."))
            return redirect(place.prefix, meeting_id)
    return _page(request, place, row, hand=form)


@require_POST
@once
def amend(request: ActorRequest, meeting_id: int, place: Place) -> HttpResponse:
    """A numbered correction."""
    row = place.get(request.actor, meeting_id)
    form = AmendForm(request.POST, places=minutes_of(row).places)
    if form.is_valid():
        with refusals_on(form):
            made = actions.amend(
                actor=request.actor,
                meeting_id=meeting_id,
                correction=form.correction(),
                digest=_digest(request),
                now=clock.now(),
                of=place.of,
            )
            told = _("Đã ghi đính chính số %d. Hai người ký cần ký lại.") % made.number
            notices.saved(request, told, draft=f"amend:{place.prefix}:{meeting_id}")
            return redirect(place.prefix, meeting_id)
    return _page(request, place, row, correction=form)


def _acting(
    act: Callable[..., Any], request: ActorRequest, place: Place, meeting_id: int, told: str
) -> HttpResponse:
    act(
        actor=request.actor,
        meeting_id=meeting_id,
        digest=_digest(request),
        now=clock.now(),
        of=place.of,
    )
    notices.saved(request, told)
    return redirect(place.prefix, meeting_id)


@require_POST
@once
def circulate(request: ActorRequest, meeting_id: int, place: Place) -> HttpResponse:
    """Everybody present, or the chi ủy, may read it now."""
    told = _("Đã gửi biên bản cho người dự; hiện ở trang “Của tôi” của từng người.")
    if place.is_committee:
        told = _("Đã gửi biên bản cho chi ủy; hiện ở trang “Của tôi” của từng người.")
    return _acting(actions.circulate, request, place, meeting_id, told)


@require_POST
@once
def lock(request: ActorRequest, meeting_id: int, place: Place) -> HttpResponse:
    """Nothing changes any more."""
    return _acting(actions.lock, request, place, meeting_id, _("Đã khóa biên bản."))


@require_GET
def text(request: ActorRequest, meeting_id: int, place: Place) -> HttpResponse:
    """The canonical text: `sha256sum` of this file is the sum on the page and on the paper."""
    seen = minutes_of(place.get(request.actor, meeting_id))
    answer = HttpResponse(seen.text, content_type="application/json")
    name = "bien-ban-chi-uy" if place.is_committee else "bien-ban"
    answer["Content-Disposition"] = saved_as(f"{name}-{meeting_id}.json")
    return answer
