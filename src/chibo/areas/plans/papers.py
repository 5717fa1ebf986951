"""The draft decision on a plan, or on one change of a unit, as .docx."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chibo.areas.access.queries import signers
from chibo.areas.documents import papers as paper
from chibo.areas.documents.making import MadePaper, made
from chibo.areas.documents.signing import signed_by_head
from chibo.areas.members.papers import organ_name
from chibo.areas.members.sizes import cell_sizes
from chibo.areas.organisation.models import ChangeKind, Unit, UnitChange
from chibo.areas.organisation.queries import ancestors
from chibo.areas.organisation.rules import ENDING
from chibo.areas.plans.keeping import lines_of
from chibo.areas.plans.models import Plan, PlanLine
from chibo.core.actor import Actor
from chibo.core.i18n import in_vietnamese
from chibo.core.vietnamese import show_date
from chibo.regulations import current, get_unit_kind

WHY = "names of units in a decision the actor may see"
TO_FILL = "……………"
"""Who asks for a unit that is not there yet is written by hand."""


def decision_on_plan(*, actor: Actor, plan: Plan, now: datetime) -> MadePaper:
    """The approving body's decision: one change in words, more of them as a list in an annex.

    Raises NoPaperRules, MarkedSecret, TemplateBroken.
    """
    decided = _Decided(
        issuer=plan.decider,
        proposed_by=organ_name(plan.body),
        subject=plan.name,
        number=plan.decision_number,
        on=plan.on,
        rows=_plan_rows(plan, lines_of(plan)),
    )
    with in_vietnamese():
        filled = _filled(decided, now)
    return made(actor, filled, plan.body_id, f"plan:{plan.pk}", now)


def decision_on_change(*, actor: Actor, change: UnitChange, now: datetime) -> MadePaper:
    """The superior's decision on one change on record, carried out or waiting. Raises as above."""
    filled = change_paper(change, now)
    return made(actor, filled, change.unit_id, f"unit_change:{change.pk}", now)


def change_paper(change: UnitChange, now: datetime) -> paper.UnitDecisionPaper:
    """What the decision on a change says; for a change the caller may see."""
    unit = change.unit
    receivers = list(Unit.objects.unscoped(WHY).filter(pk__in=change.receivers))
    superior = receivers[0] if change.kind == ChangeKind.FOUNDED and receivers else unit.parent
    issuer = superior or unit
    size = cell_sizes([unit.pk], change.on).get(unit.pk) if unit.is_cell else None
    row = paper.UnitRow(
        kind=change.kind,
        kind_name=change.get_kind_display(),
        unit=unit.name,
        superior="" if change.kind == ChangeKind.FOUNDED or not superior else superior.name,
        receivers=", ".join(each.name for each in receivers),
        new_name=change.new_name,
        members=size.members if size else None,
    )
    subject = f"{change.get_kind_display().lower()} {unit.name}"
    asks = TO_FILL if change.kind == ChangeKind.FOUNDED else organ_name(unit)
    decided = _Decided(issuer, asks, subject, change.decision_number, change.on, [row])
    with in_vietnamese():
        return _filled(decided, now)


@dataclass(frozen=True)
class _Decided:
    """What a decision is about."""

    issuer: Unit
    proposed_by: str
    subject: str
    number: str
    on: date
    rows: Sequence[paper.UnitRow]


def _filled(decided: _Decided, now: datetime) -> paper.UnitDecisionPaper:
    issuer, above = decided.issuer, ancestors(decided.issuer)
    organ = organ_name(issuer)
    return paper.UnitDecisionPaper(
        heading=paper.Heading(
            superior_name=organ_name(above[-1]) if above else "",
            issuing_name=organ,
            place=next((u.place for u in [issuer, *reversed(above)] if u.place), ""),
            issued_on=now.date(),
            number_line=f"Số {decided.number}" if decided.number else None,
            mark="Dự thảo",
        ),
        subject=decided.subject,
        charter_rules=_charter_rules(decided.on),
        proposed_by=decided.proposed_by,
        effective_on=decided.on,
        rows=tuple(decided.rows),
        ending=any(row.kind in ENDING for row in decided.rows),
        recipients=("Như Điều 3,", f"Lưu {organ}."),
        signature=signed_by_head(
            signers(issuer, now.date()),
            f"T/M {get_unit_kind(issuer.kind).organ.upper()}",
        ),
    )


def _charter_rules(on: date) -> str:
    """The regulation on carrying out the Charter in force on the day, by its number."""
    pack = current().pack_for("organisation", on)
    return f"{pack.title} số {pack.number} ngày {show_date(pack.issued_on)}" if pack else ""


def _plan_rows(plan: Plan, lines: Sequence[PlanLine]) -> list[paper.UnitRow]:
    names, superiors, sizes = _known(plan, lines)
    return [
        paper.UnitRow(
            kind=line.kind,
            kind_name=line.get_kind_display(),
            unit=names.get(line.unit_code, line.unit_code),
            superior=superiors.get(line.unit_code, ""),
            receivers=", ".join(names.get(code, code) for code in line.receiver_codes),
            new_name=line.new_name,
            members=line.full_members if line.new_units else sizes.get(line.unit_code),
        )
        for line in lines
    ]


def _known(
    plan: Plan, lines: Sequence[PlanLine]
) -> tuple[dict[str, str], dict[str, str], Mapping[str, int]]:
    """By code: names, superiors, members of cells; units the plan founds among the names."""
    codes = {code for line in lines for code in (line.unit_code, *line.receiver_codes)}
    units = list(
        Unit.objects.unscoped(WHY).filter(code__in=codes).select_related("parent").order_by("pk")
    )
    names = {new["code"]: new["name"] for line in lines for new in line.new_units}
    names |= {unit.code: unit.name for unit in units}
    counted = cell_sizes([unit.pk for unit in units if unit.is_cell], plan.on)
    sizes = {unit.code: counted[unit.pk].members for unit in units if unit.pk in counted}
    return names, {unit.code: unit.parent.name for unit in units if unit.parent}, sizes
