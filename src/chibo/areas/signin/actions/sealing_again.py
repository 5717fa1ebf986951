"""What is sealed, sealed again with the key in use."""

from datetime import datetime

from django.db import transaction

from chibo.areas.signin.actions.setting_up import APP
from chibo.areas.signin.models import AuthenticatorApp, RecoveryCode
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.secrets import CannotOpen, is_current, key_names, seal, unseal


@transaction.atomic
def seal_again(*, actor: Actor, now: datetime) -> tuple[int, int]:
    """Secrets of apps under the key in use; how many were moved, how many no key here opens.

    Codes on paper are kept as fingerprints: they go on needing the key they were made with.
    """
    moved = closed = 0
    for app in AuthenticatorApp.objects.select_for_update().order_by("id"):
        if is_current(app.secret):
            continue
        try:
            app.secret = seal(APP, unseal(APP, app.secret))
        except CannotOpen:
            closed += 1
            continue
        app.save(update_fields=["secret"])
        moved += 1
    audit.record(
        actor=actor,
        action="keys.added",
        at=now,
        changes={"key": key_names()[-1], "sealed_again": moved},
    )
    return moved, closed


def keys_needed() -> dict[str, int]:
    """How many secrets of apps each key seals, by the key's name."""
    needed: dict[str, int] = {}
    for secret in AuthenticatorApp.objects.values_list("secret", flat=True).order_by("id"):
        name = secret.partition(".")[0]
        needed[name] = needed.get(name, 0) + 1
    return needed


def codes_needed() -> dict[str, int]:
    """How many codes on paper that were not used yet each key is needed for."""
    needed: dict[str, int] = {}
    unused = RecoveryCode.objects.filter(used_at__isnull=True)
    for marked in unused.values_list("mark", flat=True).order_by("id"):
        name = marked.partition(".")[0]
        needed[name] = needed.get(name, 0) + 1
    return needed
