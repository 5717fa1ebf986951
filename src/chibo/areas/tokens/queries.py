"""Reading tokens: one's own, and those of accounts one manages. The token itself is never read."""

from datetime import date

from django.db.models import QuerySet

from chibo.areas.access.models import Account, RoleGrant
from chibo.areas.tokens.models import Token
from chibo.areas.tokens.rules import MOST
from chibo.core.actor import Actor

KEPT = 20
"""How many that have ended are listed."""


def own_tokens(actor: Actor) -> list[Token]:
    """The actor's own tokens, the newest first; what has ended only as far as a page shows."""
    return _listed(actor.account_id)


def tokens_of(account: Account) -> list[Token]:
    """The tokens of an account the actor manages and was shown."""
    return _listed(account.pk)


def running_grants(account: Account, today: date) -> QuerySet[RoleGrant]:
    """The roles an account holds today; for the token's own account."""
    rows = RoleGrant.objects.unscoped("the roles of whoever a token acts for")
    return rows.filter(account=account).of_members_on(today).running_on(today)


def _listed(account_id: int | None) -> list[Token]:
    rows = Token.objects.filter(account_id=account_id or 0).select_related("unit")
    return list(rows.order_by("-issued_at", "-pk")[: MOST + KEPT])
