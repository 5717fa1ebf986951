"""Everyone who would sign in: a secretary for each cell, a superior for each body, two clerks."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from bench.made.copying import columns_of, copy_rows
from bench.made.tree import MadeTree
from chibo.areas.access.models import Account, RoleGrant
from chibo.areas.organisation.models import Unit
from chibo.core import bulk


def write_accounts(tree: MadeTree, now: datetime) -> None:
    """Accounts nobody can sign in to: their passwords match nothing."""
    holders = list(_holders(tree))
    ids = bulk.reserve_ids(Account, len(holders))
    copy_rows(Account, _accounts(holders, ids, now))
    copy_rows(RoleGrant, _grants(holders, ids, now.date()))


def _holders(tree: MadeTree) -> Iterator[tuple[str, Unit, str, int | None]]:
    root = tree.units[0]
    yield "superior", root, f"Ban Thường vụ {root.name}", None
    yield "clerk", root, f"Văn phòng {root.name}", None
    for commune in tree.communes:
        yield "superior", commune, f"Đảng ủy xã {commune.place}", None
    for cell in tree.cells:
        yield "secretary", cell.unit, cell.people[0].name, cell.people[0].pk


def _accounts(
    holders: list[tuple[str, Unit, str, int | None]], ids: list[int], now: datetime
) -> Iterator[dict[str, Any]]:
    silent = columns_of(Account)
    for pk, (role, unit, name, member) in zip(ids, holders, strict=True):
        yield {
            **silent,
            "id": pk,
            "username": f"{role}.{unit.code}",
            "full_name": name,
            "member_id": member,
            "password": make_password(None),
            "must_change_password": False,
            "created_at": now,
        }


def _grants(
    holders: list[tuple[str, Unit, str, int | None]], ids: list[int], today: date
) -> Iterator[dict[str, Any]]:
    for pk, (role, unit, _name, _member) in zip(ids, holders, strict=True):
        yield {
            "account_id": pk,
            "role": role,
            "unit_id": unit.pk,
            "starts_on": today.replace(month=1, day=1),
            "ends_before": None,
        }
