"""What happened to a member, and what may happen next."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from chibo.areas.members.models import Member, StateChange, Stay
from chibo.areas.members.rules import MemberFacts, allowed_moves
from chibo.core.actor import Actor
from chibo.core.rows import get_row
from chibo.core.working_days import add_working_days
from chibo.regulations import MemberRules, Move, Source, member_rules_in_force

WHY = "the history of a member the actor may see"


@dataclass(frozen=True)
class HistoryLine:
    """One change of state with what the pack of its time calls its reason."""

    change: StateChange
    reason_name: str
    may_take_back: bool

    @property
    def late_from(self) -> date | None:
        """The day by which the cell should have considered it, where it came later."""
        change = self.change
        if change.kind != "recognised":
            return None
        rules = member_rules_in_force(change.decided_on or change.on)
        due = add_working_days(change.on, rules.consider_within_working_days.value)
        return due if change.is_late(due) else None

    @property
    def source(self) -> Source:
        """The clause the change stands on."""
        rules = member_rules_in_force(self.change.decided_on or self.change.on)
        known = {move.code: move.source for move in rules.moves}
        return known.get(self.change.kind, rules.fee_paid)


def last_change(row: Member) -> StateChange | None:
    """The latest change on record for a member the actor may see."""
    return _changes(row).order_by("-on", "-id").first()


def change_member_id(actor: Actor, change_id: int) -> int:
    """Whose change of state it is; NotThere for one the actor may not see."""
    return get_row(StateChange.objects.all(), actor, pk=change_id).member_id


def facts_of(row: Member) -> MemberFacts:
    """The member as the rules look at them; for a member the actor may see."""
    last = last_change(row)
    return MemberFacts(
        joined_on=row.joined_on,
        full_on=row.full_on,
        state=row.state,
        state_on=row.state_on,
        last_change_on=last.on if last else None,
    )


def open_moves(row: Member, on: date) -> list[Move]:
    """The moves the pack of the day opens from where a member stands the actor may see."""
    return allowed_moves(facts_of(row), member_rules_in_force(on))


def history_of(actor: Actor, row: Member) -> list[HistoryLine]:
    """The member's changes of state, newest first; the newest may be taken back."""
    found = list(
        StateChange.objects.visible_to(actor)
        .filter(member=row)
        .select_related("cell")
        .order_by("-on", "-id")
    )
    return [
        HistoryLine(change, reason_name(change), at == 0 and as_left_by(row, change))
        for at, change in enumerate(found)
    ]


def stays_of(actor: Actor, row: Member) -> list[Stay]:
    """Where a member was at home, newest first."""
    rows = Stay.objects.visible_to(actor).filter(member=row)
    return list(rows.select_related("cell").order_by("-starts_on"))


def as_left_by(row: Member, change: StateChange) -> bool:
    """Whether the member's row still says what the change made it say."""
    same_day = change.kind == "recognised" or row.state_on == change.on
    return row.state == change.to_state and same_day


def reason_name(row: StateChange) -> str:
    """Why exempt, or on which ground struck off, in the words of the pack."""
    rules: MemberRules = member_rules_in_force(row.decided_on or row.on)
    named = {each.code: each.name for each in rules.exemption_reasons}
    named |= {each.code: each.name for each in rules.grounds}
    return named.get(row.reason, row.reason)


def _changes(row: Member) -> QuerySet[StateChange]:
    return StateChange.objects.unscoped(WHY).filter(member=row)
