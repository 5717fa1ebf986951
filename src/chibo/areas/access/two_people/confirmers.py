"""Who could be the second person."""

from datetime import date

from django.db.models import Q

from chibo.areas.access.models import RoleGrant, SecondAsk
from chibo.areas.access.roles import roles
from chibo.areas.organisation.models import SEGMENT


def who_could(ask: SecondAsk, today: date) -> list[int]:
    """The accounts that could confirm it: not who asked, not who would get the role. One read."""
    codes = [role.code for role in roles().values() if ask.needed in role.permissions]
    path = ask.unit.path
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    rows = RoleGrant.objects.unscoped("who could confirm what was asked for")
    held = rows.running_on(today).of_members_on(today).filter(role__in=codes)
    held = held.filter(Q(unit__path__in=above) | Q(unit__isnull=True), account__is_active=True)
    found = held.exclude(account__in=[ask.asked_by_id, ask.account_id or 0])
    return sorted(set(found.values_list("account_id", flat=True)))
