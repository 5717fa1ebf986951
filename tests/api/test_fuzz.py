"""Invented calls: no 5xx, every status declared, every answer as described."""

import pytest
from django.conf import LazySettings

from chibo.areas.tokens import using
from tests.api.fuzzing import fuzz, world


@pytest.fixture(autouse=True)
def _limit_as_it_was(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    monkeypatch.setattr(using, "CALLS_A_MINUTE", using.CALLS_A_MINUTE)
    settings.CHIBO_JOBS = "inline"


def test_no_invented_call_breaks_the_api(db: None) -> None:
    """bench/api_fuzz.py does the same ten thousand times."""
    _ours, program = world()
    found = fuzz(program, 8)
    print(f"{found.calls} invented calls: {dict(found.statuses)}")
    assert found.calls >= 150
    assert {200, 401, 404, 422} <= set(found.statuses)
