"""The cell has a full member help a probationary one; another takes over by a new decision."""

from datetime import date, datetime

from django.db import transaction

from chibo.areas.documents.actions import take_number
from chibo.areas.documents.models import PaperNumber
from chibo.areas.documents.permissions import ISSUE
from chibo.areas.members.errors import BadMember
from chibo.areas.members.models import Member, MemberState, Mentoring
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _, in_vietnamese
from chibo.core.rows import get_row, lock_row

_WHY = "who helps a member the actor was found to see"


@transaction.atomic
def assign_mentor(
    *, actor: Actor, candidate_id: int, mentor_id: int, on: date, now: datetime
) -> Mentoring:
    """Keep who helps from `on`, under the next number of the cell's decisions.

    Asked again for the same mentor it changes nothing. Whoever helped before ends that day.
    Raises NotThere, NotAllowed, BadMember, and what taking a number raises.
    """
    candidate = lock_row(Member.objects.select_related("cell"), actor, pk=candidate_id)
    mentor = get_row(Member.objects.all(), actor, pk=mentor_id)
    actor.require(ISSUE, candidate.cell)
    before = Mentoring.objects.unscoped(_WHY).filter(candidate=candidate, ends_before__isnull=True)
    running = before.select_for_update().first()
    if running is not None and running.mentor_id == mentor.pk:
        return running
    _check(candidate, mentor, on, now, running)
    if running is not None:
        running.ends_before = on
        running.save(update_fields=["ends_before"])
    row = Mentoring.objects.create(
        candidate=candidate,
        mentor=mentor,
        cell=candidate.cell,
        starts_on=on,
        instead_of=running,
        recorded_by=actor.name,
        recorded_at=now,
    )
    number = _number(actor, row, now)
    audit.record(
        actor=actor,
        action="member.mentor_assigned",
        at=now,
        unit_id=candidate.cell_id,
        target=f"member:{candidate.pk}",
        changes={"mentor": mentor.pk, "number": number.line, "on": on.isoformat()},
    )
    return row


def _number(actor: Actor, row: Mentoring, now: datetime) -> PaperNumber:
    """The next of the cell's decisions; refused where a later one is in the register already."""
    with in_vietnamese():
        title = _("Phân công đảng viên giúp đỡ đảng viên dự bị")
    return take_number(
        actor=actor,
        unit=row.cell,
        paper_kind="QĐ",
        ref=row.ref,
        issued_on=row.starts_on,
        title=title,
        now=now,
        in_turn=False,
        file_kind="mentor_decision",
    )


def _check(
    candidate: Member, mentor: Member, on: date, now: datetime, running: Mentoring | None
) -> None:
    if candidate.state != MemberState.PROBATIONARY:
        raise BadMember(_("Chỉ phân công người giúp đỡ cho đảng viên dự bị."))
    if mentor.state != MemberState.FULL or mentor.cell_id != candidate.cell_id:
        raise BadMember(
            _("Người giúp đỡ phải là đảng viên chính thức đang sinh hoạt ở chính chi bộ này.")
        )
    if on > now.date() or on < candidate.joined_on or (running and on < running.starts_on):
        raise BadMember(
            _("Ngày phân công phải từ ngày kết nạp, sau lần phân công trước và không quá hôm nay.")
        )
