"""Whether an account is in the hands of its owner: not just after somebody else reset it.

Who resets a password holds the slip, and could be the second person too for as long as it takes
the owner to notice that they cannot sign in any more.
"""

from datetime import datetime, timedelta

from chibo.areas.access.limits import limit
from chibo.areas.access.two_people.asking import PEOPLE
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed
from chibo.core.i18n import _
from chibo.core.models import AuditEvent
from chibo.core.wall import lifted

RESETS = ("account.reset", "factors.reset", "account.reopened")


def require_own_hands(actor: Actor, now: datetime) -> None:
    """Raise NotAllowed for some days after the account was reset or reopened by somebody else.

    Resets by a command do not count: whoever holds the server needs no second person.
    """
    days = limit("second", "reset_days")
    since = now - timedelta(days=days)
    with lifted("whether somebody reset the own account lately"):
        rows = AuditEvent.objects.filter(target=f"account:{actor.account_id}", action__in=RESETS)
        was_reset = rows.filter(at__gt=since, via__in=PEOPLE).exists()
    if was_reset:
        raise NotAllowed(
            _(
                "Tài khoản này vừa được người khác đặt lại mật khẩu, xác minh hoặc mở lại nên "
                "trong %d ngày chưa xác nhận thay ai được. Hãy để người khác xác nhận."
            )
            % days
        )
