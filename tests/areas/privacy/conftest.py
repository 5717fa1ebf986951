import pytest

from tests.areas.privacy.office import Office


@pytest.fixture
def office(db: None) -> Office:
    return Office()
