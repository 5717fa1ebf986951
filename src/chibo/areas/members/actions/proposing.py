"""A member proposes a correction of their own record; the registry decides with a sentence."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.members import permissions
from chibo.areas.members.actions.correcting import MemberCorrection, correct_member
from chibo.areas.members.citizen_numbers import refuse_known_number
from chibo.areas.members.errors import BadMember, ProposalNotOpen
from chibo.areas.members.models import CorrectionProposal, Member, ProposalState
from chibo.areas.members.proposable import DATES, PROPOSABLE, SENSITIVE, as_text
from chibo.areas.members.sealed import kept, told
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed
from chibo.core.i18n import _
from chibo.core.rows import lock_row, require_version
from chibo.regulations import member_rules_in_force


@transaction.atomic
def propose_correction(
    *, actor: Actor, wanted: Mapping[str, Any], reason: str, now: datetime
) -> CorrectionProposal:
    """Ask for a correction of one's own record; nothing changes before it is decided.

    `wanted` holds the fields of PROPOSABLE as they should be; those that stay do not count.
    Raises NotAllowed for an account without a member, BadMember.
    """
    if actor.member_id is None:
        raise NotAllowed(_("Tài khoản này chưa gắn với đảng viên nào."))
    member = lock_row(Member.objects, actor, pk=actor.member_id)
    asked = {name: as_text(value) for name, value in wanted.items() if name in PROPOSABLE}
    before = {name: as_text(getattr(member, name)) for name in asked}
    changed = {name: value for name, value in asked.items() if value != before[name]}
    _check(member, changed, reason)
    limit = member_rules_in_force(now.date()).correction_answer_days
    proposal = CorrectionProposal.objects.create(
        member=member,
        before=kept({name: before[name] for name in changed}),
        wanted=kept(changed),
        reason=reason.strip(),
        state=ProposalState.WAITING,
        sent_at=now,
        due_on=now.date() + timedelta(days=limit.value) if limit else None,
    )
    _trail(actor, "member.correction_proposed", proposal, member, now)
    return proposal


def _check(member: Member, changed: dict[str, str], reason: str) -> None:
    if not changed:
        raise BadMember(_("Chưa có gì khác với thông tin đã ghi. Hãy sửa ô bị sai rồi gửi."))
    if not reason.strip():
        raise BadMember(_("Chưa ghi căn cứ. Hãy ghi giấy tờ nào cho thấy thông tin đúng."))
    refuse_if_secret(text=reason)
    refuse_known_number(changed.get("citizen_number"), member.pk)
    rows = CorrectionProposal.objects.unscoped("whether this member has one waiting")
    if rows.filter(member=member, state=ProposalState.WAITING).exists():
        raise BadMember(_("Đã có một đề nghị đang chờ. Hãy rút đề nghị đó rồi gửi lại."))


@transaction.atomic
def withdraw_proposal(*, actor: Actor, proposal_id: int, now: datetime) -> CorrectionProposal:
    """The member thinks better of it. Raises NotAllowed, ProposalNotOpen."""
    proposal = lock_row(CorrectionProposal.objects.select_related("member"), actor, pk=proposal_id)
    if proposal.member_id != actor.member_id:
        raise NotAllowed(_("Chỉ người gửi rút được đề nghị của mình."))
    _require_waiting(proposal)
    proposal.state = ProposalState.WITHDRAWN
    proposal.version += 1
    proposal.save()
    _trail(actor, "member.correction_withdrawn", proposal, proposal.member, now)
    return proposal


@transaction.atomic
def decide_proposal(
    *,
    actor: Actor,
    proposal_id: int,
    accept: bool,
    answer: str,
    version: int,
    member_version: int,
    now: datetime,
) -> CorrectionProposal:
    """Correct the record as proposed, or leave it and say why. Both need a sentence.

    Not about oneself. Raises NotAllowed, ChangedMeanwhile, ProposalNotOpen, BadMember.
    """
    proposal = lock_row(CorrectionProposal.objects.select_related("member"), actor, pk=proposal_id)
    member = proposal.member
    actor.require(permissions.CHANGE, member)
    if set(proposal.wanted) & set(SENSITIVE):
        actor.require(permissions.SENSITIVE, member)
    _require_another(actor, member)
    require_version(proposal.version, version)
    _require_waiting(proposal)
    if not answer.strip():
        raise BadMember(_("Chưa ghi câu trả lời. Hãy ghi một câu để người gửi hiểu."))
    if accept:
        correct_member(
            actor=actor,
            member_id=member.pk,
            correction=_correction(member, told(proposal.wanted)),
            version=member_version,
            now=now,
            because=answer,
            own_wish=True,
        )
    proposal.state = ProposalState.ACCEPTED if accept else ProposalState.REFUSED
    proposal.answer, proposal.decided_by, proposal.decided_at = answer.strip(), actor.name, now
    proposal.version += 1
    proposal.save()
    _trail(actor, "member.correction_decided", proposal, member, now)
    return proposal


def _require_another(actor: Actor, member: Member) -> None:
    if member.pk == actor.member_id:
        raise NotAllowed(_("Không tự duyệt đề nghị của mình. Hãy nhờ cán bộ khác."))


def _correction(member: Member, wanted: Mapping[str, str]) -> MemberCorrection:
    now = {field.name: getattr(member, field.name) for field in fields(MemberCorrection)}
    return MemberCorrection(**{**now, **{name: _typed(name, wanted[name]) for name in wanted}})


def _typed(name: str, text: str) -> Any:
    if name in DATES:
        return date.fromisoformat(text) if text else None
    return text or (None if name == "citizen_number" else "")


def _require_waiting(proposal: CorrectionProposal) -> None:
    if proposal.state != ProposalState.WAITING:
        raise ProposalNotOpen(_("Đề nghị này đã được xử lý hoặc đã rút."))


def _trail(
    actor: Actor, action: str, proposal: CorrectionProposal, member: Member, now: datetime
) -> None:
    """Only the names of the fields: what they say stands with the proposal."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=member.cell_id,
        target=f"member:{member.pk}",
        changes={"proposal": proposal.pk, "fields": sorted(proposal.wanted)},
    )
