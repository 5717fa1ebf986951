"""Who is asking: the actor of today, the role they work in, and the way to the sign-in page."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar, cast
from urllib.parse import urlencode, urlsplit

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from chibo.areas.access.models import Account
from chibo.areas.access.queries import actor_of
from chibo.areas.access.wall import reach_of
from chibo.areas.signin.queries import factors_of
from chibo.core import clock
from chibo.core.wall import behind
from chibo.web.grants import chosen_grant
from chibo.web.request import ActorRequest
from chibo.web.signin.session import lacks_second_step

V = TypeVar("V", bound=Callable[..., HttpResponseBase])
SIGN_IN_HEADER = "X-Sign-In"


def open_to_all(view: V) -> V:
    """Mark a view that needs no sign-in."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def before_new_password(view: V) -> V:
    """Mark a view that people may use before they have replaced a one-time password."""
    view.before_new_password = True  # type: ignore[attr-defined]
    return view


def before_second_step(view: V) -> V:
    """Mark a view for people whose role asks for a second step they have not set up yet."""
    view.before_second_step = True  # type: ignore[attr-defined]
    return view


class ActorOfToday:
    """Puts `actor`, `account` and `grant` on the request; turns strangers to the sign-in page.

    What comes after it asks the database from behind the wall (docs/adr/0016).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            place_actor(request)
        with behind(reach_of(getattr(request, "actor", None))):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Before any page: is somebody signed in, with a password of their own?"""
        if getattr(view, "open_to_all", False):
            return None
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return _finish_first(cast(ActorRequest, request), view)


def _finish_first(request: ActorRequest, view: Callable[..., Any]) -> HttpResponseBase | None:
    """To what comes before any work: a password of one's own, then the second step."""
    if getattr(view, "before_new_password", False):
        return None
    if request.account.must_change_password:
        return HttpResponseRedirect(reverse("change_password"))
    if not lacks_second_step(request):
        return None
    if factors_of(request.account).is_set_up:  # set up elsewhere since this session began
        logout(request)
        return to_sign_in(request)
    if getattr(view, "before_second_step", False):
        return None
    return HttpResponseRedirect(reverse("second_setup"))


def place_actor(request: HttpRequest) -> None:
    """Read the roles of today once and keep them on the request."""
    asking = cast(ActorRequest, request)
    asking.account = cast(Account, request.user)
    actor = actor_of(asking.account, clock.today())
    asking.grant = chosen_grant(actor, request.session.get("role", ""))
    role = asking.grant.role if asking.grant else ""
    asking.actor = replace(actor, role=role, address=request.META.get("REMOTE_ADDR", "")[:45])


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page and, after it, back to where the person was."""
    address = f"{reverse('sign_in')}?{urlencode({'next': page_of(request)})}"
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=200, headers={"HX-Redirect": address})
    else:
        answer = HttpResponseRedirect(address)
    answer.headers[SIGN_IN_HEADER] = "1"
    return answer


def page_of(request: HttpRequest) -> str:
    """The page the person is looking at: the address asked for, or the one a form stood on."""
    is_page = request.method == "GET" and not request.headers.get("HX-Request")
    if is_page and not request.headers.get("X-Fragment"):
        return request.get_full_path()
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return reverse("home")
    parts = urlsplit(came_from)
    return parts.path + (f"?{parts.query}" if parts.query else "")
