"""What a plan would do, as of the records of now: before and after, side by side."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count

from chibo.areas.organisation import lines
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.organisation.rules import ENDING, ChangeKind, State
from chibo.areas.organisation.rules.limits import Case, shortcomings
from chibo.areas.plans import problems
from chibo.areas.plans.counting import NOBODY, Counted, Sized, count
from chibo.areas.plans.drafts import LineDraft
from chibo.areas.plans.drawing import Drawing, draw
from chibo.areas.plans.holdings import Held, held_by
from chibo.areas.plans.problems import Problem
from chibo.areas.plans.rules import Effect, effects, orphans, state_on
from chibo.core.i18n import _
from chibo.regulations import OrganisationRules, organisation_rules


@dataclass(frozen=True)
class KindCount:
    """How many units of a kind there are without and with the plan."""

    kind: str
    before: int
    after: int


@dataclass(frozen=True)
class Outlook:
    """Everything a plan brings. With `problems` it cannot be handed in."""

    on: date
    problems: list[Problem]
    effects: list[Effect] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    kinds: list[KindCount] = field(default_factory=list)
    sized: list[Sized] = field(default_factory=list)
    going_along: int = 0
    held: Held = field(default_factory=Held)
    drawing: Drawing | None = field(default=None, repr=False)

    @property
    def facts(self) -> dict[str, Any]:
        """What would happen to each unit, by code, as JSON keeps it."""
        return {
            self.codes[each.unit_id]: [
                self._said(each.before),
                self._said(each.after),
                self.codes.get(each.heir_id or 0, ""),
            ]
            for each in self.effects
        }

    @property
    def digest(self) -> str:
        """Equal for outlooks that say the same of the tree."""
        told = json.dumps([self.on.isoformat(), self.facts], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    def _said(self, state: State | None) -> list[str] | None:
        if state is None:
            return None
        return [self.codes.get(state.parent_id or 0, ""), state.kind, state.name]

    @property
    def ending(self) -> list[Effect]:
        """The units it ends."""
        return [each for each in self.effects if each.ends]

    @property
    def beginning(self) -> list[Effect]:
        """The units it founds."""
        return [each for each in self.effects if each.begins]

    @property
    def moving(self) -> list[Effect]:
        """The units that go under another superior."""
        return [each for each in self.effects if each.moves]

    @property
    def warnings(self) -> list[Sized]:
        """Units whose size afterwards is one the regulation does not want."""
        return [each for each in self.sized if each.faults_after]


def look(drafts: Sequence[LineDraft], on: date, body: Unit) -> Outlook:
    """Replay the lines over the records of now and compare; writes nothing.

    The number of look-ups does not grow with the lines.
    """
    drawing = draw(drafts, on)
    told = [*drawing.problems, *_outside(drawing, body)]
    compared = drawing.compared
    if compared is None:
        return Outlook(on, told)
    rules = organisation_rules(on)
    found = effects(compared.before, compared.after, compared.below, drawing.own, on)
    counted = count(compared, found, rules, on)
    names, codes = _named(drawing, found, counted)
    told += _lacking(drawing, counted, rules)
    lost = orphans(compared.after, compared.below, on)
    if lost:
        told.append(problems.no_place([names[pk] for pk in lost]))
    if counted.homeless:
        cells = [names[pk] for pk in counted.homeless]
        told.append(problems.no_cell(cells, sum(counted.homeless.values())))
    return Outlook(
        on,
        sorted(told, key=lambda each: (each.position is None, each.position or 0)),
        found,
        names,
        codes,
        _kinds(body, drawing, found),
        counted.sized,
        counted.going_along,
        held_by([each.unit_id for each in found if each.ends], on),
        drawing,
    )


def _outside(drawing: Drawing, body: Unit) -> list[Problem]:
    decider = body.parent or body
    found = []
    for position, draft in enumerate(drawing.drafts):
        for code in (draft.unit_code, *draft.receiver_codes):
            unit = drawing.units.get(code)
            if unit is not None and not unit.path.startswith(decider.path):
                found.append(problems.outside(unit.name, decider.name, position))
    return found


def _lacking(drawing: Drawing, counted: Counted, rules: OrganisationRules | None) -> list[Problem]:
    """What the regulation of the day asks of each line and the unit lacks, as one set."""
    found = []
    compared = drawing.compared
    assert compared is not None
    for position, change in drawing.changes.items():
        state = state_on(compared.after, change.unit_id, drawing.on)
        if state is None or change.kind in ENDING:
            continue
        size, draft = counted.after.get(change.unit_id, NOBODY), drawing.drafts[position]
        above = state.parent_id and state_on(compared.after, state.parent_id, drawing.on)
        promised = draft.full_members if change.kind == ChangeKind.FOUNDED else None
        case = Case(
            kind=change.kind,
            unit_kind=state.kind,
            superior_kind=above.kind if above else None,
            members=size.members if promised is None else promised,
            full_members=size.full_members if promised is None else promised,
            has_consent=draft.has_consent,
        )
        found += [
            Problem(reason.code, _("“%(unit)s”: %(reason)s") % {
                "unit": state.name, "reason": reason.sentence}, position, reason.source)
            for reason in shortcomings(case, rules)
        ]  # fmt: skip
    return found


def _named(
    drawing: Drawing, found: Sequence[Effect], counted: Counted
) -> tuple[dict[int, str], dict[int, str]]:
    compared = drawing.compared
    assert compared is not None
    ids = {each.unit_id for each in found} | {each.unit_id for each in counted.sized}
    ids |= {each.heir_id for each in found if each.heir_id} | set(compared.below)
    for each in found:
        ids |= {s.parent_id for s in (each.before, each.after) if s and s.parent_id}
    rows = Unit.objects.unscoped(lines.WHY).filter(pk__in=ids)
    names, codes = {}, {}
    for pk, name, code in rows.values_list("pk", "name", "code"):
        names[pk], codes[pk] = name, code
    for code, made in drawing.made.items():
        names[made.unit_id], codes[made.unit_id] = made.new.name, code
    return names, codes


def _kinds(body: Unit, drawing: Drawing, found: Sequence[Effect]) -> list[KindCount]:
    """Units of each kind below the body and among those touched, wherever they stand."""
    compared = drawing.compared
    assert compared is not None
    standings = UnitStanding.objects.unscoped(lines.WHY).on(drawing.on)
    own = standings.filter(unit=body).first()
    inside = standings.under(own.path) if own else standings.none()
    told = inside.values("kind").order_by("kind").annotate(units=Count("pk"))
    before = Counter({row["kind"]: row["units"] for row in told})
    change: Counter[str] = Counter()
    touched = {each.unit_id for each in found if each.before}
    known = set(inside.filter(unit_id__in=touched).values_list("unit_id", flat=True))
    for each in found:
        if each.before and each.unit_id not in known:
            before[each.before.kind] += 1
        if each.before:
            change[each.before.kind] -= 1
        if each.after:
            change[each.after.kind] += 1
    return [KindCount(kind, before[kind], before[kind] + change[kind])
            for kind in sorted(before.keys() | change.keys())]  # fmt: skip


def differences(seen: dict[str, Any], now: Outlook) -> list[str]:
    """What the records changed about a plan since it was looked at; a sentence a unit."""
    facts = now.facts
    names = {code: now.names[pk] for pk, code in now.codes.items()}
    return [
        _difference(names.get(code) or _old_name(seen, code), code in seen, code in facts)
        for code in sorted(seen.keys() | facts.keys())
        if seen.get(code) != facts.get(code)
    ]


def _old_name(seen: dict[str, Any], code: str) -> str:
    states = [state for state in (seen.get(code) or [])[:2] if state]
    return str(states[0][2]) if states else code


def _difference(name: str, was: bool, is_now: bool) -> str:
    if not was:
        return _("“%s” nay cũng bị tác động.") % name
    if not is_now:
        return _("“%s” nay không còn thay đổi gì theo phương án.") % name
    return _("“%s” nay đứng ở nơi khác, mang tên hoặc loại khác so với lúc trình.") % name
