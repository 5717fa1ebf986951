"""A paper made: rendered, named, and left on the trail."""

from dataclasses import dataclass
from datetime import datetime

from chibo.areas.documents import papers as paper
from chibo.areas.documents import rendering
from chibo.areas.documents.templates import find_own
from chibo.areas.organisation.models import Unit
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import in_vietnamese


@dataclass(frozen=True)
class MadePaper:
    """A paper as a .docx with the name to save it under."""

    name: str
    content: bytes


def made(actor: Actor, filled: paper.Paper, unit_id: int, target: str, now: datetime) -> MadePaper:
    """Render the paper with its unit's template of the day; record who made it of what with which.

    The template is the nearest one in force on the paper's day, so a paper of an earlier day comes
    out with the template of that day.
    """
    unit = Unit.objects.unscoped("the unit of a paper the actor makes").only("path").get(pk=unit_id)
    own = find_own(unit.path, filled.file_kind, filled.heading.issued_on)
    with in_vietnamese():
        content = rendering.render(filled, own)
    kind = {"paper": filled.file_kind, "template": f"template:{own.pk}" if own else "shipped"}
    audit.record(
        actor=actor, action="paper.made", at=now, unit_id=unit_id, target=target, changes=kind
    )
    return MadePaper(rendering.file_name(filled), content)
