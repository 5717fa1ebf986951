"""Taking a change back, exactly, while nothing depends on it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from chibo.areas.organisation import bulk, changes_bulk, lines, permissions
from chibo.areas.organisation.actions.deciding import trail
from chibo.areas.organisation.errors import CannotTakeBack
from chibo.areas.organisation.models import Unit, UnitChange, UnitOrigin, UnitStanding
from chibo.core.actor import Actor
from chibo.core.bulk import check_constraints_now
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, require_version
from chibo.core.vietnamese import show_date


@transaction.atomic
def take_back(*, actor: Actor, change_id: int, version: int, now: datetime) -> Unit:
    """Undo a change with all it took along; the trail keeps what was recorded.

    Returns the unit it was about, or the superior of one that was founded by it. Raises
    NotAllowed, ChangedMeanwhile, CannotTakeBack naming what depends on it.
    """
    change = lock_row(UnitChange.objects, actor, pk=change_id)
    unit = get_row(Unit.objects.select_related("parent"), actor, pk=change.unit_id)
    actor.require(permissions.REORGANISE, unit)
    require_version(change.version, version)
    if change.caused_by_id is not None:
        raise CannotTakeBack(
            _("Thay đổi này đi theo biến động của đơn vị khác. Hãy hoàn tác biến động đó.")
        )
    _require_nothing_later(change)
    trail(actor, "unit.change_taken_back", change, now)
    made = list(change.made)
    if contradicted := changes_bulk.redraw_changed(_without(change) - set(made)):
        raise CannotTakeBack(_("Biến động đã ghi của “%s” dựa vào biến động này.") % contradicted)
    if made:
        _require_unused(made)
        bulk.remove_units(made)
        check_constraints_now()
    above = unit.parent or unit
    return above if unit.pk in made else unit


def _without(change: UnitChange) -> set[int]:
    return changes_bulk.remove_changes([change.pk])


def _require_nothing_later(change: UnitChange) -> None:
    concerned = [change.unit_id, *change.receivers]
    rows = UnitChange.objects.unscoped(lines.WHY)
    caused = rows.filter(caused_by=change).values_list("unit_id", flat=True)
    of_these = Q(unit_id__in=[change.unit_id, *change.made, *caused])
    later = rows.decided().filter(on__gte=change.on).exclude(pk=change.pk)
    ended = Q(unit_id__in=concerned, kind__in=["merged", "amalgamated", "split", "dissolved"])
    depends = later.filter(of_these | ended | Q(receivers__overlap=[change.unit_id, *change.made]))
    first = depends.filter(Q(on__gt=change.on) | Q(pk__gt=change.pk)).order_by("on", "pk").first()
    if first is not None:
        raise CannotTakeBack(
            _("Sau đó có biến động ngày %(day)s của “%(unit)s”. Hãy hoàn tác biến động đó trước.")
            % {"day": show_date(first.on), "unit": first.unit.name}
        )


def _require_unused(unit_ids: list[int]) -> None:
    """A unit made by the change must have nothing of its own: no members, meetings, accounts."""
    for relation in Unit._meta.related_objects:
        column = relation.field
        other = relation.related_model
        own = other in (UnitChange, UnitOrigin, UnitStanding)
        if own or not getattr(column, "db_constraint", False):
            continue
        rows = other._base_manager.filter(**{f"{column.name}__in": unit_ids})
        if hasattr(rows, "unscoped"):
            rows = rows.unscoped("whether anything was recorded of a unit since it was founded")
        if rows.exists():
            raise CannotTakeBack(
                _("Đơn vị mới lập đã có đảng viên, buổi sinh hoạt hoặc hồ sơ khác. Hãy giải thể.")
            )
