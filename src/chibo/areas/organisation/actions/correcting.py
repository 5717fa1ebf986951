"""Correcting a unit by form. Founding, mergers and moves in bulk come with workbooks."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.areas.organisation import permissions
from chibo.areas.organisation.correcting_lines import correct_line
from chibo.areas.organisation.errors import BadUnit
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.naming import unit_search_key
from chibo.areas.organisation.standings import redraw
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row, require_version


@dataclass(frozen=True)
class UnitCorrection:
    """What the form of a unit holds."""

    name: str
    cell_type: str
    founded_on: date | None
    ended_before: date | None
    areas: list[str]
    place: str
    term_starts_on: date | None


@transaction.atomic
def correct_unit(
    *, actor: Actor, unit_id: int, correction: UnitCorrection, version: int, now: datetime
) -> Unit:
    """Correct what is recorded of a unit; its place in the tree and its kind stay.

    Raises NotAllowed, ChangedMeanwhile, and BadUnit for dates that contradict each other.
    """
    unit = lock_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.CHANGE, unit)
    require_version(unit.version, version, f"unit:{unit.pk}")
    _check(correction)
    after = vars(correction)
    before = {field: getattr(unit, field) for field in after}
    changes = audit.differences(before, after)
    if not changes:
        return unit
    for field, value in after.items():
        setattr(unit, field, value)
    unit.search_key = unit_search_key(unit.code, unit.name)
    unit.version += 1
    unit.save()
    correct_line(unit, changes)
    redraw([unit.pk])
    unit.refresh_from_db()
    audit.record(
        actor=actor,
        action="unit.corrected",
        at=now,
        unit_id=unit.pk,
        target=f"unit:{unit.pk}",
        changes=changes,
    )
    return unit


def _check(correction: UnitCorrection) -> None:
    if not correction.name.strip():
        raise BadUnit(_("Tổ chức đảng phải có tên. Hãy ghi tên đầy đủ."))
    founded, ended = correction.founded_on, correction.ended_before
    if founded and ended and ended < founded:
        raise BadUnit(
            _("Ngày kết thúc trước ngày thành lập. Hãy xem lại hai ngày trong quyết định.")
        )
