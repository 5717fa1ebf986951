"""Correcting what a unit's line is drawn from, so that the line ends in what was corrected."""

from collections.abc import Iterable
from datetime import date

from chibo.areas.organisation.errors import BadUnit
from chibo.areas.organisation.lines import WHY
from chibo.areas.organisation.models import Unit, UnitChange, UnitOrigin
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date


def correct_line(unit: Unit, fields: Iterable[str]) -> None:
    """Carry a correction of today's row to where the fact comes from.

    A name to the decision that gave it, else to what the unit began as. Raises BadUnit for a day
    that follows from a decision, or one that would leave a decision outside the unit's life.
    """
    origin = UnitOrigin.objects.filter(unit=unit).first()
    if origin is None:
        return
    changes = list(
        UnitChange.objects.unscoped(WHY).applied().filter(unit=unit).order_by("on", "id")
    )
    if "name" in fields:
        _rename(unit, origin, changes)
    if "founded_on" in fields:
        origin.founded_on = _founding(unit, changes)
    if "ended_before" in fields:
        origin.ended_before = _end(unit, changes)
    origin.save()


def _rename(unit: Unit, origin: UnitOrigin, changes: list[UnitChange]) -> None:
    naming = next((change for change in reversed(changes) if change.new_name), None)
    if naming is None:
        origin.name = unit.name
        return
    naming.new_name = unit.name
    naming.version += 1
    naming.save()


def _founding(unit: Unit, changes: list[UnitChange]) -> date | None:
    if any(change.kind == "founded" for change in changes):
        raise BadUnit(_follows(_("Ngày thành lập")))
    if changes and unit.founded_on and unit.founded_on > changes[0].on:
        raise BadUnit(
            _("Đơn vị đã có quyết định từ ngày %s. Hãy ghi ngày thành lập không muộn hơn ngày đó.")
            % show_date(changes[0].on)
        )
    return unit.founded_on


def _end(unit: Unit, changes: list[UnitChange]) -> date | None:
    if unit.heir_id is not None:
        raise BadUnit(_follows(_("Ngày kết thúc")))
    if changes and unit.ended_before and unit.ended_before <= changes[-1].on:
        raise BadUnit(
            _("Đơn vị còn có quyết định ngày %s. Hãy ghi ngày kết thúc sau ngày đó.")
            % show_date(changes[-1].on)
        )
    return unit.ended_before


def _follows(what: str) -> str:
    return (
        _("%s lấy theo quyết định đã ghi. Hãy xem “Quá trình” của đơn vị và sửa ở quyết định đó.")
        % what
    )
