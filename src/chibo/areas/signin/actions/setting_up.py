"""An authenticator app, passkeys and printed codes of one's own account."""

import secrets
from base64 import b32decode
from datetime import datetime

from django.db import IntegrityError, transaction

from chibo.areas.access.models import Account
from chibo.areas.access.sessions import end_sessions_of
from chibo.areas.signin.errors import BadKey, NoFactor, WrongCode
from chibo.areas.signin.models import AuthenticatorApp, Passkey, RecoveryCode
from chibo.areas.signin.queries import factors_of, needs_second_step
from chibo.areas.signin.rules import CODES, LETTERS, step_of, typed_digits
from chibo.areas.signin.webauthn import NewKey
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.secrets import mark, seal

APP = "signin.app"
CODE = "signin.code"
MOST_KEYS = 10


@transaction.atomic
def add_app(
    *, actor: Actor, account: Account, secret: str, typed: str, session: str, now: datetime
) -> None:
    """Take the app once it shows the right code; one known before is replaced.

    Sessions elsewhere end: they were begun with less. Raises WrongCode.
    """
    _require_own(actor, account)
    step = step_of(b32decode(secret), typed_digits(typed), now.timestamp(), 0)
    if step is None:
        raise WrongCode(
            _(
                "Mã chưa đúng. Hãy gõ mã 6 số ứng dụng đang hiện; nếu vẫn sai, "
                "xem điện thoại có đặt giờ tự động không."
            )
        )
    facts = {"secret": seal(APP, secret), "last_step": step, "added_at": now, "used_at": now}
    AuthenticatorApp.objects.update_or_create(account=account, defaults=facts)
    end_sessions_of(account.pk, but=session)
    _trail(actor, account, "factor.added", now, kind="app")


@transaction.atomic
def add_passkey(
    *, actor: Actor, account: Account, key: NewKey, name: str, session: str, now: datetime
) -> Passkey:
    """Take a key the browser has just made and proved."""
    _require_own(actor, account)
    if Passkey.objects.filter(account=account).count() >= MOST_KEYS:
        raise BadKey(_("Đã có %d khóa. Hãy bỏ bớt khóa không dùng rồi thêm lại.") % MOST_KEYS)
    try:
        with transaction.atomic():
            made = Passkey.objects.create(
                account=account,
                name=name.strip()[:60] or _("Khóa trên máy này"),
                credential_id=key.credential_id,
                credential=key.credential,
                sign_count=key.sign_count,
                added_at=now,
            )
    except IntegrityError as error:
        raise BadKey(_("Khóa này đã được thêm rồi.")) from error
    end_sessions_of(account.pk, but=session)
    _trail(actor, account, "factor.added", now, kind="passkey", name=made.name)
    return made


@transaction.atomic
def make_recovery_codes(*, actor: Actor, account: Account, now: datetime) -> list[str]:
    """New codes for the day the phone is lost; older ones hold no longer."""
    _require_own(actor, account)
    if not factors_of(account).is_set_up:
        raise NoFactor(_("Chưa có xác minh hai bước. Hãy thêm ứng dụng hoặc khóa trước."))
    RecoveryCode.objects.filter(account=account).delete()
    codes = [_one_code() for _code in range(CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, mark=mark(CODE, code), made_at=now) for code in codes
    )
    _trail(actor, account, "recovery_codes.made", now, count=CODES)
    return codes


@transaction.atomic
def remove_app(*, actor: Actor, account: Account, now: datetime) -> None:
    """Take the app away from one's own account."""
    _require_own(actor, account)
    _require_another(actor, account)
    if AuthenticatorApp.objects.filter(account=account).delete()[0]:
        _removed(actor, account, now, kind="app")


@transaction.atomic
def remove_passkey(*, actor: Actor, account: Account, passkey_id: int, now: datetime) -> None:
    """Take one passkey away from one's own account."""
    _require_own(actor, account)
    key = Passkey.objects.filter(account=account, pk=passkey_id).first()
    if key is None:
        return
    _require_another(actor, account)
    key.delete()
    _removed(actor, account, now, kind="passkey", name=key.name)


def _removed(actor: Actor, account: Account, now: datetime, **facts: str) -> None:
    if not factors_of(account).is_set_up:
        RecoveryCode.objects.filter(account=account).delete()
    _trail(actor, account, "factor.removed", now, **facts)


def _require_own(actor: Actor, account: Account) -> None:
    """The account is the actor's; it is held against others until the transaction ends."""
    if actor.account_id != account.pk:
        raise NoFactor(_("Chỉ thêm, bỏ được xác minh của chính mình."))
    Account.objects.select_for_update().get(pk=account.pk)


def _require_another(actor: Actor, account: Account) -> None:
    if factors_of(account).count <= 1 and needs_second_step(actor):
        raise NoFactor(
            _(
                "Vai trò đang giữ bắt buộc xác minh hai bước, nên không bỏ được cách cuối cùng. "
                "Hãy thêm cách khác trước, rồi bỏ cách này."
            )
        )


def _one_code() -> str:
    """Two groups of five, about 50 bits."""
    groups = ("".join(secrets.choice(LETTERS) for _l in range(5)) for _g in range(2))
    return "-".join(groups)


def _trail(actor: Actor, account: Account, action: str, now: datetime, **facts: object) -> None:
    audit.record(
        actor=actor, action=action, at=now, target=f"account:{account.pk}", changes=dict(facts)
    )
