"""Adding and removing an authenticator app and passkeys on one's own account."""

from base64 import b32encode
from secrets import token_bytes
from urllib.parse import quote, urlencode

import segno
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from chibo.areas.access.models import Account
from chibo.areas.signin import actions
from chibo.areas.signin.queries import factors_of
from chibo.areas.signin.webauthn import ask_for_new, new_key
from chibo.core import clock
from chibo.core.clock import true_now
from chibo.web.components import notices
from chibo.web.forms import form_page, refusals_on
from chibo.web.middleware.actor import before_second_step
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.signin.confirm import confirmed_recently
from chibo.web.signin.passkeys import asking, can_use_passkeys, state_of
from chibo.web.signin.security import give_codes
from chibo.web.signin.session import SECOND, keep, kept, party_of, take

NEW_APP = "new_app"
BYTES = 20


class AppForm(forms.Form):
    """The first code the app shows."""

    code = forms.CharField(
        label=gettext_lazy("Mã 6 số ứng dụng đang hiện"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "data-code": ""}
        ),
    )


class KeyForm(forms.Form):
    """A name for the key, and what the browser answered."""

    name = forms.CharField(
        label=gettext_lazy("Tên để nhớ"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Ví dụ: Điện thoại của tôi, Máy ở cơ quan."),
    )
    answer = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)

    def clean_answer(self) -> str:
        """Without a script the browser cannot be asked."""
        answer: str = self.cleaned_data["answer"]
        if not answer:
            raise forms.ValidationError(
                _("Trình duyệt chưa tạo khóa. Hãy bật JavaScript, hoặc dùng ứng dụng xác minh.")
            )
        return answer


@before_second_step
@never_cache
@sensitive_post_parameters("code")
@confirmed_recently
@once
def app_add(request: ActorRequest) -> HttpResponse:
    """A drawing to scan, then the first code: works without a script and without the network."""
    secret = kept(request, NEW_APP) or _new_secret(request)
    form = AppForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.add_app(
                actor=request.actor,
                account=request.account,
                secret=secret,
                typed=form.cleaned_data["code"],
                session=request.session.session_key or "",
                now=true_now(),
            )
            take(request, NEW_APP)
            return _added(request, "app", _("Đã thêm ứng dụng xác minh."))
    address = _address_of(request, request.account, secret)
    return form_page(
        request,
        "signin/app_add.html",
        form,
        drawing=_drawing(address),
        address=address,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    )


def _new_secret(request: HttpRequest) -> str:
    secret = b32encode(token_bytes(BYTES)).decode()
    keep(request, NEW_APP, secret)
    return secret


def _address_of(request: HttpRequest, account: Account, secret: str) -> str:
    site = f"Chibo {request.get_host()}"
    label = quote(f"{site}:{account.username}")
    return (
        f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': site}, quote_via=quote)}"
    )


def _drawing(address: str) -> str:
    """The address as a drawing, black on white also where the page is dark."""
    made = segno.make(address, error="m", micro=False)
    return mark_safe(  # noqa: S308  # our own drawing, no text of anybody in it
        made.svg_inline(dark="#000", light="#fff", border=3, omitsize=True, lineclass=None)
    )


def _added(request: ActorRequest, way: str, sentence: str) -> HttpResponse:
    """The session counts as begun with it; whoever has no codes gets them at once."""
    request.session[SECOND] = way
    notices.saved(request, sentence)
    if factors_of(request.account).codes_left:
        return redirect("security")
    give_codes(request)
    return redirect("recovery_codes")


@before_second_step
@never_cache
@confirmed_recently
@once
def passkey_add(request: ActorRequest) -> HttpResponse:
    """The phone or computer makes a key; needs a script, and HTTPS or this very machine."""
    if not can_use_passkeys(request):
        return form_page(request, "signin/passkey_add.html", KeyForm(), impossible=True)
    form = KeyForm(request.POST or None)
    party = party_of(request)
    if form.is_valid():
        with refusals_on(form):
            actions.add_passkey(
                actor=request.actor,
                account=request.account,
                key=new_key(party, state_of(request), form.cleaned_data["answer"]),
                name=form.cleaned_data["name"],
                session=request.session.session_key or "",
                now=clock.now(),
            )
            return _added(request, "passkey", _("Đã thêm khóa."))
    known = [bytes(key.credential) for key in factors_of(request.account).passkeys]
    account = request.account
    asked = ask_for_new(party, (account.pk, account.username, account.full_name), known)
    question = asking(request, "create", asked)
    return form_page(request, "signin/passkey_add.html", form, question=question)


@require_POST
@confirmed_recently
@once
def app_remove(request: ActorRequest) -> HttpResponse:
    """Take the app away."""
    actions.remove_app(actor=request.actor, account=request.account, now=clock.now())
    return _removed(request)


@require_POST
@confirmed_recently
@once
def passkey_remove(request: ActorRequest, passkey_id: int) -> HttpResponse:
    """Take one key away."""
    actions.remove_passkey(
        actor=request.actor, account=request.account, passkey_id=passkey_id, now=clock.now()
    )
    return _removed(request)


def _removed(request: ActorRequest) -> HttpResponse:
    if not factors_of(request.account).is_set_up:
        request.session[SECOND] = ""
    notices.saved(request, _("Đã bỏ. Lần đăng nhập sau không dùng cách này nữa."))
    return redirect("security")
