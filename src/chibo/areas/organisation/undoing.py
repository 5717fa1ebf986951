"""Undoing changes of one day together, exactly, while nothing depends on them.

Whoever calls this holds the changes locked and has asked whether the actor may.
"""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from chibo.areas.organisation import bulk, changes_bulk, lines
from chibo.areas.organisation.errors import CannotTakeBack
from chibo.areas.organisation.events import Act
from chibo.areas.organisation.models import Unit, UnitChange, UnitOrigin, UnitStanding
from chibo.areas.organisation.rules import ENDING
from chibo.core.bulk import check_constraints_now
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date


def require_nothing_later(changes: Sequence[UnitChange]) -> None:
    """Raise CannotTakeBack naming the first decision that builds on these changes."""
    first = _later(changes).order_by("on", "pk").first()
    if first is not None:
        raise CannotTakeBack(
            _("Sau đó có biến động ngày %(day)s của “%(unit)s”. Hãy hoàn tác biến động đó trước.")
            % {"day": show_date(first.on), "unit": first.unit.name}
        )


def _later(changes: Sequence[UnitChange]) -> QuerySet[UnitChange]:
    numbers, on = [change.pk for change in changes], min(change.on for change in changes)
    made = {unit_id for change in changes for unit_id in change.made}
    own = {change.unit_id for change in changes} | made
    concerned = own | {unit_id for change in changes for unit_id in change.receivers}
    rows = UnitChange.objects.unscoped(lines.WHY)
    caused = rows.filter(caused_by__in=numbers).values_list("unit_id", flat=True)
    of_these = Q(unit_id__in=own.union(caused))
    ended = Q(unit_id__in=concerned, kind__in=[kind.value for kind in ENDING])
    named = Q(receivers__overlap=list(own))
    later = rows.decided().filter(on__gte=on).exclude(pk__in=numbers)
    return later.filter(of_these | ended | named, Q(on__gt=on) | Q(pk__gt=min(numbers)))


def undo(changes: Sequence[UnitChange], act: Act) -> None:
    """Take the changes away with all they took along and the units they made.

    Raises CannotTakeBack when another record, or a unit's own life since, builds on them.
    """
    made = [unit_id for change in changes for unit_id in change.made]
    touched = changes_bulk.remove_changes([change.pk for change in changes])
    if contradicted := changes_bulk.redraw_changed(touched - set(made), act):
        raise CannotTakeBack(_("Biến động đã ghi của “%s” dựa vào biến động này.") % contradicted)
    if made:
        _require_unused(made)
        bulk.remove_units(made)
        check_constraints_now()


def _require_unused(unit_ids: list[int]) -> None:
    """A unit made by a change must have nothing of its own: no members, meetings, accounts."""
    for relation in Unit._meta.related_objects:
        column = relation.field
        other = relation.related_model
        own = other in (UnitChange, UnitOrigin, UnitStanding)
        if own or not getattr(column, "db_constraint", False):
            continue
        rows = other._base_manager.filter(**{f"{column.name}__in": unit_ids})
        if hasattr(rows, "unscoped"):
            rows = rows.unscoped("whether anything was recorded of a unit since it was founded")
        if other is Unit:
            rows = rows.exclude(pk__in=unit_ids)
        if rows.exists():
            raise CannotTakeBack(
                _("Đơn vị mới lập đã có đảng viên, buổi sinh hoạt hoặc hồ sơ khác. Hãy giải thể.")
            )
