"""The kinds of deadline as declared in order.toml, in the order of what is lost."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from chibo.core.i18n import _


@dataclass(frozen=True)
class Kind:
    """A kind of deadline; `rank` 0 comes first."""

    code: str
    rank: int
    name_vi: str
    loses_vi: str
    todo_vi: str

    @property
    def name(self) -> str:
        """In the reader's language."""
        return _(self.name_vi)

    @property
    def loses(self) -> str:
        """What is lost if nobody acts."""
        return _(self.loses_vi)

    @property
    def todo(self) -> str:
        """What the button says."""
        return _(self.todo_vi)


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by code, most pressing first."""
    text = resources.files(__package__).joinpath("order.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["kind"]
    found = [
        Kind(row["code"], rank, row["name"], row["loses"], row["todo"])
        for rank, row in enumerate(rows)
    ]
    return {kind.code: kind for kind in found}
