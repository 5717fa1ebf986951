"""What this area refuses."""

from datetime import datetime
from typing import ClassVar

from chibo.core.clock import ZONE
from chibo.core.errors import Refused
from chibo.core.i18n import _


class WrongCode(Refused):
    """Not the code, key or password that was asked for."""

    code = "wrong_code"
    field: ClassVar[str] = "code"


class WrongPassword(WrongCode):
    """Not the password of the account."""

    field: ClassVar[str] = "password"


class BadSignIn(WrongCode):
    """Name and password do not belong together; which was wrong is not told."""

    field: ClassVar[str] = ""


class BadKey(Refused):
    """The passkey cannot be taken."""

    code = "bad_key"


class NoFactor(Refused):
    """No such way of confirming on this account."""

    code = "no_factor"


class ProviderRefused(Refused):
    """The identity provider did not vouch for anybody known here."""

    code = "provider_refused"


class TooManyTries(Refused):
    """Guessed too often; says from when on to try again."""

    code = "too_many_tries"

    def __init__(self, until: datetime) -> None:
        at = until.astimezone(ZONE)
        super().__init__(
            _(
                "Đã thử sai nhiều lần. Hãy thử lại sau %(hour)s giờ %(minute)s phút, "
                "hoặc nhờ người quản trị của cấp ủy đặt lại."
            )
            % {"hour": at.hour, "minute": f"{at.minute:02d}"}
        )
