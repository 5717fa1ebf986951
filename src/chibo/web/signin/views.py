"""Signing in and out, one's own password."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import authenticate, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language as django_set_language

from chibo.areas.access.actions import change_own_password
from chibo.areas.access.models import Account
from chibo.areas.signin.brake import braked
from chibo.areas.signin.demo import is_demo
from chibo.areas.signin.errors import BadSignIn
from chibo.areas.signin.provider import provider_name
from chibo.areas.signin.queries import factors_of
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused, refusals_on
from chibo.web.middleware.actor import SIGN_IN_HEADER, before_new_password, open_to_all
from chibo.web.middleware.headers import CLEAR_ON_LEAVING
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.signin.forms import OwnPasswordForm, SignInForm
from chibo.web.signin.session import begin, begin_half, guess_of

set_language = before_new_password(open_to_all(django_set_language))


@open_to_all
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; afterwards the second step, or back to where the person wanted to go."""
    if request.user.is_authenticated:
        return redirect(next_page(request))
    form = SignInForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            return go_on(request, _checked(request, form), first="password")
    context = {
        "form": form,
        "next": next_page(request),
        "first_time": not Account.objects.exists(),
        "is_demo": is_demo(),
        "provider": provider_name(),
        "authority": settings.CHIBO_AUTHORITY,
    }
    answer = render(request, "signin/sign_in.html", context, status=422 if form.is_bound else 200)
    answer.headers[SIGN_IN_HEADER] = "1"
    return answer


def _checked(request: HttpRequest, form: SignInForm) -> Account:
    """The account, or one sentence that never says which of the two was wrong."""
    name, found = form.cleaned_data["username"], []

    def look() -> int | None:
        account = authenticate(request, username=name, password=form.cleaned_data["password"])
        if not isinstance(account, Account):
            raise BadSignIn(
                _(
                    "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy gõ lại như trên phiếu; "
                    "nếu quên, nhờ người quản trị của cấp ủy đặt lại."
                )
            )
        found.append(account)
        return None if factors_of(account).is_set_up else account.pk

    braked(guess_of(request, "sign-in", name), clock.now(), look)
    return found[0]


def go_on(request: HttpRequest, account: Account, *, first: str, wanted: str = "") -> HttpResponse:
    """After the first step: to the second where the account has one, else in."""
    wanted = wanted or next_page(request)
    if not factors_of(account).is_set_up:
        begin(request, account, second="")
        return redirect(wanted)
    begin_half(request, account, first=first)
    return redirect(f"{reverse('second_step')}?{urlencode({'next': wanted})}")


def next_page(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is a page of ours; home otherwise."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else reverse("home")


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; signing out twice is no error."""
    logout(request)
    notices.saved(request, _("Đã đăng xuất."))
    answer = HttpResponseRedirect(reverse("sign_in"))
    answer.headers["Clear-Site-Data"] = CLEAR_ON_LEAVING
    return answer


@before_new_password
@never_cache
@sensitive_post_parameters("current", "new", "again")
@once
def change_password(request: ActorRequest) -> HttpResponse:
    """Everyone changes their own password; who came with a one-time password must."""
    account = request.account
    forced = account.must_change_password
    form = OwnPasswordForm(request.POST or None, account=account)
    if form.is_valid():
        try:
            change_own_password(
                actor=request.actor,
                account=account,
                password=form.cleaned_data["new"],
                session=request.session.session_key or "",
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            update_session_auth_hash(request, account)
            notices.saved(request, _("Đã đổi mật khẩu. Lần sau hãy đăng nhập bằng mật khẩu mới."))
            return redirect("home")
    return form_page(request, "signin/change_password.html", form, forced=forced)
