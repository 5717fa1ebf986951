"""Carrying a recorded change out, or refusing it with the clause."""

from chibo.areas.organisation import changes_bulk
from chibo.areas.organisation.errors import CannotChangeUnit
from chibo.areas.organisation.events import Act
from chibo.areas.organisation.models import ChangeState, UnitChange
from chibo.core.i18n import _
from chibo.regulations import Reason


def refuse(reasons: list[Reason]) -> None:
    """Raise CannotChangeUnit with every sentence and its clause."""
    if reasons:
        told = (f"{r.sentence} ({r.source.label})" if r.source else r.sentence for r in reasons)
        raise CannotChangeUnit(" ".join(told))


def carry_out(change: UnitChange, act: Act) -> None:
    """Draw the lines with an applied change; raises CannotChangeUnit when it contradicts them."""
    if change.state != ChangeState.APPLIED:
        return
    unit_ids = {change.unit_id, *change.receivers}
    if contradicted := changes_bulk.redraw_changed(unit_ids, act):
        raise CannotChangeUnit(
            _(
                "Ngày hoặc đơn vị nhận không hợp với quá trình của “%s” đã ghi. "
                "Hãy xem “Quá trình” của các đơn vị."
            )
            % contradicted
        )
