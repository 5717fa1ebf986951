"""Accounts of the people below: who they are, what they may do, from when to when."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.access import actions, queries
from chibo.areas.access.models import SecondAsk
from chibo.areas.access.with_posts import with_titles
from chibo.areas.organisation.queries import get_unit
from chibo.areas.privacy.retention import retention
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.web.accounts.forms import AccountForm, EndRoleForm, RoleForm
from chibo.web.accounts.sign_in import gives_wide_role, sign_in_facts, waits_for_second
from chibo.web.accounts.slips import keep_slips, take_slips
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused
from chibo.web.grants import require_somewhere
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.signin.confirm import confirmed_recently, confirmed_where


def accounts(request: ActorRequest) -> HttpResponse:
    """Everybody with a role today where the actor manages accounts."""
    require_somewhere(request.actor, queries.MANAGE)
    text, after = request.GET.get("q", "").strip(), request.GET.get("sau", "")
    rows = queries.accounts_below(
        request.actor, clock.today(), text=text, after=after, size=queries.PAGE + 1
    )
    shown = rows[: queries.PAGE]
    last = shown[-1].account.username if len(rows) > queries.PAGE else ""
    context = {"rows": shown, "text": text, "after": after, "next_after": last}
    return render(request, "accounts/accounts.html", context)


@confirmed_where(gives_wide_role)
@once
def account_new(request: ActorRequest) -> HttpResponse:
    """One person: an account with a role; then the slip to print."""
    require_somewhere(request.actor, queries.MANAGE)
    form = AccountForm(request.POST or None, actor=request.actor, initial=_first_role(request))
    if form.is_valid():
        try:
            slips = actions.open_accounts(
                actor=request.actor, people=[_new_account(form)], now=clock.now()
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            keep_slips(request, slips)
            said = _("Đã cấp tài khoản.")
            if waits_for_second(form.cleaned_data):
                said = _("Đã cấp tài khoản; vai trò chờ người thứ hai xác nhận.")
            notices.saved(request, said, draft="account:new")
            return redirect("account_slips")
    return form_page(request, "accounts/account_new.html", form)


def _first_role(request: ActorRequest) -> dict[str, object]:
    initial: dict[str, object] = {"starts_on": clock.today()}
    unit = request.GET.get("don-vi", "")
    if unit.isdigit():
        initial["unit"] = get_unit(request.actor, int(unit))
    return initial


def _new_account(form: AccountForm) -> actions.NewAccount:
    typed = form.cleaned_data
    return actions.NewAccount(
        full_name=typed["full_name"],
        role=typed["role"],
        unit_id=typed["unit"].pk,
        starts_on=typed["starts_on"],
        ends_before=typed["ends_before"],
        username=typed["username"],
        member_id=typed["member_code"].pk if typed["member_code"] else None,
    )


def account_slips(request: ActorRequest) -> HttpResponse:
    """The slips just made, for printing; shown once."""
    require_somewhere(request.actor, queries.MANAGE)
    site = request.build_absolute_uri("/")
    days = next(rule.days for rule in retention() if rule.code == "slips")
    context = {"slips": take_slips(request), "site": site, "days": days}
    return render(request, "accounts/slips.html", context)


def account(request: ActorRequest, account_id: int) -> HttpResponse:
    """One account: its roles, and what may be done with it."""
    found = queries.get_account_below(request.actor, account_id)
    today = clock.today()
    context = {
        "shown": found,
        "grants": with_titles(queries.grants_of(request.actor, found)),
        "reading": queries.still_reading(request.actor, found, today),
        "end_form": EndRoleForm(initial={"ends_before": today}),
        "today": today,
        "is_own": found.pk == request.account.pk,
        **sign_in_facts(request, found),
    }
    return render(request, "accounts/account.html", context)


@confirmed_where(gives_wide_role)
@once
def role_new(request: ActorRequest, account_id: int) -> HttpResponse:
    """One more role for an account."""
    found = queries.get_account_below(request.actor, account_id)
    form = RoleForm(request.POST or None, actor=request.actor, initial={"starts_on": clock.today()})
    if form.is_valid():
        typed = {**form.cleaned_data, "unit_id": form.cleaned_data["unit"].pk}
        del typed["unit"]
        try:
            given = actions.give_role(
                actor=request.actor, account_id=found.pk, now=clock.now(), **typed
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            if isinstance(given, SecondAsk):
                said = _("Vai trò rộng cần hai người: đã gửi yêu cầu, chờ người khác xác nhận.")
                notices.saved(request, said, draft=f"role:{found.pk}")
                return redirect("second_asks")
            notices.saved(request, _("Đã giao vai trò."), draft=f"role:{found.pk}")
            return redirect("account", found.pk)
    return form_page(request, "accounts/role_new.html", form, shown=found)


@require_POST
@once
def role_end(request: ActorRequest, account_id: int, grant_id: int) -> HttpResponse:
    """End one role of an account."""
    form = EndRoleForm(request.POST)
    if not form.is_valid():
        notices.refused(
            request, " ".join(str(error) for found in form.errors.values() for error in found)
        )
        return redirect("account", account_id)
    actions.end_role(
        actor=request.actor,
        grant_id=grant_id,
        ends_before=form.cleaned_data["ends_before"],
        now=clock.now(),
    )
    notices.saved(request, _("Đã ghi ngày thôi vai trò."))
    return redirect("account", account_id)


@require_POST
@confirmed_recently
@once
def account_reset(request: ActorRequest, account_id: int) -> HttpResponse:
    """A new one-time password, on a slip."""
    slip = actions.reset_password(actor=request.actor, account_id=account_id, now=clock.now())
    keep_slips(request, [slip])
    return redirect("account_slips")


@require_POST
@confirmed_recently
@once
def account_close(request: ActorRequest, account_id: int) -> HttpResponse:
    """Nobody signs in with it any more; undone by opening it again."""
    actions.close_account(actor=request.actor, account_id=account_id, now=clock.now())
    notices.saved(request, _("Đã đóng tài khoản. Mở lại được bất cứ lúc nào."))
    return redirect("account", account_id)


@require_POST
@once
def account_reopen(request: ActorRequest, account_id: int) -> HttpResponse:
    """Undo a closing."""
    actions.reopen_account(actor=request.actor, account_id=account_id, now=clock.now())
    notices.saved(request, _("Đã mở lại tài khoản."))
    return redirect("account", account_id)
