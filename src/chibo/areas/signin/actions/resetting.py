"""Taking away somebody's second step when phone and codes are lost."""

from datetime import datetime

from django.db import transaction

from chibo.areas.access.actions import account_wholly_below
from chibo.areas.access.events import AccountReset
from chibo.areas.access.models import Account
from chibo.areas.access.sessions import end_sessions_of
from chibo.areas.signin.errors import NoFactor
from chibo.areas.signin.models import AuthenticatorApp, Passkey, RecoveryCode
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.events import announce
from chibo.core.i18n import _


@transaction.atomic
def reset_factors(*, actor: Actor, account_id: int, reason: str, now: datetime) -> Account:
    """Nothing but the password is asked for until new factors are set up; all sessions end.

    Only by who manages every unit the account holds a role on; the reason stays on record, and the
    owner is told.
    """
    account = account_wholly_below(actor, account_id, now.date())
    said = " ".join(reason.split())[:500]
    if not said:
        raise NoFactor(_("Chưa ghi lý do. Hãy ghi vì sao đặt lại và đã xác minh người đó thế nào."))
    gone = {
        "app": AuthenticatorApp.objects.filter(account=account).delete()[0],
        "passkeys": Passkey.objects.filter(account=account).delete()[0],
        "codes": RecoveryCode.objects.filter(account=account).delete()[0],
        "sessions": end_sessions_of(account.pk),
    }
    audit.record(
        actor=actor,
        action="factors.reset",
        at=now,
        target=f"account:{account.pk}",
        changes={"reason": said, **gone},
    )
    announce(AccountReset(account.pk, now))
    return account
