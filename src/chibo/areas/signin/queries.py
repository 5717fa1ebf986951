"""What an account confirms its sign-in with."""

from collections.abc import Sequence
from dataclasses import dataclass

from chibo.areas.access.models import Account
from chibo.areas.access.queries import get_account_below
from chibo.areas.access.roles import roles
from chibo.areas.signin.models import AuthenticatorApp, Passkey, RecoveryCode
from chibo.core.actor import Actor


@dataclass(frozen=True)
class Factors:
    """The second steps of one account; `codes_left`: recovery codes not used yet."""

    app: AuthenticatorApp | None
    passkeys: Sequence[Passkey]
    codes_left: int

    @property
    def is_set_up(self) -> bool:
        """Whether there is something to be asked for; codes on paper are no step of their own."""
        return self.app is not None or bool(self.passkeys)

    @property
    def count(self) -> int:
        """How many ways there are."""
        return len(self.passkeys) + (self.app is not None)


def factors_of(account: Account) -> Factors:
    """The second steps of an account: one's own, or that of somebody who gave its password."""
    return Factors(
        AuthenticatorApp.objects.filter(account=account).first(),
        list(Passkey.objects.filter(account=account).order_by("added_at")),
        RecoveryCode.objects.filter(account=account, used_at__isnull=True).count(),
    )


def factors_below(actor: Actor, account_id: int) -> Factors:
    """The second steps of an account the actor manages."""
    return factors_of(get_account_below(actor, account_id))


def needs_second_step(actor: Actor) -> bool:
    """Whether a role the actor holds today asks for more than a password."""
    known = roles()
    return any(grant.role in known and known[grant.role].above_cells for grant in actor.grants)
