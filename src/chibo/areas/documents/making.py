"""A paper made: rendered with the right template, named, and left on the trail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chibo.areas.documents import rendering
from chibo.areas.documents.models import PaperNumber
from chibo.areas.documents.papers import Paper
from chibo.areas.documents.series import WHY_ALL
from chibo.areas.documents.templates import template_for
from chibo.areas.organisation.models import Unit
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import in_vietnamese


@dataclass(frozen=True)
class MadePaper:
    """A paper as a .docx with the name to save it under."""

    name: str
    content: bytes


def made(
    actor: Actor,
    filled: Paper,
    unit_id: int,
    target: str,
    now: datetime,
    *,
    ref: str = "",
    about: Sequence[int | None] = (),
    facts: Mapping[str, object] | None = None,
) -> MadePaper:
    """Render the paper; record who made it of what with which template.

    A paper that carries a number (`ref`) is made with the template it was issued with, any other
    with the nearest one in force on the paper's day, so that one of an earlier day comes out as it
    did. `about`: the members it is about, whose own page tells them of it; `facts`: what the trail
    keeps of it besides.
    """
    unit = Unit.objects.unscoped("the unit of a paper the actor makes").only("path").get(pk=unit_id)
    own = template_for(unit.path, filled.file_kind, filled.heading.issued_on, _stamp(ref))
    with in_vietnamese():
        content = rendering.render(filled, own)
    template = f"template:{own.pk}" if own else "shipped"
    kind: dict[str, object] = {"paper": filled.file_kind, "template": template}
    if members := [pk for pk in about if pk is not None]:
        kind["members"] = members
    audit.record(
        actor=actor,
        action="paper.made",
        at=now,
        unit_id=unit_id,
        target=target,
        changes={**kind, **(facts or {})},
    )
    return MadePaper(rendering.file_name(filled), content)


def _stamp(ref: str) -> str:
    rows = PaperNumber.objects.unscoped(WHY_ALL)
    found = rows.filter(ref=ref).values_list("template", flat=True).first() if ref else ""
    return found or ""
