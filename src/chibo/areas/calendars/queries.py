"""Reading when cells meet, always for an actor. Constant numbers of reads, pages bounded."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.core.paginator import Page, Paginator

from chibo.areas.access.models import Account
from chibo.areas.access.queries import actor_of
from chibo.areas.calendars.models import CalendarFeed, FeedKind
from chibo.areas.calendars.permissions import VIEW
from chibo.areas.calendars.rules import DEFAULT_MINUTES, Collision, Sitting, collisions
from chibo.areas.meetings.models import CellHabit, Meeting, MeetingKind
from chibo.areas.meetings.queries import fixed_day_in
from chibo.areas.meetings.rules import length_minutes
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit, UnitQuerySet
from chibo.areas.oversight.models import Overseeing
from chibo.core.actor import Actor
from chibo.core.periods import Month, months_between
from chibo.regulations import MeetingKind as KindOfRules
from chibo.regulations import meeting_rules

WHY = "days of meetings of cells the actor was found to see"
PAGE = 100
FEED_CELLS = 300
BEFORE, AFTER = 2, 12  # months a feed reaches back and ahead
EXPECTED = 3  # months ahead for which a feed lays the fixed days


@dataclass(frozen=True)
class MonthPage:
    """A month by days; of a body the cells by code, a page at a time."""

    days: tuple[tuple[date, tuple[Sitting, ...]], ...]
    collisions: tuple[Collision, ...]
    page: Page[Unit]


def month_calendar(
    actor: Actor, unit: Unit, month: Month, today: date, number: str = "1"
) -> MonthPage:
    """When the cells at or below a unit meet in a month, and who of those that follow them would
    have to be at two meetings at once. Five reads, however many cells. Raises NotAllowed.
    """
    actor.require(VIEW, unit)
    rows = Unit.objects.visible_to(actor, VIEW, inside=unit.path).cells()
    page = Paginator(_there_in(rows, month).order_by("code"), PAGE).get_page(number)
    cells = list(page)
    sittings = sittings_of(cells, [month], today)
    found = collisions(sittings, _followers([cell.pk for cell in cells], month))
    return MonthPage(_by_day(sittings), tuple(found), page)


def _there_in(rows: UnitQuerySet, month: Month) -> UnitQuerySet:
    return rows.exclude(ended_before__lte=month.first).exclude(founded_on__gt=month.last)


def visits_calendar(actor: Actor, month: Month, today: date) -> MonthPage:
    """When the cells the actor follows as a committee member meet, and what collides."""
    page = Paginator(_followed_cells(actor, month.last).order_by("code"), FEED_CELLS).get_page(1)
    cells = list(page)
    sittings = sittings_of(cells, [month], today)
    mine = [row for row in _followers([c.pk for c in cells], month) if row[0] == actor.member_id]
    return MonthPage(_by_day(sittings), tuple(collisions(sittings, mine)), page)


def _followed_cells(actor: Actor, on: date) -> UnitQuerySet:
    rows = Unit.objects.unscoped("cells the actor follows as a committee member").cells()
    if actor.member_id is None:
        return rows.none()
    held = Overseeing.objects.visible_to(actor).held_on(on).filter(member=actor.member_id)
    return rows.filter(pk__in=held.values("unit"))


def _followers(cells: Collection[int], month: Month) -> list[tuple[int, int, str]]:
    rows = Overseeing.objects.unscoped(WHY).filter(unit__in=cells).held_on(month.last)
    return list(rows.order_by("id").values_list("member_id", "unit_id", "member__full_name"))


def _by_day(sittings: Iterable[Sitting]) -> tuple[tuple[date, tuple[Sitting, ...]], ...]:
    days: dict[date, list[Sitting]] = defaultdict(list)
    for sitting in sorted(sittings, key=lambda each: each.order):
        days[sitting.on].append(sitting)
    return tuple((day, tuple(found)) for day, found in days.items())


def sittings_of(cells: Sequence[Unit], months: Sequence[Month], today: date) -> list[Sitting]:
    """The meetings of cells whose round is one of the months; where none was prepared and the
    month is not over, the day the cell's habit points to. Two reads."""
    known = {cell.pk: cell for cell in cells}
    rows = Meeting.objects.unscoped(WHY).filter(
        unit__in=known, month__in=[month.first for month in months]
    )
    meetings = list(rows.order_by("id"))
    found = [_sitting(meeting, known[meeting.unit_id]) for meeting in meetings]
    met = {(m.unit_id, m.month) for m in meetings if m.kind != MeetingKind.THEMATIC}
    habits = {habit.unit_id: habit for habit in CellHabit.objects.filter(unit__in=known)}
    for cell in cells:
        habit = habits.get(cell.pk) or CellHabit(unit=cell)
        for month in months:
            if (cell.pk, month.first) not in met and month >= Month.of(today):
                found += _expected(cell, habit, month)
    return found


