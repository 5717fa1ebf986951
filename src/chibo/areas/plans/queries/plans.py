"""Plans, their lines and history, and what they would do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from chibo.areas.organisation.models import ChangeKind, Unit, UnitQuerySet
from chibo.areas.places.parting import places_of
from chibo.areas.plans import keeping, permissions
from chibo.areas.plans.models import Plan, PlanLine, PlanQuerySet, PlanState, PlanStep
from chibo.areas.plans.outlook import Outlook, look
from chibo.core.actor import Actor
from chibo.core.rows import get_row
from chibo.core.vietnamese import fold

MANY = 50


def get_plan(actor: Actor, plan_id: int) -> Plan:
    """The plan, if the actor may see its body; NotThere otherwise."""
    return get_row(Plan.objects.select_related("body__parent"), actor, pk=plan_id)


def plans_below(actor: Actor, unit: Unit) -> PlanQuerySet:
    """The plans of a body and of those below it, newest first."""
    rows = Plan.objects.visible_to(actor).under(unit.path)
    return rows.select_related("body").order_by("-on", "-pk")


def plans_waiting_for(actor: Actor, today: date) -> list[Plan]:
    """What the actor should look at: plans handed in that they may approve, and approved ones whose
    day has come without their being carried out. The nearest day first. One read.
    """
    if not actor.holds(permissions.APPROVE) and not actor.holds(permissions.DRAFT):
        return []
    come = Q(state=PlanState.APPROVED, on__lte=today)
    rows = Plan.objects.visible_to(actor).filter(Q(state=PlanState.SUBMITTED) | come)
    found = rows.select_related("body__parent").order_by("on", "pk")[:MANY]
    return [plan for plan in found if _concerns(actor, plan)]


def _concerns(actor: Actor, plan: Plan) -> bool:
    approves = actor.may(permissions.APPROVE, plan.decider.path)
    if plan.state == PlanState.APPROVED:
        return approves or actor.may(permissions.DRAFT, plan.path)
    return approves and keeping.hand(actor) not in plan.hands


def lines_of(actor: Actor, plan: Plan) -> list[PlanLine]:
    """The lines in order, of a plan the actor was given."""
    return keeping.lines_of(plan)


def steps_of(actor: Actor, plan: Plan) -> list[PlanStep]:
    """What was done about the plan, oldest first."""
    return list(PlanStep.objects.filter(plan=plan).order_by("pk"))


def outlook_of(actor: Actor, plan: Plan) -> Outlook:
    """What the plan would do to the records as they are; nothing is written."""
    return look(keeping.drafts_of(plan), plan.on, plan.body)


def names_by_code(actor: Actor, codes: Iterable[str]) -> dict[str, str]:
    """The names of units a plan names that the actor was given; codes unknown are left out."""
    why = "names of units in a plan the actor may see"
    return dict(Unit.objects.unscoped(why).filter(code__in=set(codes)).values_list("code", "name"))


def units_to_move(actor: Actor, superior: Unit, on: date) -> list[Unit]:
    """The units directly below that the actor may reorganise and that are there on the day."""
    rows = Unit.objects.visible_to(actor, permissions.DRAFT).filter(parent=superior)
    return list(rows.existing_on(on).select_related("parent").order_by("code"))


def units_to_pick(actor: Actor, text: str, on: date, below: Unit | None = None) -> UnitQuerySet:
    """Units anywhere in the actor's part, at or below `below` where given, whose name or code holds
    every typed word, accent-free; in the order of the tree. Only those there on the day.
    """
    rows = Unit.objects.visible_to(actor, permissions.DRAFT).existing_on(on)
    if below is not None:
        rows = rows.under(below.path).exclude(pk=below.pk)
    for word in fold(text).split():
        rows = rows.filter(search_key__contains=word)
    return rows.select_related("parent").order_by("path")


@dataclass(frozen=True)
class Parted:
    """A split cell or commune: which places go to which new unit. `is_told`: by the drafter."""

    code: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    is_told: bool


def parted_places(actor: Actor, lines: Iterable[PlanLine], on: date) -> list[Parted]:
    """Where the places of cells and communes go that these lines split; all to the first, unless
    told. Two reads.
    """
    splits = [line for line in lines if line.kind == ChangeKind.SPLIT and line.receiver_codes]
    if not splits:
        return []
    why = "places of the units that a plan the actor may see splits"
    rows = Unit.objects.unscoped(why).filter(code__in=[line.unit_code for line in splits])
    units = list(rows)
    places = places_of(units, on)
    own = {unit.code: places[unit.pk] for unit in units}
    names = names_by_code(actor, (code for line in splits for code in line.receiver_codes))
    return [_parted(line, own[line.unit_code], names) for line in splits if own.get(line.unit_code)]


def _parted(line: PlanLine, own: Sequence[str], names: Mapping[str, str]) -> Parted:
    new = {each["code"]: each for each in line.new_units}
    told = {code: tuple(each["areas"]) for code, each in new.items() if each["areas"]}
    first = line.receiver_codes[0]
    given = told or {first: tuple(own)}
    parts = tuple(
        (new[code]["name"] if code in new else names.get(code, code), given.get(code, ()))
        for code in line.receiver_codes
    )
    return Parted(line.unit_code, parts, bool(told))
