"""Recording a change of a member's state, and taking a mistaken one back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from chibo.areas.members import homes, permissions
from chibo.areas.members.actions.ending import put_back, tell_ended
from chibo.areas.members.errors import BadMember, BadMove, CannotTakeBack
from chibo.areas.members.models import ENDED_STATES, Member, MemberState, StateChange, Transfer
from chibo.areas.members.queries.history import as_left_by, facts_of, last_change
from chibo.areas.members.rules import MoveWish, Verdict, judge_move
from chibo.areas.organisation.models import Unit
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, require_version
from chibo.core.vietnamese import show_date
from chibo.regulations import MemberRules, member_rules_in_force

_WHY = "what depends on a member's change of state, whoever recorded it"


@dataclass(frozen=True)
class MovePaper:
    """By whom it was decided, and what else should be remembered."""

    decided_by: str = ""
    note: str = ""


@transaction.atomic
def record_move(
    *,
    actor: Actor,
    member_id: int,
    wish: MoveWish,
    version: int,
    now: datetime,
    paper: MovePaper | None = None,
    cell_id: int | None = None,
) -> StateChange:
    """Record that a member's state changed, by the rules of the day it was decided on.

    `cell_id` is the home of somebody restored whose cell is no longer there. Posts and roles end
    with a membership, from its day.
    Raises NotAllowed, ChangedMeanwhile, BadMove (with the clauses), BadMember.
    """
    member = lock_row(Member.objects.select_related("cell"), actor, pk=member_id)
    actor.require(permissions.CHANGE, member)
    require_version(member.version, version, f"member:{member.pk}")
    rules = member_rules_in_force(wish.decided_on or wish.on or now.date())
    verdict = judge_move(facts_of(member), wish, rules, now.date())
    if not verdict.is_allowed:
        raise BadMove(verdict.objections)
    to_state = _leads_to(member, wish, rules)
    if to_state in ENDED_STATES:
        _refuse_open_transfer(member)
    change = _change(actor, member, wish, verdict, to_state, rules, paper or MovePaper(), now)
    _settle_home(actor, member, change, cell_id)
    _apply(member, change)
    change.save()
    _trail(actor, "member.moved", change, now)
    if to_state in ENDED_STATES:
        tell_ended(actor, member, now)
    return change


def _leads_to(member: Member, wish: MoveWish, rules: MemberRules) -> str:
    lead = rules.move(wish.code).leads_to
    if lead == "current":
        return MemberState.FULL if member.full_on else MemberState.PROBATIONARY
    return MemberState(lead)


def _refuse_open_transfer(member: Member) -> None:
    rows = Transfer.objects.unscoped(_WHY).filter(member=member, state="issued")
    if rows.filter(to_unit__isnull=False).exists():
        raise BadMember(
            _("Đồng chí này đang có giấy giới thiệu chờ tiếp nhận. Hãy hủy giấy đó trước.")
        )


def _change(
    actor: Actor,
    member: Member,
    wish: MoveWish,
    verdict: Verdict,
    to_state: str,
    rules: MemberRules,
    paper: MovePaper,
    now: datetime,
) -> StateChange:
    assert verdict.effective_on is not None
    return StateChange(
        member=member,
        cell_id=member.cell_id,
        kind=wish.code,
        on=verdict.effective_on,
        until=wish.until if wish.code == "exempted" else None,
        reason=wish.reason or wish.ground,
        decision_number=wish.decision_number.strip(),
        decided_on=wish.decided_on,
        decided_by=paper.decided_by.strip(),
        considered_on=wish.considered_on,
        note=paper.note.strip(),
        from_state=member.state,
        from_state_on=member.state_on,
        from_full_on=member.full_on,
        to_state=to_state,
        pack_id=rules.pack_id,
        recorded_by=actor.name,
        recorded_at=now,
    )


def _settle_home(actor: Actor, member: Member, change: StateChange, cell_id: int | None) -> None:
    if change.to_state in ENDED_STATES:
        homes.require_day_at_home(member, change.on)
        homes.end_home(member, change.on)
    elif change.from_state in ENDED_STATES:
        cell = get_row(Unit.objects, actor, pk=cell_id) if cell_id else member.cell
        actor.require(permissions.CHANGE, cell)
        if not cell.is_cell or not cell.exists_on(change.on):
            raise BadMember(
                _("“%(cell)s” không phải chi bộ đang hoạt động ngày %(day)s. Hãy chọn chi bộ khác.")
                % {"cell": cell.name, "day": show_date(change.on)}
            )
        homes.begin_home(member, cell, change.on)


def _apply(member: Member, change: StateChange) -> None:
    """The row of today follows its history."""
    member.state = change.to_state
    member.state_on = change.on
    if change.kind == "recognised":
        member.full_on = change.on
    member.version += 1
    member.save()


@transaction.atomic
def take_back_move(*, actor: Actor, change_id: int, now: datetime) -> Member:
    """Undo a mistaken change: the member stands as before, the trail keeps what was recorded.

    Raises CannotTakeBack when it is not the latest, or the record was changed since.
    """
    change = get_row(StateChange.objects, actor, pk=change_id)
    member = lock_row(Member.objects.select_related("cell"), actor, pk=change.member_id)
    actor.require(permissions.CHANGE, member)
    _require_nothing_after(member, change)
    _trail(actor, "member.move_taken_back", change, now)
    put_back(actor, member, change, now)
    return member


def _require_nothing_after(member: Member, change: StateChange) -> None:
    if change.kind in {"transferred_out", "arrived"}:
        raise CannotTakeBack(
            _("Thay đổi này do chuyển sinh hoạt. Hãy hủy ở trang của lần chuyển đó.")
        )
    if last_change(member) != change:
        raise CannotTakeBack(
            _("Đã có thay đổi khác ghi sau. Hãy hoàn tác thay đổi mới nhất trước.")
        )
    if not as_left_by(member, change):
        raise CannotTakeBack(
            _("Thông tin đã được sửa hoặc nhập lại sau thay đổi này. Hãy sửa bằng biểu mẫu.")
        )
    later = Transfer.objects.unscoped(_WHY).filter(member=member, issued_on__gte=change.on)
    if later.exclude(state="cancelled").filter(recorded_at__gt=change.recorded_at).exists():
        raise CannotTakeBack(
            _("Sau thay đổi này đã có giấy chuyển sinh hoạt. Hãy hủy giấy đó trước.")
        )


def _trail(actor: Actor, action: str, change: StateChange, now: datetime) -> None:
    told = {
        "kind": change.kind,
        "on": change.on.isoformat(),
        "decision": change.decision_number,
        "state": [change.from_state, change.to_state],
        "pack": change.pack_id,
    }
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=change.cell_id,
        target=f"member:{change.member_id}",
        changes=told,
    )
