"""People in front of the pages."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from tests.factories import an_account

SignIn = Callable[..., Client]


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A browser in which somebody with a role on a unit has signed in."""

    def signed_in(role: str | None, unit: Unit | None, member: Member | None = None) -> Client:
        client = Client()
        client.force_login(an_account(role, unit, member=member))
        return client

    return signed_in


@pytest.fixture
def form() -> Callable[..., dict[str, Any]]:
    """The fields of a form with a fresh mark against double sending."""

    def filled(**fields: Any) -> dict[str, Any]:
        return {"once": str(uuid.uuid4()), **fields}

    return filled
