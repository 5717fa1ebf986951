"""Two communes whose clerks send members to each other."""

import pytest

from tests.areas.members.country import Country


@pytest.fixture
def country(db: None) -> Country:
    return Country()
