"""Signing in and out, one's own password."""

from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
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
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused
from chibo.web.middleware.actor import SIGN_IN_HEADER, before_new_password, open_to_all
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.signin.attempts import may_try, note_attempt
from chibo.web.signin.forms import OwnPasswordForm, SignInForm

set_language = before_new_password(open_to_all(django_set_language))


@open_to_all
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; afterwards back to where the person wanted to go."""
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignInForm(request.POST or None)
    if form.is_valid():
        account = _checked(request, form)
        if account:
            login(request, account)
            return redirect(_next(request))
    context = {"form": form, "next": _next(request), "first_time": not Account.objects.exists()}
    answer = render(request, "signin/sign_in.html", context, status=422 if form.is_bound else 200)
    answer.headers[SIGN_IN_HEADER] = "1"
    return answer


def _checked(request: HttpRequest, form: SignInForm) -> Account | None:
    """The account, or None with one sentence that never says which of the two was wrong."""
    name, now = form.cleaned_data["username"], clock.now()
    if not may_try(request, name, now):
        form.add_error(
            None,
            _("Đã thử sai nhiều lần. Hãy đợi 15 phút, hoặc nhờ người quản trị đặt lại mật khẩu."),
        )
        return None
    found = authenticate(request, username=name, password=form.cleaned_data["password"])
    note_attempt(request, name, now, account_id=found.pk if found else None)
    if found is None:
        form.add_error(
            None,
            _(
                "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy gõ lại như trên phiếu; "
                "nếu quên, nhờ người quản trị của cấp ủy đặt lại."
            ),
        )
    return found


def _next(request: HttpRequest) -> str:
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
    return HttpResponseRedirect(reverse("sign_in"))


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
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            update_session_auth_hash(request, account)
            notices.saved(request, _("Đã đổi mật khẩu. Lần sau hãy đăng nhập bằng mật khẩu mới."))
            return redirect("home")
    return form_page(request, "signin/change_password.html", form, forced=forced)
