"""Slowing down guessing without locking an office out.

Failures count for one account from one address; the trail is where they are counted, so that all
processes of the server see the same. Once the limit is reached nothing is looked at any more, and
tries are only counted: one event tells how many there were in a window, so that whoever tries
cannot fill the trail. Codes of a second step are short, so they are also counted for the account
from wherever: to try one, its password has to be known.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F

from chibo.areas.signin.errors import TooManyTries, WrongCode
from chibo.areas.signin.models import BrakedTries
from chibo.areas.signin.rules import LIMIT, WIDE_LIMIT, WIDE_WINDOW, WINDOW, blocked_until
from chibo.core.clock import ZONE
from chibo.core.models import AuditEvent
from chibo.core.wall import lifted

FAILED = "sign_in.failed"
SUCCEEDED = "sign_in"
BRAKED = "sign_in.braked"


@dataclass(frozen=True)
class Guess:
    """Who tries what from where: `kind` is "sign-in", "second-step" or "confirm"."""

    kind: str
    username: str
    address: str

    @property
    def target(self) -> str:
        """One key for the pair; the address itself is nobody's business later."""
        return self._key(f"{self.name}\n{self.address}")

    @property
    def wide_target(self) -> str:
        """The key of the account alone."""
        return self._key(self.name)

    @property
    def name(self) -> str:
        """The user name as accounts keep it."""
        return self.username.strip().lower()

    def _key(self, text: str) -> str:
        return f"{self.kind}:" + hashlib.sha256(text.encode()).hexdigest()[:40]


def braked(guess: Guess, now: datetime, check: Callable[[], int | None]) -> None:
    """Let `check` look at what was typed, unless too much was wrong before.

    It gives the account a try succeeded for, None where there is more to ask before that is said,
    and raises WrongCode, which is counted. Tries of one guesser wait for each other, so that a
    burst is counted too. Raises TooManyTries, WrongCode.
    """
    wrong: WrongCode | TooManyTries | None = None
    with transaction.atomic():
        _wait_for_turn(guess)
        try:
            require_may_try(guess, now)
            with transaction.atomic():
                found = check()
        except TooManyTries as refusal:
            wrong = refusal
            _count_refused(guess, now)
        except WrongCode as refusal:
            wrong = refusal
            note_try(guess, now, account_id=None)
        else:
            if found is not None:
                note_try(guess, now, account_id=found)
    if wrong is not None:
        raise wrong


def _wait_for_turn(guess: Guess) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [guess.wide_target])


def require_may_try(guess: Guess, now: datetime) -> None:
    """Raise TooManyTries with the time from when on this may be tried again."""
    until = _blocked(guess.target, LIMIT, WINDOW, now)
    if until is None and guess.kind != "sign-in":
        until = _blocked(guess.wide_target, WIDE_LIMIT, WIDE_WINDOW, now)
    if until is not None:
        raise TooManyTries(until)


def note_try(guess: Guess, now: datetime, *, account_id: int | None) -> None:
    """Leave the try in the trail; `account_id` says that it succeeded."""
    targets = [guess.target]
    if guess.kind != "sign-in" and account_id is None:
        targets.append(guess.wide_target)
    for target in targets:
        AuditEvent.objects.create(
            at=now,
            account_id=account_id,
            actor_name=guess.name[:60],
            via="web",
            action=SUCCEEDED if account_id else FAILED,
            target=target,
        )


def _count_refused(guess: Guess, now: datetime) -> None:
    """One try more that nobody looked at; a window that is over is told."""
    rows = BrakedTries.objects.filter(pk=guess.target).select_for_update()
    row = rows.first()
    if row is not None and row.first_at + WINDOW > now:
        rows.update(tries=F("tries") + 1, last_at=now)
        return
    if row is not None:
        _tell(row, now)
    BrakedTries.objects.create(target=guess.target, name=guess.name[:60], first_at=now, last_at=now)


@transaction.atomic
def tell_refused(*, now: datetime) -> int:
    """Leave in the trail what was refused in windows that are over; how many events that made."""
    rows = BrakedTries.objects.filter(first_at__lte=now - WINDOW)
    told = list(rows.select_for_update(skip_locked=True))
    for row in told:
        _tell(row, now)
    return len(told)


def _tell(row: BrakedTries, now: datetime) -> None:
    AuditEvent.objects.create(
        at=now,
        actor_name=row.name,
        via="web",
        action=BRAKED,
        target=row.target,
        changes={
            "tries": row.tries,
            "from": row.first_at.astimezone(ZONE).isoformat(timespec="seconds"),
            "until": row.last_at.astimezone(ZONE).isoformat(timespec="seconds"),
        },
    )
    row.delete()


def _blocked(target: str, limit: int, window: timedelta, now: datetime) -> datetime | None:
    recent = AuditEvent.objects.filter(target=target, at__gt=now - window)
    with lifted("how often somebody tried who is not known yet"):
        last = recent.filter(action=SUCCEEDED).order_by("-id").values_list("id", flat=True).first()
        failures = recent.filter(action=FAILED, id__gt=last or 0).order_by("-id")
        at = list(failures.values_list("at", flat=True)[:limit])
    return blocked_until(at, now, limit, window)
