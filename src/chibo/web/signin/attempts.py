"""Slowing down the guessing of passwords without locking an office out.

Failures count for one account from one address; the trail is where they are counted, so that all
processes of the server see the same. Nothing more is written once the limit is reached.
"""

import hashlib
from datetime import datetime, timedelta

from django.http import HttpRequest

from chibo.core.models import AuditEvent

WINDOW = timedelta(minutes=15)
LIMIT = 10
FAILED = "sign_in.failed"
SUCCEEDED = "sign_in"


def may_try(request: HttpRequest, username: str, now: datetime) -> bool:
    """Whether this account may be tried from this address at the moment."""
    recent = AuditEvent.objects.filter(target=_target(request, username), at__gt=now - WINDOW)
    last = recent.filter(action=SUCCEEDED).order_by("-id").values_list("id", flat=True).first()
    return recent.filter(action=FAILED, id__gt=last or 0).count() < LIMIT


def note_attempt(
    request: HttpRequest, username: str, now: datetime, *, account_id: int | None
) -> None:
    """Leave the attempt in the trail; `account_id` says that it succeeded."""
    AuditEvent.objects.create(
        at=now,
        account_id=account_id,
        actor_name=username[:60],
        via="web",
        action=SUCCEEDED if account_id else FAILED,
        target=_target(request, username),
    )


def _target(request: HttpRequest, username: str) -> str:
    """One key for the pair; the address itself is nobody's business later."""
    pair = f"{username.strip().lower()}\n{request.META.get('REMOTE_ADDR', '')}"
    return "sign-in:" + hashlib.sha256(pair.encode()).hexdigest()[:40]
