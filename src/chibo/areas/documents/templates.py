"""Which Word template a unit's papers are made with, and the templates an office keeps."""

from datetime import date

from django.db.models import Q
from django.db.models.functions import Length

from chibo.areas.documents.kinds import get_paper_rules
from chibo.areas.documents.models import OwnTemplate
from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.core.actor import Actor
from chibo.core.rows import get_row

_OWN = "template:"
_WHY = "the template of the nearest body above, whoever makes the paper"


def find_own(unit_path: str, file_kind: str, on: date) -> OwnTemplate | None:
    """The template in force on `on` of the unit itself, else of the nearest body above it.

    None where the shipped one is used. Its file is not read.
    """
    paths = [unit_path[:end] for end in range(SEGMENT, len(unit_path) + 1, SEGMENT)]
    rows = OwnTemplate.objects.unscoped(_WHY).filter(
        Q(ends_before__isnull=True) | Q(ends_before__gt=on),
        file_kind=file_kind,
        unit__path__in=paths,
        starts_on__lte=on,
    )
    nearest = rows.select_related("unit").order_by(Length("unit__path").desc(), "-starts_on", "-pk")
    return nearest.defer("content").first()


def stamp_of(unit_path: str, file_kind: str, on: date) -> str:
    """What a number remembers of the template its paper is made with.

    "template:17" for an office's own, "shipped:papers-hd05-2026" for the one of the rules.
    """
    own = find_own(unit_path, file_kind, on)
    return f"{_OWN}{own.pk}" if own else shipped_stamp(on)


def shipped_stamp(on: date) -> str:
    """The same where no office above has a template of its own."""
    return f"shipped:{get_paper_rules(on).pack_id}"


def template_for(unit_path: str, file_kind: str, on: date, stamp: str = "") -> OwnTemplate | None:
    """The template a paper is made with: what its number remembers, else the one of its day."""
    if not stamp:
        return find_own(unit_path, file_kind, on)
    if not stamp.startswith(_OWN):
        return None
    rows = OwnTemplate.objects.unscoped(_WHY).filter(pk=int(stamp.removeprefix(_OWN)))
    return rows.select_related("unit").defer("content").first()


def get_own(actor: Actor, template_id: int) -> OwnTemplate:
    """One template with its file, or NotThere."""
    return get_row(OwnTemplate.objects.all().select_related("unit"), actor, pk=template_id)


def templates_of(actor: Actor, unit: Unit, file_kind: str) -> list[OwnTemplate]:
    """Drafts and the history of the unit's own templates of one kind, newest first."""
    rows = OwnTemplate.objects.visible_to(actor).filter(unit=unit, file_kind=file_kind)
    return list(rows.defer("content").order_by("-pk"))
