"""Asking again who is there, before what could do harm in a stranger's hands.

`@confirmed_recently` stands above `@once`. Somebody who signed in or confirmed within the last
minutes notices nothing; otherwise the page asks for the password or a code, carries along what was
sent, and goes on where it was.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django import forms
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chibo.areas.signin.actions import use_code, use_passkey
from chibo.areas.signin.brake import braked
from chibo.areas.signin.errors import WrongPassword
from chibo.areas.signin.queries import Factors, factors_of
from chibo.core import clock
from chibo.core.clock import true_now
from chibo.core.errors import Refused
from chibo.web.forms import form_refused
from chibo.web.request import ActorRequest
from chibo.web.signin.passkeys import Question, question_for, state_of
from chibo.web.signin.session import guess_of, is_confirmed, note_confirmed, party_of

P = ParamSpec("P")
View = Callable[Concatenate[ActorRequest, P], HttpResponseBase]
WAS_PAGE = "confirm-page"
OURS = ("csrfmiddlewaretoken", "confirm-password", "confirm-code", "confirm-answer", WAS_PAGE)


class ConfirmForm(forms.Form):
    """The password, or a code of the second step."""

    prefix = "confirm"
    password = forms.CharField(
        label=_("Mật khẩu"),
        required=False,
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=_("Hoặc mã 6 số, mã dự phòng"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
    answer = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, factors: Factors, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not factors.is_set_up:
            del self.fields["code"]

    def add_prefix(self, field_name: str) -> str:
        return f"confirm-{field_name}"


def confirmed_recently(view: View[P]) -> View[P]:
    """Ask who is there before the view."""
    return confirmed_where(lambda request: True)(view)


def confirmed_where(matters: Callable[[ActorRequest], bool]) -> Callable[[View[P]], View[P]]:
    """Ask who is there before the view, where this request `matters`."""

    def around(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(
            request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if is_confirmed(request) or not matters(request):
                return view(request, *args, **kwargs)
            page = _ask(request)
            if page is not None:
                return page
            if request.POST.get(WAS_PAGE):
                return HttpResponseRedirect(request.get_full_path())
            return view(request, *args, **kwargs)

        return guarded

    return around


def _ask(request: ActorRequest) -> HttpResponse | None:
    """The page that asks; None once it was answered well."""
    factors = factors_of(request.account)
    sent = any(name in request.POST for name in OURS[1:])
    form = ConfirmForm(request.POST if sent else None, factors=factors)
    if form.is_valid():
        try:
            _check(request, form)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            note_confirmed(request)
            return None
    return _page(request, form, question_for(request, factors.passkeys))


def _check(request: ActorRequest, form: ConfirmForm) -> None:
    account, typed = request.account, form.cleaned_data

    def look() -> int:
        if typed.get("answer"):
            state, party = state_of(request), party_of(request)
            use_passkey(
                account=account, party=party, state=state, answer=typed["answer"], now=true_now()
            )
        elif typed.get("code"):
            use_code(account=account, typed=typed["code"], now=true_now())
        elif not account.check_password(typed.get("password", "")):
            raise WrongPassword(
                gettext("Mật khẩu chưa đúng. Hãy gõ lại; chú ý phím Caps Lock và bộ gõ.")
            )
        return int(account.pk)

    braked(guess_of(request, "confirm", account.username), clock.now(), look)


def _page(request: ActorRequest, form: ConfirmForm, question: Question | None) -> HttpResponse:
    is_page = request.method == "GET" or bool(request.FILES) or WAS_PAGE in request.POST
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in OURS and not is_page
        for value in values
    ]
    context = {
        "form": form,
        "carried": carried,
        "was_page": is_page,
        "question": question,
        "lost_file": bool(request.FILES),
    }
    status = 422 if form.is_bound else 200
    return render(request, "signin/confirm.html", context, status=status)
