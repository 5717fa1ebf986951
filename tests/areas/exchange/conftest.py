from typing import Any

import pytest


@pytest.fixture(autouse=True)
def jobs_run_at_once(settings: Any) -> None:
    settings.CHIBO_JOBS = "inline"
