"""The papers of a dossier, as the pack lists them, with what is recorded of each."""

from dataclasses import dataclass
from datetime import date

from chibo.areas.members.models import DossierItem, Member
from chibo.core.actor import Actor
from chibo.regulations import DossierKind, member_rules_in_force


@dataclass(frozen=True)
class DossierLine:
    """One paper of the list; `item` is None while nobody has looked."""

    kind: DossierKind
    item: DossierItem | None


def dossier_of(actor: Actor, row: Member, today: date) -> list[DossierLine]:
    """Every paper the pack of today lists, in its order, for those who may see the dossier."""
    found = DossierItem.objects.visible_to(actor).filter(member=row)
    known = {item.code: item for item in found}
    kinds = member_rules_in_force(today).dossier
    return [DossierLine(kind, known.get(kind.code)) for kind in kinds]
