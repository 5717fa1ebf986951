"""Reading what stood before: at units that ended, by who leads their heirs and who led them.

Who holds a role on a unit reads its predecessors' records; who held one on a unit that ended goes
on reading what stood there, for a time (limits.toml), unless the role went along with its post:
then the role it became decides. Of cells that stood below it and live on elsewhere they read what
was until then. Nothing of it changes anything: only permissions that read.
"""

from collections.abc import Collection
from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db.models import Q, TextField
from django.db.models.expressions import RawSQL

from chibo.areas.access.circles import narrow_permissions
from chibo.areas.access.limits import limit
from chibo.areas.access.models import RoleEnd, RoleGrant, RoleGrantQuerySet
from chibo.areas.access.permissions import READING
from chibo.areas.access.roles import Role, roles
from chibo.areas.organisation.past import parts_left_by
from chibo.areas.organisation.rules.changes import ENDING
from chibo.core.actor import Past, Scope

# `receivers` has an index that answers "which changes name this unit"; chains are short.
_BEFORE = """
array(
  with recursive earlier (unit_id) as (
    select access_rolegrant.unit_id
    union
    select change.unit_id from earlier join organisation_unitchange change
      on change.receivers @> array[earlier.unit_id] and change.state = 'applied'
      and change.kind = any(%s) and change."on" <= %s)
  select unit.path from earlier join organisation_unit unit on unit.id = earlier.unit_id
  where earlier.unit_id <> access_rolegrant.unit_id and unit.ended_before <= %s order by 1)
"""


def with_predecessors(rows: RoleGrantQuerySet, on: date) -> RoleGrantQuerySet:
    """Each grant with `before`: the paths of the units that went into its own, over others too."""
    paths = ArrayField(TextField())
    asked = RawSQL(_BEFORE, [sorted(ENDING), on, on], output_field=paths)  # noqa: S611 - no input
    return rows.annotate(before=asked)


def ended_with_unit(today: date) -> Q:
    """Grants that ended with their unit and whose holder still reads what stood there."""
    days = timedelta(days=limit("former", "days"))
    reads = Q(ended__was_to_end__gt=today)
    reads |= Q(ended__was_to_end__isnull=True, ended__on__gt=today - days)
    return Q(ended__because=RoleEnd.Because.UNIT, ended__on__lte=today) & reads


def past_of(running: Collection[RoleGrant], former: Collection[RoleGrant], on: date) -> list[Past]:
    """What the holder of these grants (`with_predecessors`) reads of what has ended."""
    led = [grant for grant in former if _may_still_read(grant, running, on)]
    found = [
        Past(Scope(path, roles()[grant.role].below), _reading(roles()[grant.role]))
        for grant in (*running, *led)
        for path in vars(grant)["before"]
    ]
    for grant in led:
        role, unit = roles()[grant.role], grant.unit
        assert unit is not None
        # A unit that ended without an heir may still have others below it; they are nobody's past.
        below = role.below and unit.heir_id is not None
        found.append(Past(Scope(unit.path, below), _reading(role)))
        if below:
            parts = parts_left_by(unit)
            found += [Past(part, _reading(role), unit.ended_before) for part in parts]
    return list(dict.fromkeys(found))


def _may_still_read(grant: RoleGrant, running: Collection[RoleGrant], on: date) -> bool:
    """Whether the role that ended with its unit, or the one it became, is still held."""
    if grant.post_id is None or any(each.post_id == grant.post_id for each in running):
        return True
    rows = RoleGrant.objects.unscoped("whether a role went along with its post, and ended there")
    same = rows.filter(account_id=grant.account_id, role=grant.role, post_id=grant.post_id)
    return not same.exclude(pk=grant.pk).filter(starts_on__lte=on).exists()


def _reading(role: Role) -> frozenset[str]:
    found = {name for name in role.permissions if name.endswith(READING)}
    return frozenset(found - narrow_permissions())
