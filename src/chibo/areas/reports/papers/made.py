"""A paper made: rendered, named, and left on the trail."""

from dataclasses import dataclass
from datetime import datetime

from chibo.areas.documents import papers as paper
from chibo.areas.documents import rendering
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import in_vietnamese


@dataclass(frozen=True)
class MadePaper:
    """A paper as a .docx with the name to save it under."""

    name: str
    content: bytes


def made(actor: Actor, filled: paper.Paper, unit_id: int, target: str, now: datetime) -> MadePaper:
    """Render the paper and record who made it of what."""
    with in_vietnamese():
        content = rendering.render(filled)
    kind = {"paper": filled.file_kind}
    audit.record(
        actor=actor, action="paper.made", at=now, unit_id=unit_id, target=target, changes=kind
    )
    return MadePaper(rendering.file_name(filled), content)
