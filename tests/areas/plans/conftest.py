"""A province, somebody who drafts plans for it, and somebody else who approves them."""

import pytest

from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from tests.factories import a_province, an_actor


@pytest.fixture
def province(db: None) -> Unit:
    return a_province()


@pytest.fixture
def drafter(province: Unit) -> Actor:
    return an_actor("clerk", province, account_id=11, name="Lê Văn Soạn")


@pytest.fixture
def approver(province: Unit) -> Actor:
    return an_actor("superior", province, account_id=12, name="Trần Thị Duyệt")
