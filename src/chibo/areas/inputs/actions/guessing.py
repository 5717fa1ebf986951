"""Links that answer nobody: counted by address, so that guessing grows slow."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.models import AuditEvent

SALT = "chibo.inputs.address"
UNKNOWN = "input.unknown_link"
WINDOW, LIMIT = timedelta(minutes=15), 20


@transaction.atomic
def note_unknown_link(*, actor: Actor, address: str, now: datetime) -> bool:
    """Write down that an address asked for a link nobody gave; False once it tried too often.

    The address has no other use and is kept as a code made with the site's key. What comes after
    the limit is not even written.
    """
    code = salted_hmac(SALT, address, algorithm="sha256").hexdigest()[:40]
    target = f"input-link:{code}"
    recent = AuditEvent.objects.filter(target=target, action=UNKNOWN, at__gt=now - WINDOW)
    if recent.count() >= LIMIT:
        return False
    audit.record(actor=actor, action=UNKNOWN, at=now, target=target)
    return True
