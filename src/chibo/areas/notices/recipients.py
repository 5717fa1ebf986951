"""Whose accounts are told: of members, and of those who hold a permission on a unit."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from chibo.areas.access.models import Account, RoleGrant, RoleGrantQuerySet
from chibo.areas.access.roles import roles
from chibo.areas.members.models import ENDED_STATES
from chibo.areas.organisation.models import SEGMENT

WHY = "who is told of something that waits for them"


def accounts_of(member_ids: Collection[int], on: date) -> dict[int, list[int]]:
    """Active accounts by member; not of people who are members no more. One read."""
    rows = Account.objects.filter(member__in=member_ids, is_active=True)
    rows = rows.exclude(member__state__in=ENDED_STATES, member__state_on__lte=on)
    found: dict[int, list[int]] = {}
    for pk, member_id in rows.values_list("pk", "member_id").order_by("pk"):
        found.setdefault(member_id, []).append(pk)
    return found


def accounts_holding(permission: str, unit_ids: Collection[int], on: date) -> dict[int, list[int]]:
    """Active accounts by unit that hold the permission on the unit itself. One read."""
    codes = [role.code for role in roles().values() if permission in role.permissions]
    rows = _holding(codes, on).filter(unit__in=unit_ids)
    found: dict[int, list[int]] = {}
    for pk, unit_id in rows.values_list("account_id", "unit_id").order_by("account_id"):
        if unit_id is not None and pk not in found.setdefault(unit_id, []):
            found[unit_id].append(pk)
    return found


def accounts_over(permission: str, paths: Collection[str], on: date) -> dict[str, list[int]]:
    """Active accounts that hold the permission over each place, of the body nearest to it.

    Only those of the nearest: a province is not told of every cell. One read.
    """
    codes = [r.code for r in roles().values() if permission in r.permissions and r.below]
    steps = {path: [path[:end] for end in range(len(path), 0, -SEGMENT)] for path in paths}
    wanted = {step for each in steps.values() for step in each}
    rows = _holding(codes, on).filter(Q(unit__path__in=wanted) | Q(unit__isnull=True))
    held: dict[str, list[int]] = {}
    for pk, path in rows.values_list("account_id", "unit__path").order_by("account_id").distinct():
        held.setdefault(path or "", []).append(pk)
    return {
        path: next((held[step] for step in (*each, "") if step in held), [])
        for path, each in steps.items()
    }


def _holding(role_codes: Collection[str], on: date) -> RoleGrantQuerySet:
    rows = RoleGrant.objects.unscoped(WHY).running_on(on).of_members_on(on)
    return rows.filter(role__in=role_codes, account__is_active=True)
