"""Places that the cells of a commune name and the register does not know yet."""

from dataclasses import dataclass
from datetime import date

from chibo.areas.organisation.models import Unit
from chibo.areas.places.queries.coverage import UnplacedRow, coverage
from chibo.areas.places.rules import guess_kind, name_key, read_name, shown_name
from chibo.core.actor import Actor

USUAL_KIND = "thon"


@dataclass(frozen=True)
class Proposal:
    """A place to be taken into the register, with the cell that names it."""

    kind: str
    name: str
    text: str
    cell_name: str
    like: str

    @property
    def key(self) -> str:
        """What a form sends back to choose it."""
        return f"{self.kind}:{name_key(self.name)}"

    @property
    def shown(self) -> str:
        """As people write it."""
        return shown_name(self.kind, self.name)


def proposals(actor: Actor, commune: Unit, on: date) -> list[Proposal]:
    """What the `Địa bàn` of the commune's cells adds to its register, each once; nothing is kept.

    The kind is the word in front of the name; else the one in the cell's name; else thôn.
    """
    found: dict[str, Proposal] = {}
    for row in coverage(actor, commune, on).unplaced:
        proposal = _proposal(row)
        found.setdefault(proposal.key, proposal)
    return sorted(found.values(), key=lambda each: each.key)


def _proposal(row: UnplacedRow) -> Proposal:
    kind, name = read_name(row.text)
    kind = kind or guess_kind(row.text, row.cell.name) or USUAL_KIND
    return Proposal(kind, name, row.text, row.cell.name, str(row.like) if row.like else "")
