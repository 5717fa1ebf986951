"""Keeping pairs that look alike as proposals, and deciding that two are different people."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from chibo.areas.members.duplicates import permissions
from chibo.areas.members.duplicates.errors import BadDecision
from chibo.areas.members.duplicates.models import Proposal, ProposalState
from chibo.areas.members.duplicates.queries import LookAlikes, look_alikes, require_both
from chibo.areas.members.duplicates.register import everybody, person_of, who_could_be
from chibo.areas.members.duplicates.rules import Finder, Reason
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core import audit, jobs
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, require_version

WHY = "a search keeps what it finds in the whole register; lists show it by the reader's part"
Pair = tuple[int, int, list[str]]
_SEARCH = 0x43480002  # key of the advisory lock: one search at a time


@transaction.atomic
def search(*, now: datetime) -> int:
    """Look through the whole register; returns how many pairs wait for a decision.

    What is found is proposed; an open proposal that no longer holds goes; a decision stays.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEARCH])
    found = [_pair(one.pk, other.pk, why) for one, other, why in Finder(everybody()).pairs()]
    _keep(found, now)
    rows = Proposal.objects.unscoped(WHY).filter(state=ProposalState.OPEN)
    pairs = {(first, second) for first, second, _why in found}
    kept = rows.values_list("pk", "first_id", "second_id")
    gone = [pk for pk, first, second in kept if (first, second) not in pairs]
    rows.filter(pk__in=gone).delete()
    return len(rows.values_list("pk"))


def ask_for_search(*, actor: Actor, unit_id: int) -> None:
    """Have the register searched in the background; asked again while it waits does nothing."""
    unit = get_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.DECIDE, unit)
    jobs.enqueue("find_duplicates")


@transaction.atomic
def look_again(*, actor: Actor, member_id: int, now: datetime) -> LookAlikes:
    """After a record was entered or corrected: propose who looks like it, and tell the writer.

    Somebody elsewhere is proposed to the level that sees both.
    """
    member = get_row(Member.objects, actor, pk=member_id)
    person = person_of(member)
    found = Finder(who_could_be([person])).like(person)
    _keep([_pair(person.pk, other.pk, why) for other, why in found], now)
    partners = {other.pk for other, _why in found}
    rows = Proposal.objects.unscoped(WHY).filter(state=ProposalState.OPEN)
    rows.filter(first_id=member.pk).exclude(second_id__in=partners).delete()
    rows.filter(second_id=member.pk).exclude(first_id__in=partners).delete()
    return look_alikes(actor, person, everywhere=True)


@transaction.atomic
def dismiss(*, actor: Actor, proposal_id: int, why: str, version: int, now: datetime) -> Proposal:
    """Two different people: kept with who said so and why, and not proposed again.

    Raises NotThere, NotAllowed, ChangedMeanwhile, BadDecision.
    """
    proposal = _held(actor, proposal_id, version)
    if not why.strip():
        raise BadDecision(
            _("Hãy ghi vì sao đây là hai người khác nhau, để người sau khỏi xét lại.")
        )
    proposal.state = ProposalState.DISMISSED
    proposal.decided_at, proposal.decided_by, proposal.why = now, actor.name, why.strip()
    return _saved(actor, proposal, "duplicate.dismissed", now)


@transaction.atomic
def reopen(*, actor: Actor, proposal_id: int, version: int, now: datetime) -> Proposal:
    """Take back that they are two different people. Raises as `dismiss` does."""
    proposal = _held(actor, proposal_id, version)
    proposal.state = ProposalState.OPEN
    proposal.decided_at, proposal.decided_by, proposal.why = None, "", ""
    return _saved(actor, proposal, "duplicate.reopened", now)


def _held(actor: Actor, proposal_id: int, version: int) -> Proposal:
    proposal = lock_row(Proposal.objects, actor, pk=proposal_id)
    sides = (proposal.first, proposal.second)
    require_both(actor, sides)
    for side in sides:
        actor.require(permissions.DECIDE, side)
    require_version(proposal.version, version)
    return proposal


def _saved(actor: Actor, proposal: Proposal, action: str, now: datetime) -> Proposal:
    proposal.version += 1
    proposal.save()
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=proposal.first.cell_id,
        target=f"member:{proposal.first_id}",
        changes={"other": f"member:{proposal.second_id}", "why": proposal.why},
    )
    return proposal


def _pair(one: int | None, other: int | None, why: Iterable[Reason]) -> Pair:
    assert one is not None
    assert other is not None
    return min(one, other), max(one, other), [each.value for each in why]


def _keep(found: list[Pair], now: datetime) -> None:
    """Add pairs not yet proposed; renew the reasons of open ones."""
    Proposal.objects.bulk_create(
        [
            Proposal(first_id=first, second_id=second, reasons=why, found_at=now)
            for first, second, why in found
        ],
        batch_size=2000,
        ignore_conflicts=True,
    )
    rows = Proposal.objects.unscoped(WHY).filter(state=ProposalState.OPEN)
    by_pair = {(first, second): why for first, second, why in found}
    stale = []
    for proposal in rows.filter(first_id__in={first for first, _second in by_pair}):
        why = by_pair.get((proposal.first_id, proposal.second_id))
        if why is not None and why != proposal.reasons:
            proposal.reasons = why
            stale.append(proposal)
    Proposal.objects.unscoped(WHY).bulk_update(stale, ["reasons"], batch_size=2000)
