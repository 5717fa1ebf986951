"""The ways a row of a table leads over other tables to a value, as SQL."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import Field, Model

from chibo.areas.access.wall.rules import rules

Column: TypeAlias = "Field[Any, Any]"


@dataclass(frozen=True)
class Way:
    """From a row of a table over other tables to a value.

    `first`: the column of the table itself it begins with; `over`: the tables passed, each with
    the column that leads on, the last of them the value's.
    """

    first: Column
    over: tuple[tuple[str, str], ...]

    @property
    def is_short(self) -> bool:
        """Whether it is one step at most, to a table before the wall: a unit."""
        return not self.over or (len(self.over) == 1 and self.over[0][0].startswith("public."))

    @property
    def is_long(self) -> bool:
        """Whether planning it costs more than asking a function of fifty rows."""
        return len(self.over) > 1

    def value(self, begin: str) -> str:
        """The value, from that of the first column.

        One table after the other: a join costs the planner twice as much. And no EXISTS: for that
        it would read all units first for fifty rows.
        """
        found = begin
        for n, (table, column) in enumerate(self.over, 1):
            found = f"(select w{n}.{column} from {table} w{n} where w{n}.id = {found})"  # noqa: S608
        return found


def way_of(model: type[Model], lookup: str) -> Way:
    """The way a lookup such as "meeting__unit__path" goes."""
    fields: list[Column] = []
    at = model
    for name in lookup.split("__"):
        field = at._meta.get_field(name)
        assert isinstance(field, Field)
        fields.append(field)
        at = field.related_model if isinstance(field.related_model, type) else at
    passed = [f.related_model._meta.db_table for f in fields[:-1]]  # type: ignore[union-attr]
    over = zip(map(read_from, passed), (str(f.column) for f in fields[1:]), strict=True)
    return Way(fields[0], tuple(over))


def read_from(table: str) -> str:
    """What a policy reads of a table: all of one before the wall, else the owner's view of it."""
    return f"public.{table}" if rules()[table].open else f"wall.{table}"
