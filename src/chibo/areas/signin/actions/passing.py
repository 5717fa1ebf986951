"""The second step of a sign-in: a code of the app, one from paper, or a passkey."""

from base64 import b32decode
from datetime import datetime
from typing import Any

from django.db import transaction

from chibo.areas.access.models import Account
from chibo.areas.signin.actions.setting_up import APP, CODE
from chibo.areas.signin.errors import WrongCode
from chibo.areas.signin.models import AuthenticatorApp, Passkey, RecoveryCode
from chibo.areas.signin.rules import is_digits, step_of, typed_digits, typed_recovery
from chibo.areas.signin.webauthn import Party, answered
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.secrets import is_current, is_marked, seal, unseal


@transaction.atomic
def use_code(*, account: Account, typed: str, now: datetime) -> str:
    """Six digits of the app or a code from paper, each taken once; says which: "app", "code".

    Raises WrongCode.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    if is_digits(typed):
        _use_app(account, typed_digits(typed), now)
        return "app"
    _use_recovery(account, typed_recovery(typed), now)
    return "code"


@transaction.atomic
def use_passkey(
    *, account: Account, party: Party, state: dict[str, Any], answer: str, now: datetime
) -> Passkey:
    """What the browser answered, signed with one of the account's keys. Raises WrongCode."""
    keys = list(Passkey.objects.select_for_update().filter(account=account))
    found = answered(party, state, [bytes(key.credential) for key in keys], answer)
    key = next((k for k in keys if found and bytes(k.credential_id) == found.credential_id), None)
    if found is None or key is None or 0 < found.sign_count <= key.sign_count:
        raise WrongCode(_("Khóa này không mở được tài khoản. Hãy thử lại hoặc dùng cách khác."))
    key.sign_count = found.sign_count
    key.used_at = now
    key.save(update_fields=["sign_count", "used_at"])
    return key


def _use_app(account: Account, typed: str, now: datetime) -> None:
    app = AuthenticatorApp.objects.filter(account=account).first()
    if app is None:
        raise _wrong()
    secret = unseal(APP, app.secret)
    step = step_of(b32decode(secret), typed, now.timestamp(), app.last_step)
    if step is None:
        raise _wrong()
    app.last_step, app.used_at = step, now
    if not is_current(app.secret):
        app.secret = seal(APP, secret)
    app.save()


def _use_recovery(account: Account, typed: str, now: datetime) -> None:
    left = RecoveryCode.objects.filter(account=account, used_at__isnull=True).order_by("id")
    found = [code for code in left if is_marked(CODE, typed, code.mark)]
    if not found:
        raise _wrong()
    found[0].used_at = now
    found[0].save(update_fields=["used_at"])
    audit.record(
        actor=Actor(account.pk, account.full_name, account.member_id, ()),
        action="recovery_code.used",
        at=now,
        target=f"account:{account.pk}",
        changes={"left": left.count()},
    )


def _wrong() -> WrongCode:
    return WrongCode(
        _(
            "Mã chưa đúng, hoặc đã dùng rồi. Hãy đợi ứng dụng hiện mã mới rồi gõ lại; "
            "mất điện thoại thì gõ một mã dự phòng."
        )
    )
