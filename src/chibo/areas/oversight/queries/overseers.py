"""The overseers of one unit, and the units of one overseer."""

from datetime import date

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.oversight.models import Overseeing
from chibo.core.actor import Actor
from chibo.core.rows import get_row

LIST_SIZE = 200


def get_overseeing(actor: Actor, overseeing_id: int) -> Overseeing:
    """The assignment, if the actor may see it; NotThere otherwise."""
    rows = Overseeing.objects.select_related("unit__parent", "member")
    return get_row(rows, actor, pk=overseeing_id)


def overseers_of(actor: Actor, unit: Unit, on: date) -> list[Overseeing]:
    """Who follows the unit on the day, the lead first; those who left the Party are not counted."""
    rows = Overseeing.objects.visible_to(actor).filter(unit=unit).held_on(on).with_seats(on)
    return list(rows.select_related("member").order_by("-is_lead", "starts_on", "id"))


def past_overseers_of(actor: Actor, unit: Unit, on: date) -> list[Overseeing]:
    """Everybody else who ever followed the unit or will, latest first."""
    rows = Overseeing.objects.visible_to(actor).filter(unit=unit).select_related("member")
    found = rows.order_by("-starts_on", "-id")[:LIST_SIZE]
    return [row for row in found if not row.is_held_on(on)]


def followed_by(actor: Actor, member: Member, on: date | None = None) -> list[Overseeing]:
    """What a member follows and followed, each by the place in the tree.

    With a day: also since when the member sits on the committee above no longer.
    """
    rows = Overseeing.objects.visible_to(actor).filter(member=member)
    rows = rows.with_seats(on) if on else rows
    found = rows.select_related("unit", "member").order_by("unit__path", "-starts_on")
    return list(found[:LIST_SIZE])
