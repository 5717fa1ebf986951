"""To the identity provider and back."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from chibo.areas.signin.brake import note_try
from chibo.areas.signin.errors import ProviderRefused
from chibo.areas.signin.provider import (
    Departure,
    Provider,
    account_vouched_for,
    configured,
    departure_address,
)
from chibo.areas.signin.queries import factors_of
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.web.components import notices
from chibo.web.middleware.actor import open_to_all
from chibo.web.signin.session import guess_of
from chibo.web.signin.views import go_on, next_page

AWAY = "provider"


@open_to_all
@never_cache
@require_GET
def provider_leave(request: HttpRequest) -> HttpResponse:
    """To the provider, which asks in its own way who is there."""
    provider, departure = _provider(), Departure.begin()
    try:
        address = departure_address(provider, departure, _back(request))
    except ProviderRefused as refusal:
        return _refused(request, refusal)
    request.session[AWAY] = {**asdict(departure), "next": next_page(request)}
    return HttpResponseRedirect(address)


@open_to_all
@never_cache
@require_GET
def provider_return(request: HttpRequest) -> HttpResponse:
    """Back with a code: the account vouched for signs in, its second step still to be made."""
    provider, away = _provider(), request.session.pop(AWAY, None)
    told = request.GET.get("state", "")
    if away is None or not constant_time_compare(told, away["state"]):
        return _refused(request, _("Lần đăng nhập này đã hết hạn. Hãy bắt đầu lại."))
    if "code" not in request.GET:
        return _refused(request, _("%s không cho đăng nhập.") % provider.name)
    wanted = away.pop("next")
    try:
        account = account_vouched_for(
            provider, Departure(**away), request.GET["code"], _back(request)
        )
    except ProviderRefused as refusal:
        return _refused(request, refusal)
    if not factors_of(account).is_set_up:
        guess = guess_of(request, "sign-in", account.username)
        note_try(guess, clock.now(), account_id=account.pk)
    return go_on(request, account, first="provider", wanted=wanted)


def _provider() -> Provider:
    found = configured()
    if found is None:
        raise NotThere(_("Hệ thống này không dùng đăng nhập qua nơi khác."))
    return found


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("provider_return"))


def _refused(request: HttpRequest, why: object) -> HttpResponse:
    notices.refused(request, str(why))
    return redirect("sign_in")
