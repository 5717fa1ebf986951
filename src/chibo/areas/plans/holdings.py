"""What hangs on units and goes along or ends with them: work, roles, posts, terms, overseers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from chibo.areas.access.models import RoleGrant
from chibo.areas.oversight.models import Overseeing
from chibo.areas.posts.models import Post, Term
from chibo.areas.tasks.models import Task

WHY = "how much hangs on units that somebody may reorganise; numbers only"


@dataclass(frozen=True)
class Held:
    """Counts for some units together; nothing below them is counted."""

    tasks: int = 0
    roles: int = 0
    posts: int = 0
    terms: int = 0
    overseers: int = 0

    @property
    def total(self) -> int:
        """Whether there is anything."""
        return self.tasks + self.roles + self.posts + self.terms + self.overseers


def held_by(unit_ids: Collection[int], on: date) -> Held:
    """What these units hold on the day, in five look-ups however many units there are."""
    if not unit_ids:
        return Held()
    ids = list(unit_ids)
    return Held(
        tasks=Task.objects.unscoped(WHY).filter(unit_id__in=ids).still_open().count(),
        roles=RoleGrant.objects.unscoped(WHY).filter(unit_id__in=ids).running_on(on).count(),
        posts=Post.objects.unscoped(WHY).filter(unit_id__in=ids).running_on(on).count(),
        terms=Term.objects.unscoped(WHY).filter(unit_id__in=ids).running_on(on).count(),
        overseers=Overseeing.objects.unscoped(WHY).filter(unit_id__in=ids).running_on(on).count(),
    )
