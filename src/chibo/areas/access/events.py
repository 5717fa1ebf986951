"""What this area tells the higher ones."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SecondAsked:
    """Somebody asked for what a second person must confirm."""

    ask_id: int
    at: datetime


@dataclass(frozen=True)
class SecondSettled:
    """It was confirmed or refused."""

    ask_id: int
    at: datetime


@dataclass(frozen=True)
class AccountReset:
    """Somebody else made a new password for an account, or took its second step away."""

    account_id: int
    at: datetime


@dataclass(frozen=True)
class StandingIn:
    """Somebody stands in for a secretary; or does so no more."""

    grant_id: int
    at: datetime
