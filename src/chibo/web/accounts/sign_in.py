"""How people below sign in: their second step taken away when lost, their sessions ended."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from chibo.areas.access.actions import end_sessions
from chibo.areas.access.models import Account
from chibo.areas.access.roles import roles
from chibo.areas.access.sessions import count_sessions
from chibo.areas.signin.actions import reset_factors
from chibo.areas.signin.queries import factors_of
from chibo.areas.tokens.actions import end_token
from chibo.areas.tokens.queries import tokens_of
from chibo.core import clock
from chibo.core.clock import true_now
from chibo.web.components import notices
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.signin.confirm import confirmed_recently


class ResetForm(forms.Form):
    """Why somebody's second step is taken away."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do, đã xác minh người đó thế nào"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Ví dụ: mất điện thoại, đã gặp trực tiếp tại trụ sở. Ghi vào nhật ký."
        ),
    )


def gives_wide_role(request: ActorRequest) -> bool:
    """Whether the form sent gives a role that reaches above a cell."""
    role = roles().get(request.POST.get("role", ""))
    return role is not None and role.above_cells


def waits_for_second(typed: dict[str, Any]) -> bool:
    """Whether the role of a form that was right is one that two people give."""
    return roles()[typed["role"]].second_person and not typed["unit"].is_cell


def sign_in_facts(request: ActorRequest, shown: Account) -> dict[str, Any]:
    """What the page of an account says about how it is signed in with."""
    return {
        "factors": factors_of(shown),
        "open_sessions": count_sessions(shown, true_now()),
        "reset_form": ResetForm(),
        "tokens": [row for row in tokens_of(shown) if row.runs_on(clock.today())],
    }


@require_POST
@confirmed_recently
@once
def factors_reset(request: ActorRequest, account_id: int) -> HttpResponse:
    """Take the second step away from somebody who lost phone and codes."""
    reset_factors(
        actor=request.actor,
        account_id=account_id,
        reason=request.POST.get("reason", ""),
        now=clock.now(),
    )
    notices.saved(
        request, _("Đã đặt lại. Người đó đăng nhập bằng mật khẩu rồi thiết lập lại xác minh.")
    )
    return redirect("account", account_id)


@require_POST
@once
def sessions_end(request: ActorRequest, account_id: int) -> HttpResponse:
    """Whoever is signed in with this account has to do so again."""
    ended = end_sessions(actor=request.actor, account_id=account_id, now=clock.now())
    notices.saved(request, _("Đã kết thúc %d phiên.") % ended)
    return redirect("account", account_id)


@require_POST
@once
def token_end_below(request: ActorRequest, account_id: int, token_id: int) -> HttpResponse:
    """The program that shows this token is let in no more."""
    end_token(actor=request.actor, token_id=token_id, now=clock.now())
    notices.saved(request, _("Đã thu hồi khóa. Phần mềm dùng khóa này không vào được nữa."))
    return redirect("account", account_id)
