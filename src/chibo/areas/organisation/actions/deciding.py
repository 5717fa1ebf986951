"""Recording a decision about a unit: past, of today, or of a day to come."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from chibo.areas.organisation import lines, permissions
from chibo.areas.organisation.carrying_out import carry_out, refuse
from chibo.areas.organisation.errors import CannotChangeUnit
from chibo.areas.organisation.events import Act
from chibo.areas.organisation.making import NewUnit, made_unit
from chibo.areas.organisation.models import ChangeState, Unit, UnitChange
from chibo.areas.organisation.rules import ENDING, MAKING, NEEDS_RECEIVER, ChangeKind
from chibo.areas.organisation.rules.limits import Case, shortcomings
from chibo.areas.organisation.sizes import sizes
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row, require_version
from chibo.regulations import Reason, organisation_rules

__all__ = ["Decision", "NewUnit", "decide", "found", "weigh"]


@dataclass(frozen=True)
class Decision:
    """What a decision says about a unit. `receivers` in its order; new units come after them."""

    kind: str
    on: date
    receivers: tuple[int, ...] = ()
    new_units: tuple[NewUnit, ...] = field(default=())
    new_kind: str = ""
    new_name: str = ""
    decision_number: str = ""
    has_consent: bool = False


@transaction.atomic
def decide(
    *, actor: Actor, unit_id: int, decision: Decision, version: int, now: datetime
) -> UnitChange:
    """Record a change of a unit and carry it out; one of a later day waits for that day.

    Members, open tasks and roles of a unit that ends go along. Raises NotAllowed (also for the
    receivers), ChangedMeanwhile, CannotChangeUnit naming the clause and what is missing.
    """
    unit = lock_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.REORGANISE, unit)
    require_version(unit.version, version, f"unit:{unit.pk}")
    receivers = [lock_row(Unit.objects, actor, pk=pk) for pk in decision.receivers]
    for receiver in receivers:
        actor.require(permissions.REORGANISE, receiver)
    _check(unit, decision, receivers)
    refuse(weigh(unit, decision, receivers))
    made = [_made(new, unit, decision.on) for new in decision.new_units]
    change = UnitChange.objects.create(
        kind=decision.kind,
        unit=unit,
        receivers=[each.pk for each in (*receivers, *made)],
        on=decision.on,
        decision_number=decision.decision_number.strip(),
        new_kind=_new_kind(decision),
        new_name=decision.new_name.strip(),
        has_consent=decision.has_consent,
        state=ChangeState.APPLIED if decision.on <= now.date() else ChangeState.PLANNED,
        made=[each.pk for each in made],
        recorded_by=actor.name,
        recorded_at=now,
    )
    carry_out(change, Act(actor, now))
    trail(actor, "unit.changed", change, now)
    return change


@transaction.atomic
def found(
    *,
    actor: Actor,
    superior_id: int,
    new: NewUnit,
    on: date,
    decision_number: str,
    full_members: int,
    now: datetime,
) -> Unit:
    """Found a unit below a superior, with so many full members to begin with.

    Raises NotAllowed, CannotChangeUnit.
    """
    superior = lock_row(Unit.objects, actor, pk=superior_id)
    actor.require(permissions.REORGANISE, superior)
    if not superior.exists_on(on):
        raise CannotChangeUnit(_("“%s” không hoạt động ngày này. Hãy xem lại.") % superior.name)
    kind = ChangeKind.FOUNDED
    case = Case(kind, new.kind, superior.kind, full_members, full_members)
    refuse(shortcomings(case, organisation_rules(on)))
    unit = made_unit(new, superior, on)
    change = UnitChange.objects.create(
        kind=kind,
        unit=unit,
        receivers=[superior.pk],
        on=on,
        decision_number=decision_number.strip(),
        made=[unit.pk],
        recorded_by=actor.name,
        recorded_at=now,
    )
    carry_out(change, Act(actor, now))
    trail(actor, "unit.founded", change, now)
    unit.refresh_from_db()
    return unit


def weigh(unit: Unit, decision: Decision, receivers: list[Unit]) -> list[Reason]:
    """What the regulation in force on the day asks and the unit lacks."""
    superior = receivers[0] if decision.kind == ChangeKind.MOVED else unit.parent
    (size,) = sizes([unit.path], decision.on)
    case = Case(
        kind=ChangeKind(decision.kind),
        unit_kind=_new_kind(decision) or unit.kind,
        superior_kind=superior.kind if superior else None,
        members=size.members,
        full_members=size.full_members,
        has_consent=decision.has_consent,
    )
    return shortcomings(case, organisation_rules(decision.on))


def _new_kind(decision: Decision) -> str:
    upgraded = decision.kind == ChangeKind.UPGRADED
    return decision.new_kind or ("dang_bo_co_so" if upgraded else "")


def _made(new: NewUnit, unit: Unit, on: date) -> Unit:
    """A new unit beside this one, where it stood on the day; it follows what ended since."""
    if unit.parent is None:
        raise CannotChangeUnit(_("Tổ chức cao nhất không chia tách hay hợp nhất ở đây được."))
    stood = Unit.objects.unscoped(lines.WHY).filter(
        standings_below__unit=unit,
        standings_below__starts_on__lte=on,
        standings_below__ends_before__gt=on,
    )
    return made_unit(new, stood.first() or unit.parent, on)


def _check(unit: Unit, decision: Decision, receivers: list[Unit]) -> None:
    if (
        UnitChange.objects.unscoped(lines.WHY)
        .filter(unit=unit, on=decision.on, kind=decision.kind)
        .exists()
    ):
        raise CannotChangeUnit(_("Biến động này của đơn vị đã được ghi rồi. Hãy xem “Quá trình”."))
    if decision.kind == ChangeKind.FOUNDED:
        raise CannotChangeUnit(_("Đơn vị đã có. Hãy lập đơn vị mới ở trang của cấp trên."))
    if decision.kind in NEEDS_RECEIVER and not (receivers or decision.new_units):
        raise CannotChangeUnit(_("Quyết định này phải có đơn vị nhận. Hãy chọn đơn vị nhận."))
    if decision.new_units and decision.kind not in MAKING:
        raise CannotChangeUnit(_("Chỉ chia tách và hợp nhất mới lập đơn vị mới."))
    if decision.kind in ENDING and unit.is_cell and not any(r.is_cell for r in receivers[:1]):
        _require_empty(unit, decision)


def _require_empty(unit: Unit, decision: Decision) -> None:
    if decision.new_units and not decision.receivers:
        return
    (size,) = sizes([unit.path], decision.on)
    if size.members:
        raise CannotChangeUnit(
            _("Chi bộ còn %d đảng viên. Hãy chọn chi bộ tiếp nhận, hoặc chuyển sinh hoạt trước.")
            % size.members
        )


def trail(actor: Actor, action: str, change: UnitChange, now: datetime) -> None:
    """One event in the trail, with what the decision said."""
    names = Unit.objects.unscoped(lines.WHY).filter(pk__in=change.receivers)
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=change.unit_id,
        target=f"unit:{change.unit_id}",
        changes={
            "kind": change.kind,
            "on": change.on.isoformat(),
            "decision": change.decision_number,
            "receivers": [unit.code for unit in names.order_by("code")],
            "name": change.new_name,
            "state": change.state,
        },
    )
