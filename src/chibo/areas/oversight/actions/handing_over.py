"""Somebody leaves: all units they follow go to somebody else, at once or not at all."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.oversight import permissions
from chibo.areas.oversight.errors import BadOverseeing
from chibo.areas.oversight.models import Overseeing
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row
from chibo.core.vietnamese import show_date

WHY = "assignments of a person below a body where the actor assigns overseers"


@dataclass(frozen=True)
class HandedOver:
    """What went from one to the other; `elsewhere` units lie outside the body and stay."""

    giver: Member
    receiver: Member
    units: tuple[str, ...]
    elsewhere: int


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    body_id: int,
    giver_id: int,
    receiver_id: int,
    on: date,
    decision: str,
    now: datetime,
) -> HandedOver:
    """From `on` the receiver follows every unit below the body that the giver follows.

    Who led goes on as lead. Raises NotThere, NotAllowed, BadOverseeing (nothing is changed then).
    """
    body = _lock_body(actor, body_id)
    giver = _person(giver_id)
    receiver = get_row(Member.objects, actor, pk=receiver_id)
    _check(giver, receiver, on)
    held, elsewhere = _held(giver, body, on)
    for row in held:
        _pass_on(row, receiver, on, decision)
    done = HandedOver(giver, receiver, tuple(row.unit.name for row in held), elsewhere)
    _trail(actor, "overseer.handed_over", body, done, on, now)
    return done


def _lock_body(actor: Actor, body_id: int) -> Unit:
    """The body, held: two hand-overs in it wait for each other."""
    body = lock_row(Unit.objects, actor, pk=body_id)
    actor.require(permissions.ASSIGN, body)
    return body


def _person(member_id: int) -> Member:
    """The giver may already have left the actor's part of the tree: that is why they give."""
    rows = Member.objects.unscoped("named on the board of the body where the actor assigns")
    found = rows.filter(pk=member_id).first()
    if found is None:
        raise BadOverseeing(_("Không thấy người giao lại. Hãy chọn trong bảng phụ trách."))
    return found


def _check(giver: Member, receiver: Member, on: date) -> None:
    if giver.pk == receiver.pk:
        raise BadOverseeing(_("Người giao và người nhận là một. Hãy chọn người nhận khác."))
    if not receiver.counted_on(on):
        raise BadOverseeing(
            _("%(member)s không còn hoặc chưa là đảng viên ngày %(day)s. Hãy chọn người khác.")
            % {"member": receiver, "day": show_date(on)}
        )


def _held(giver: Member, body: Unit, on: date) -> tuple[list[Overseeing], int]:
    """What the giver follows from `on` below the body, held; how many elsewhere."""
    rows = Overseeing.objects.unscoped(WHY).filter(member=giver).not_ended_on(on)
    below = rows.under(body.path).exclude(unit=body)
    found = list(
        below.select_for_update(of=("self",)).select_related("unit").order_by("unit__path")
    )
    if not found:
        raise BadOverseeing(
            _("%(member)s không phụ trách đơn vị nào ở đây từ ngày %(day)s.")
            % {"member": giver, "day": show_date(on)}
        )
    return found, rows.count() - len(found)


def _pass_on(row: Overseeing, receiver: Member, on: date, decision: str) -> None:
    """One unit: what runs ends and goes on; what has not begun only changes hands."""
    rows = Overseeing.objects.unscoped(WHY).filter(unit_id=row.unit_id, member=receiver)
    own = rows.not_ended_on(max(on, row.starts_on)).order_by("starts_on").first()
    if own is not None:
        _step_up(row, own, on, decision)
        return
    if row.starts_on >= on:
        row.member, row.decision = receiver, decision or row.decision
        row.version += 1
        row.save()
        return
    ends_before = row.ends_before
    _end(row, on)
    Overseeing.objects.create(
        member=receiver,
        unit_id=row.unit_id,
        is_lead=row.is_lead,
        starts_on=on,
        ends_before=ends_before,
        decision=decision,
        goes_on_from=row,
    )


def _step_up(row: Overseeing, own: Overseeing, on: date, decision: str) -> None:
    """The receiver follows the unit already: they take the lead if the giver had it."""
    _end(row, on)
    if not row.is_lead:
        return
    if own.starts_on >= on:
        own.is_lead = True
        own.version += 1
        own.save()
        return
    _end(own, on)
    Overseeing.objects.create(
        member_id=own.member_id,
        unit_id=own.unit_id,
        is_lead=True,
        starts_on=on,
        decision=decision,
        goes_on_from=own,
    )


def _end(row: Overseeing, on: date) -> None:
    if row.starts_on >= on:
        row.delete()
        return
    row.ends_before = on
    row.version += 1
    row.save()


@transaction.atomic
def take_back(
    *, actor: Actor, body_id: int, giver_id: int, receiver_id: int, on: date, now: datetime
) -> HandedOver:
    """Undo a hand-over of a day, as long as nothing was changed on what came of it.

    Raises NotThere, NotAllowed, BadOverseeing.
    """
    body = _lock_body(actor, body_id)
    giver, receiver = _person(giver_id), _person(receiver_id)
    rows = Overseeing.objects.unscoped(WHY).under(body.path).select_related("unit")
    came = rows.filter(member=receiver, starts_on=on, goes_on_from__isnull=False)
    made = list(came.select_for_update(of=("self",)).order_by("unit__path"))
    taken = rows.filter(member=receiver).running_on(on).values("unit_id")
    gave = rows.filter(member=giver, ends_before=on, unit_id__in=taken)
    left = list(gave.select_for_update(of=("self",)).order_by("unit__path"))
    if not made or not left or any(row.version > 1 for row in made):
        raise BadOverseeing(
            _("Không hoàn tác được: việc phụ trách đã được sửa tiếp. Hãy sửa từng đơn vị.")
        )
    before = {row.goes_on_from_id for row in made if row.goes_on_from_id}
    before |= {row.pk for row in left}
    for row in made:
        row.delete()
    for old in rows.filter(pk__in=before).order_by("id"):
        old.ends_before = None
        old.version += 1
        old.save()
    done = HandedOver(giver, receiver, tuple(row.unit.name for row in made), 0)
    _trail(actor, "overseer.hand_over_undone", body, done, on, now)
    return done


def _trail(
    actor: Actor, action: str, body: Unit, done: HandedOver, on: date, now: datetime
) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=body.pk,
        target=f"member:{done.giver.pk}",
        changes={
            "from": done.giver.code,
            "to": done.receiver.code,
            "on": str(on),
            "units": list(done.units),
        },
    )
