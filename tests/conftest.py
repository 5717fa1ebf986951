"""What all tests share. The database is chosen in tests/database.py."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _passwords_are_quick(settings: Any) -> None:
    """Argon2 is slow on purpose; what it guards is not what the tests are about."""
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]


@pytest.fixture
def today_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Fix the day for entry points: `today_is("2026-11-05")`."""

    def fix(day: str) -> None:
        monkeypatch.setenv("CHIBO_TODAY", day)

    return fix
