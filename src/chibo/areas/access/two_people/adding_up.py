"""Files just under what makes one bulk add up: the names one person took out within a day.

Read from the trail, where every file that names people leaves how many and which file it was. A
file taken again counts once, with the most it named. Of one unit's files together no more count
than there are people in it: whoever prints five lists of one cell took its people out once. What a
second person confirmed is not counted; they looked at it.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from chibo.areas.access.limits import limit
from chibo.areas.access.models import Account
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.models import AuditEvent
from chibo.core.scoped import at_or_below

WHY = "how many names one person took out, whatever they may read today"
OUT = (AuditEvent.Kind.EXPORT, AuditEvent.Kind.PRINT)
Files = dict[str, int]
"""By file: how many people it names, at most."""


def names_taken(actor: Actor, unit: Unit, file: str, people: int, now: datetime) -> int:
    """How many names the actor took out within a day, with this file of the unit, at most.

    Nobody else counts for the account until the transaction ends.
    """
    if actor.account_id is None:
        return people
    Account.objects.select_for_update().filter(pk=actor.account_id).first()
    taken = _taken(actor.account_id, now)
    files = taken[unit.pk]
    files[file] = max(files.get(file, 0), people)
    sizes = _sizes(actor, [pk for pk, told in taken.items() if pk is not None and len(told) > 1])
    return sum(_of_unit(told, sizes.get(pk)) for pk, told in taken.items())


def told(file: str, people: int) -> Mapping[str, Any]:
    """What the trail keeps of a file that was handed out, for the next to be added to."""
    return {"people": people, "file": file}


def file_mark(*parts: str) -> str:
    """The same file of a unit, known again: which page or layout, at which address or day."""
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def _taken(account_id: int, now: datetime) -> defaultdict[int | None, Files]:
    since = now - timedelta(hours=limit("exports", "hours"))
    rows = AuditEvent.objects.filter(account_id=account_id, at__gt=since, at__lte=now)
    rows = rows.filter(kind__in=OUT, changes__has_key="people")
    found: defaultdict[int | None, Files] = defaultdict(dict)
    for unit_id, changes in rows.values_list("unit_id", "changes"):
        files, file = found[unit_id], changes["file"]
        files[file] = max(files.get(file, 0), changes["people"])
    return found


def _of_unit(files: Files, size: int | None) -> int:
    """All files of a unit together; never fewer than the longest of them names."""
    total = sum(files.values())
    return total if size is None else max(min(total, size), *files.values())


def _sizes(actor: Actor, unit_ids: list[int]) -> dict[int | None, int]:
    units = Unit.objects.visible_to(actor).filter(pk__in=unit_ids).values_list("pk", "path")
    rows = Member.objects.unscoped(WHY)
    return {pk: rows.filter(at_or_below(path, "unit_path")).count() for pk, path in units}
