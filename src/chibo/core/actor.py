"""Who acts: a person with the roles they hold today, each on a part of the tree."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Protocol

from chibo.core.errors import NotAllowed
from chibo.core.i18n import _


class Placed(Protocol):
    """Anything that stands on the tree; `path` is the unit's place (see docs/adr/0006)."""

    @property
    def path(self) -> str: ...


@dataclass(frozen=True)
class Scope:
    """A part of the tree: one unit, or that unit with everything below it."""

    path: str
    below: bool

    def covers(self, path: str) -> bool:
        """Whether the unit at `path` lies in this part."""
        return path.startswith(self.path) if self.below else path == self.path


@dataclass(frozen=True)
class Grant:
    """A role held today on a unit, with the permissions the role carries."""

    role: str
    role_name: str
    unit_id: int
    unit_name: str
    path: str
    below: bool
    permissions: frozenset[str]

    @cached_property
    def scope(self) -> Scope:
        """The part of the tree the role reaches."""
        return Scope(self.path, self.below)


@dataclass(frozen=True)
class Past:
    """A part of the tree as it stood before it ended: its records are read, never changed.

    `before`: of a part that lives on elsewhere, only what happened before this day.
    """

    scope: Scope
    permissions: frozenset[str]
    before: date | None = None


WHOLE_TREE = Scope("", True)
"""What a role given on no unit reaches; stands for a place where there is no unit yet."""


@dataclass(frozen=True)
class Actor:
    """A person, or a command run on the server, at the moment of acting.

    `role`: the code of the one they work in now; `address`: where from, as the server saw it.
    `past`: what stood before the units they lead, and what they led until it ended.
    """

    account_id: int | None
    name: str
    member_id: int | None
    grants: tuple[Grant, ...]
    via: str = "web"
    role: str = ""
    address: str = ""
    past: tuple[Past, ...] = ()

    @cached_property
    def _held(self) -> tuple[Grant | Past, ...]:
        return (*self.grants, *(each for each in self.past if each.before is None))

    def scopes(self, permission: str, *, past: bool = True) -> tuple[Scope, ...]:
        """The parts of the tree where `permission` is held; none of them inside another.

        `past`: those that have ended too.
        """
        found = self._held if past else self.grants
        return _widest(frozenset(each.scope for each in found if permission in each.permissions))

    def until(self, permission: str) -> tuple[tuple[Scope, date], ...]:
        """The parts where what happened before a day is read: part and day, in order."""
        found = {(p.scope, p.before) for p in self.past if p.before and permission in p.permissions}
        return tuple(sorted(found, key=lambda each: (each[0].path, each[0].below, each[1])))

    def may(self, permission: str, path: str) -> bool:
        """Whether `permission` is held on the unit at `path`."""
        return any(
            permission in each.permissions and each.scope.covers(path) for each in self._held
        )

    def holds(self, permission: str) -> bool:
        """Whether `permission` is held anywhere today: the past alone is nobody's work."""
        return any(permission in grant.permissions for grant in self.grants)

    def require(self, permission: str, unit: Placed) -> None:
        """Raise NotAllowed unless `permission` is held on `unit`."""
        if not self.may(permission, unit.path):
            raise NotAllowed(
                _(
                    "Vai trò đang giữ không cho làm việc này ở đơn vị này. "
                    "Hãy hỏi người quản trị của cấp ủy để được giao quyền."
                )
            )


@lru_cache(maxsize=4096)
def _widest(held: frozenset[Scope]) -> tuple[Scope, ...]:
    """Those that lie in no other, in the tree's order. Every permission of a role asks the same."""
    found = (s for s in held if not any(_wider(other, s) for other in held))
    return tuple(sorted(found, key=lambda scope: scope.path))


def _wider(other: Scope, scope: Scope) -> bool:
    return other != scope and other.below and scope.path.startswith(other.path)
