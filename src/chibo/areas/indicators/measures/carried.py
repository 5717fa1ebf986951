"""Where the figures of ended units stand today: with whoever took over."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from chibo.areas.organisation.models import SEGMENT
from chibo.areas.organisation.paths import unit_of
from chibo.core.wall import lifted

# Units that name an heir, those that stayed below one (they ended before it did), and the heirs.
CONCERNED = """
WITH gone AS (SELECT id, heir_id, path FROM organisation_unit WHERE heir_id IS NOT NULL)
SELECT id, heir_id, path FROM gone
UNION
SELECT left_behind.id, left_behind.heir_id, left_behind.path
  FROM gone JOIN organisation_unit left_behind
    ON left_behind.path > gone.path AND left_behind.path < gone.path || '~'
UNION
SELECT heir.id, heir.heir_id, heir.path
  FROM gone JOIN organisation_unit heir ON heir.id = gone.heir_id
"""


def carried_units() -> dict[int, str]:
    """The path under the structure of now, of every unit whose own path no longer says it."""
    with (
        lifted("figures of a unit the actor may see, as things stood then"),
        connection.cursor() as cursor,
    ):
        cursor.execute(CONCERNED)
        rows = cursor.fetchall()
    line = _Succession(
        {unit_id: heir_id for unit_id, heir_id, _path in rows if heir_id},
        {unit_id: path for unit_id, _heir, path in rows},
    )
    found = {unit_id: line.path_now(unit_id) for unit_id in line.paths}
    return {unit_id: path for unit_id, path in found.items() if path != line.paths[unit_id]}


@dataclass(frozen=True)
class _Succession:
    heirs: Mapping[int, int]
    paths: Mapping[int, str]

    def path_now(self, unit_id: int, below: frozenset[int] = frozenset()) -> str:
        """The path of whoever holds the unit's figures today, or its own below a superior's."""
        path = self.paths[self._last(unit_id)]
        above = [unit_of(path[at : at + SEGMENT]) for at in range(0, len(path), SEGMENT)][:-1]
        for depth in range(len(above), 0, -1):
            gone = above[depth - 1]
            if gone in self.heirs and gone not in below:
                return self.path_now(gone, below | {gone}) + path[depth * SEGMENT :]
        return path

    def _last(self, unit_id: int) -> int:
        """The end of a line of heirs; a line that came back to itself would end where it began."""
        seen = {unit_id}
        while (heir := self.heirs.get(unit_id)) is not None and heir not in seen:
            seen.add(heir)
            unit_id = heir
        return unit_id
