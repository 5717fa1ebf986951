"""Seeds of stories written at random."""

from typing import Any

import pytest


def seeds(first: int, *more: int) -> list[Any]:
    """For `parametrize`: the first on every kind of server, the others on the embedded one."""
    return [first, *(pytest.param(seed, marks=pytest.mark.once) for seed in more)]
