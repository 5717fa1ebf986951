"""Letting go of what no duty to keep holds; what that is, the register says."""

from dataclasses import fields, replace
from datetime import datetime

from chibo.areas.access.models import Account
from chibo.areas.calendars.models import CalendarFeed
from chibo.areas.members.actions import MemberCorrection, correct_member
from chibo.areas.members.models import Member
from chibo.areas.notices.models import Delivery, Notice, NoticeChoice
from chibo.core.actor import Actor

WHY = "what the person themselves asked to be erased"
OWN_ROWS = (Delivery, Notice, NoticeChoice, CalendarFeed)
"""Tables of which every row goes, with the account it belongs to; parts before wholes."""
BLANKED = {"members.Member": ("phone",)}
"""Fields that are emptied in a row that stays."""


def let_go(actor: Actor, member: Member, now: datetime, *, only_chosen: bool) -> tuple[str, ...]:
    """Erase it and say from which tables; `only_chosen`: only what rests on a choice of theirs."""
    accounts = list(Account.objects.filter(member=member).values_list("pk", flat=True))
    gone = []
    for model in OWN_ROWS:
        way = "notice__account__in" if model is Delivery else "account__in"
        count, _by_table = model.objects.unscoped(WHY).filter(**{way: accounts}).delete()
        gone += [model._meta.label] if count else []
    if not only_chosen and member.phone:
        kept = MemberCorrection(
            **{f.name: getattr(member, f.name) for f in fields(MemberCorrection)}
        )
        correct_member(
            actor=actor,
            member_id=member.pk,
            correction=replace(kept, phone=""),
            version=member.version,
            now=now,
            own_wish=True,
        )
        gone.append("members.Member.phone")
    return tuple(gone)
