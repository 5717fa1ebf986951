"""Who helps whom, and who may be asked to."""

from chibo.areas.members.models import Member, MemberState, Mentoring
from chibo.core.actor import Actor
from chibo.core.rows import get_row


def get_mentoring(actor: Actor, mentoring_id: int) -> Mentoring:
    """One assignment the actor may see, or NotThere."""
    rows = Mentoring.objects.select_related("candidate", "mentor", "cell", "instead_of__mentor")
    return get_row(rows, actor, pk=mentoring_id)


def mentorings_of(actor: Actor, candidate: Member) -> list[Mentoring]:
    """Everybody who helps or helped a member, newest first."""
    rows = Mentoring.objects.visible_to(actor).filter(candidate=candidate)
    return list(rows.select_related("mentor").order_by("-starts_on", "-id"))


def possible_mentors(actor: Actor, candidate: Member) -> list[Member]:
    """Full members of the candidate's cell, by name."""
    rows = Member.objects.visible_to(actor).filter(cell=candidate.cell_id, state=MemberState.FULL)
    return list(rows.exclude(pk=candidate.pk).by_name())
