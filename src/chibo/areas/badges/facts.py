"""A member's facts for the rules on badges."""

from collections.abc import Sequence

from chibo.areas.badges.models import AgeGap, BadgeWait
from chibo.areas.badges.rules import BadgeFacts, Measure
from chibo.areas.members.models import Member, MemberState

WHY = "what bears on the badge of a member the actor keeps or sees"


def facts_of(member: Member) -> BadgeFacts:
    """The facts of one member."""
    return facts_by_member([member])[member.pk]


def facts_by_member(members: Sequence[Member]) -> dict[int, BadgeFacts]:
    """The facts of several members, in two queries."""
    ids = [member.pk for member in members]
    gaps: dict[int, int] = {}
    for gap in AgeGap.objects.unscoped(WHY).filter(member_id__in=ids):
        gaps[gap.member_id] = gaps.get(gap.member_id, 0) + gap.length
    measures: dict[int, list[Measure]] = {}
    for wait in BadgeWait.objects.unscoped(WHY).filter(member_id__in=ids).order_by("id"):
        measures.setdefault(wait.member_id, []).append(Measure(wait.form, wait.decided_on))
    return {
        member.pk: BadgeFacts(
            joined_on=member.joined_on,
            gap_days=gaps.get(member.pk, 0),
            died_on=member.state_on if member.state == MemberState.DECEASED else None,
            measures=tuple(measures.get(member.pk, ())),
        )
        for member in members
    }