def _sitting(meeting: Meeting, cell: Unit) -> Sitting:
    on = meeting.held_on or meeting.planned_on or meeting.month
    at, ends = meeting.starts_at or meeting.planned_at, meeting.ends_at
    minutes = length_minutes(at, ends) if at and ends else _usual_minutes(meeting.kind, on)
    kind = str(MeetingKind(meeting.kind).value)
    return Sitting(cell.pk, cell.name, kind, on, at, minutes, meeting.pk, meeting.is_held)


def _expected(cell: Unit, habit: CellHabit, month: Month) -> list[Sitting]:
    on = fixed_day_in(habit, month)
    if not cell.exists_on(on):
        return []
    kind = MeetingKind.REGULAR.value
    return [Sitting(cell.pk, cell.name, kind, on, habit.usual_time, _usual_minutes(kind, on))]


def _usual_minutes(kind: str, on: date) -> int:
    rules = meeting_rules(on)
    judged = rules is not None and kind in tuple(KindOfRules)
    minimum = rules.minimum(KindOfRules(kind)) if rules and judged else None
    return minimum.value if minimum else DEFAULT_MINUTES


def own_feeds(actor: Actor) -> list[CalendarFeed]:
    """The actor's addresses that are still open, newest first. One read."""
    rows = CalendarFeed.objects.all().visible_to_owner(actor)
    return list(rows.filter(revoked_at__isnull=True).select_related("unit").order_by("-id"))


class Subscription(NamedTuple):
    """What somebody who knows the address reads: its name and the meetings."""

    name: str
    sittings: list[Sitting]


def subscription(feed: CalendarFeed, account: Account, today: date) -> Subscription | None:
    """The meetings of an address as its owner may see them today; None once they may not.

    An account that was closed or lost its role leaves an address that answers nothing.
    """
    if not account.is_active:
        return None
    actor = actor_of(account, today, via="calendar")
    cells = _cells_of(feed, actor, today)
    if cells is None:
        return None
    now = Month.of(today)
    past = months_between(now.plus(-BEFORE), now.plus(AFTER))
    ahead = {now.plus(step) for step in range(EXPECTED)}
    sittings = [
        sitting
        for sitting in sittings_of(cells, past, today)
        if not sitting.is_expected or Month.of(sitting.on) in ahead
    ]
    name = feed.unit.name if feed.unit else str(FeedKind(feed.kind).label)
    return Subscription(name, sorted(sittings, key=lambda each: each.order))


def _cells_of(feed: CalendarFeed, actor: Actor, today: date) -> list[Unit] | None:
    if feed.kind == FeedKind.VISITS:
        return list(_followed_cells(actor, today).order_by("code")[:FEED_CELLS])
    if feed.kind == FeedKind.OWN:
        home = Member.objects.visible_to(actor).filter(pk=actor.member_id or 0).values("cell")
        rows = Unit.objects.unscoped("the cell of a member who asks for its days")
        return list(rows.filter(pk__in=home))
    if feed.unit is None or not actor.may(VIEW, feed.unit.path):
        return None
    below = Unit.objects.visible_to(actor, VIEW, inside=feed.unit.path).cells()
    return list(below.existing_on(today).order_by("code")[:FEED_CELLS])


def found_feed(secret_hash: str) -> CalendarFeed | None:
    """The open address with this hash; whoever asks proved to know its secret."""
    rows = CalendarFeed.objects.unscoped("asked for by its secret")
    open_ones = rows.filter(secret_hash=secret_hash, revoked_at__isnull=True)
    return open_ones.select_related("account", "unit").first()
