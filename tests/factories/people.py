"""Actors and accounts."""

import itertools
from datetime import date, datetime
from typing import Any

from chibo.areas.access.models import Account, RoleGrant
from chibo.areas.access.roles import roles
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor, Grant
from chibo.core.clock import ZONE

_numbers = itertools.count(1)


def an_actor(
    role: str = "superior",
    unit: Unit | None = None,
    *,
    member: Member | None = None,
    name: str = "Trần Thị Bình",
    account_id: int | None = None,
    via: str = "web",
) -> Actor:
    """Somebody holding `role` (see roles.toml) on `unit`, without an account row."""
    held = roles()[role]
    grants: tuple[Grant, ...] = ()
    if unit is not None:
        grant = Grant(
            role=role,
            role_name=held.name,
            unit_id=unit.pk,
            unit_name=unit.name,
            path=unit.path,
            below=held.below,
            permissions=held.permissions,
        )
        grants = (grant,)
    return Actor(
        account_id=account_id,
        name=name,
        member_id=member.pk if member else None,
        grants=grants,
        via=via,
    )


def an_account(
    role: str | None = None,
    unit: Unit | None = None,
    *,
    username: str | None = None,
    full_name: str = "Trần Thị Bình",
    password: str = "mat-khau-thu-nghiem",
    member: Member | None = None,
    starts_on: date = date(2020, 1, 1),
    **more: Any,
) -> Account:
    """An account that may sign in with `password`, holding `role` on `unit` since `starts_on`."""
    account = Account(
        username=username or f"nguoi{next(_numbers)}",
        full_name=full_name,
        member=member,
        must_change_password=more.pop("must_change_password", False),
        created_at=datetime(2020, 1, 1, tzinfo=ZONE),
        **more,
    )
    account.set_password(password)
    account.save()
    if role is not None:
        RoleGrant.objects.create(account=account, role=role, unit=unit, starts_on=starts_on)
    return account
