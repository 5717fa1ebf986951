"""The second step of a sign-in: a code or a passkey, after the password."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from chibo.areas.access.models import Account
from chibo.areas.signin.actions import use_code, use_passkey
from chibo.areas.signin.brake import braked, note_try
from chibo.areas.signin.queries import factors_of
from chibo.core import clock
from chibo.core.clock import true_now
from chibo.web.components import notices
from chibo.web.forms import refusals_on
from chibo.web.middleware.actor import SIGN_IN_HEADER, open_to_all
from chibo.web.signin.passkeys import question_for, state_of
from chibo.web.signin.session import begin, guess_of, half_of, party_of
from chibo.web.signin.views import next_page


class CodeForm(forms.Form):
    """Six digits, or a code from paper."""

    code = forms.CharField(
        label=gettext_lazy("Mã xác minh"),
        max_length=30,
        help_text=gettext_lazy(
            "Mã 6 số ứng dụng trên điện thoại đang hiện. Mất điện thoại: gõ một mã dự phòng."
        ),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )


class KeyForm(forms.Form):
    """What the browser answered about a passkey."""

    answer = forms.CharField(max_length=20_000)


@open_to_all
@never_cache
@sensitive_post_parameters("code", "answer")
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the second step; who took too long begins again with the password."""
    half = half_of(request)
    if half is None:
        if not request.user.is_authenticated:
            notices.refused(request, _("Đã quá lâu. Hãy đăng nhập lại từ đầu."))
        return redirect(next_page(request) if request.user.is_authenticated else "sign_in")
    by_key = "answer" in request.POST
    form = CodeForm(request.POST if request.POST and not by_key else None)
    key_form = KeyForm(request.POST if by_key else None)
    used = key_form if by_key else form
    if used.is_valid():
        with refusals_on(used):
            return _passed(request, half.account, used)
    factors = factors_of(half.account)
    context = {
        "form": form,
        "refusals": used.non_field_errors() if used.is_bound else [],
        "has_app": factors.app is not None,
        "question": question_for(request, factors.passkeys),
        "keys_elsewhere": bool(factors.passkeys),
        "next": next_page(request),
        "who": half.account,
    }
    answer = render(
        request, "signin/second_step.html", context, status=422 if used.is_bound else 200
    )
    answer.headers[SIGN_IN_HEADER] = "1"
    return answer


def _passed(request: HttpRequest, account: Account, form: forms.Form) -> HttpResponse:
    typed, ways = form.cleaned_data, []

    def look() -> int:
        if "answer" in typed:
            state, party = state_of(request), party_of(request)
            answer = typed["answer"]
            use_passkey(account=account, party=party, state=state, answer=answer, now=true_now())
            ways.append("passkey")
        else:
            ways.append(use_code(account=account, typed=typed["code"], now=true_now()))
        return int(account.pk)

    braked(guess_of(request, "second-step", account.username), clock.now(), look)
    note_try(guess_of(request, "sign-in", account.username), clock.now(), account_id=account.pk)
    begin(request, account, second=ways[0])
    if ways[0] == "code":
        _tell_left(request, account)
    return redirect(next_page(request))


def _tell_left(request: HttpRequest, account: Account) -> None:
    left = factors_of(account).codes_left
    notices.warned(
        request,
        _(
            "Đã dùng một mã dự phòng, còn %d mã. Nếu mất điện thoại, hãy vào Đăng nhập và bảo mật "
            "để bỏ ứng dụng cũ, thêm điện thoại mới."
        )
        % left,
    )
