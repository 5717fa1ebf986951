"""Everybody's own sign-in: the second step, printed codes, open sessions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chibo.areas.access import sessions
from chibo.areas.access.session_store import hashed
from chibo.areas.signin import actions
from chibo.areas.signin.queries import factors_of, needs_second_step
from chibo.core import clock
from chibo.core.clock import true_now
from chibo.web.components import notices
from chibo.web.middleware.actor import before_second_step
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.signin.confirm import confirmed_recently
from chibo.web.signin.session import keep, lacks_second_step, take

CODES = "codes"


@never_cache
def security(request: ActorRequest) -> HttpResponse:
    """What the account is signed in with, and where it is signed in."""
    account = request.account
    context = {
        "factors": factors_of(account),
        "must": needs_second_step(request.actor),
        "sessions": sessions.own_sessions(request.actor, true_now()),
        "this_session": _own_key(request),
    }
    return render(request, "signin/security.html", context)


@before_second_step
@never_cache
def second_setup(request: ActorRequest) -> HttpResponse:
    """Why a second step, and which; who must have one comes here after the first sign-in."""
    context = {"forced": lacks_second_step(request), "factors": factors_of(request.account)}
    return render(request, "signin/second_setup.html", context)


@require_POST
@confirmed_recently
@once
def codes_new(request: ActorRequest) -> HttpResponse:
    """New codes for the day the phone is lost; the old ones hold no longer."""
    give_codes(request)
    return redirect("recovery_codes")


def give_codes(request: ActorRequest) -> None:
    """Make codes and keep them, sealed, for the page that shows them once."""
    made = actions.make_recovery_codes(
        actor=request.actor, account=request.account, now=clock.now()
    )
    keep(request, CODES, made)


@never_cache
def recovery_codes(request: ActorRequest) -> HttpResponse:
    """The codes just made, for printing; shown once."""
    return render(request, "signin/codes.html", {"codes": take(request, CODES) or []})


@require_POST
@once
def session_end(request: ActorRequest, session: str) -> HttpResponse:
    """End one session of one's own."""
    if sessions.end_session(actor=request.actor, session=session, now=clock.now()):
        notices.saved(request, _("Đã kết thúc phiên đó."))
    else:
        notices.refused(request, _("Phiên đó đã hết từ trước."))
    return redirect("security")


@require_POST
@once
def sessions_end_others(request: ActorRequest) -> HttpResponse:
    """End every session but this one."""
    ended = sessions.end_other_sessions(
        actor=request.actor, key=request.session.session_key or "", now=clock.now()
    )
    notices.saved(request, _("Đã kết thúc %d phiên ở nơi khác.") % ended)
    return redirect("security")


def _own_key(request: HttpRequest) -> str:
    return hashed(request.session.session_key or "")
