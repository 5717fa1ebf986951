"""The demo asks its own accounts for no second step, and says so. Nothing else is a demo.

`chibo demo` tells its own processes by CHIBO_DEMO; that alone relaxes nothing: the account must
stand in the list the demo wrote beside its data. `chibo serve` takes the variable away.
"""

import json
import os
from functools import lru_cache
from pathlib import Path

from chibo.areas.access.models import Account
from chibo.core.embedded import current_home


def is_relaxed(account: Account) -> bool:
    """Whether the account is one of the running demo's own."""
    return account.username in _own_accounts()


def is_demo() -> bool:
    """Whether this is a demo that has told its accounts."""
    return bool(_own_accounts())


def _own_accounts() -> frozenset[str]:
    if os.environ.get("CHIBO_DEMO") != "1":
        return frozenset()
    told = current_home().folder / "demo.json"
    try:
        return _read(told, told.stat().st_mtime_ns)
    except OSError:
        return frozenset()


@lru_cache(maxsize=2)
def _read(told: Path, _changed: int) -> frozenset[str]:
    try:
        document = json.loads(told.read_text())
        return frozenset(account["username"] for account in document["accounts"])
    except (ValueError, KeyError, TypeError):
        return frozenset()
