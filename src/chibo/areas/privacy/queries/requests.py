"""Requests about personal data: one's own, and the queue of a unit; marks of restriction."""

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, When

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.privacy.models import DataRequest, RequestState, Restriction
from chibo.core.actor import Actor
from chibo.core.rows import get_row

PAGE = 50


def get_request(actor: Actor, request_id: int) -> DataRequest:
    """The request, for who asked and who answers; NotThere otherwise."""
    rows = DataRequest.objects.select_related("member__cell")
    return get_row(rows, actor, pk=request_id)


def own_requests(actor: Actor) -> list[DataRequest]:
    """What the person themselves asked, newest first."""
    if actor.member_id is None:
        return []
    rows = DataRequest.objects.visible_to(actor).filter(member_id=actor.member_id)
    return list(rows.order_by("-id")[:PAGE])


def requests_of(
    actor: Actor, unit: Unit, number: str = "1", *, ended: bool = False, size: int = PAGE
) -> Page[DataRequest]:
    """A page of what waits at or below the unit, due first comes first; or of what is answered."""
    rows = DataRequest.objects.visible_to(actor, inside=unit.path).select_related("member__cell")
    if ended:
        rows = rows.exclude(state=RequestState.OPEN).order_by("-answered_at", "-id")
    else:
        due = Case(When(acknowledged_at=None, then=F("acknowledge_by")), default=F("due_on"))
        rows = rows.filter(state=RequestState.OPEN).annotate(due=due).order_by("due", "id")
    return Paginator(rows, size).get_page(number)


def marks_on(actor: Actor, member: Member) -> list[Restriction]:
    """Marks on the record that are not lifted."""
    rows = Restriction.objects.visible_to(actor).filter(member=member, lifted_at=None)
    return list(rows.order_by("id"))
