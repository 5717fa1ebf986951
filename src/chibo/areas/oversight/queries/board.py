"""The board of a body: every unit directly below with who follows it, gaps first and why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import Substr

from chibo.areas.members.models import ENDED_STATES, Member
from chibo.areas.organisation.models import SEGMENT, Unit, UnitStanding
from chibo.areas.organisation.paths import unit_of
from chibo.areas.organisation.queries import children_on, standing
from chibo.areas.oversight.models import Overseeing
from chibo.areas.oversight.permissions import ASSIGN, VIEW
from chibo.areas.oversight.rules import Past, why_left, why_nobody
from chibo.core.actor import Actor

WHY = "the body was asked for; what stood below it on the day is its own"


@dataclass(frozen=True)
class BoardRow:
    """A unit of the day with who follows it; `why` says why nobody does, or nobody who should."""

    unit: UnitStanding
    overseers: tuple[Overseeing, ...]
    why: str
    below: int
    """Units further below that nobody follows."""

    @property
    def is_gap(self) -> bool:
        """Whether nobody of the committee follows it: nobody at all, or only who left it."""
        return all(row.left_seat_on for row in self.overseers)


@dataclass(frozen=True)
class Workload:
    """How many of the units directly below one person follows; a plain count."""

    member: Member
    units: int
    leads: int


@dataclass(frozen=True)
class Board:
    """The units directly below a body on a day; those nobody follows come first."""

    on: date
    rows: tuple[BoardRow, ...]

    @property
    def gaps(self) -> tuple[BoardRow, ...]:
        """The units nobody of the committee follows."""
        return tuple(row for row in self.rows if row.is_gap)

    @property
    def below(self) -> int:
        """How many units further below nobody follows."""
        return sum(row.below for row in self.rows)

    def workloads(self) -> list[Workload]:
        """Who follows how many, by given name."""
        held: dict[int, list[Overseeing]] = defaultdict(list)
        for row in self.rows:
            for each in row.overseers:
                held[each.member_id].append(each)
        found = [
            Workload(rows[0].member, len(rows), sum(row.is_lead for row in rows))
            for rows in held.values()
        ]
        return sorted(found, key=lambda each: (each.member.name_key, each.member.pk))


@dataclass(frozen=True)
class Gap:
    """A unit that nobody follows."""

    unit_id: int
    name: str


@dataclass(frozen=True)
class Gaps:
    """How many of the units directly below nobody follows, and the first of them."""

    units: int
    count: int
    first: tuple[Gap, ...]


def board(actor: Actor, body: Unit, on: date) -> Board:
    """The board of a body on a day. Four reads, whatever is below. Raises NotAllowed."""
    actor.require(VIEW, body)
    children = children_on(actor, body, on)
    known = _known([child.unit_id for child in children], on)
    below = _gaps_below(body, on)
    rows = [_row(child, known[child.unit_id], below, on) for child in children]
    rows.sort(key=lambda row: not row.is_gap)
    return Board(on, tuple(rows))


def _known(units: Sequence[int], on: date) -> dict[int, list[Overseeing]]:
    """Every assignment of these units begun by the day."""
    rows = Overseeing.objects.unscoped(WHY).filter(unit_id__in=units, starts_on__lte=on)
    rows = rows.with_seats(on)
    found: dict[int, list[Overseeing]] = defaultdict(list)
    for row in rows.select_related("member").order_by("-is_lead", "starts_on", "id"):
        found[row.unit_id].append(row)
    return found


def _row(
    child: UnitStanding, known: Iterable[Overseeing], below: dict[int, int], on: date
) -> BoardRow:
    held = tuple(row for row in known if row.is_held_on(on))
    left = [(row.member.full_name, row.left_seat_on) for row in held if row.left_seat_on]
    why = why_left(left) if held else why_nobody([_past(row) for row in known])
    return BoardRow(child, held, why if len(left) == len(held) else "", below.get(child.unit_id, 0))


def _past(row: Overseeing) -> Past:
    member = row.member
    left_on = member.state_on if member.state in ENDED_STATES else None
    return Past(member.full_name, row.ends_before, str(member.get_state_display()), left_on)


def _gaps_below(body: Unit, on: date) -> dict[int, int]:
    """Per unit directly below: how many units under it nobody follows. Two reads."""
    then = standing(body, on)
    if then is None:
        return {}
    width = len(then.path)
    held = Overseeing.objects.unscoped(WHY).seated_on(on).filter(unit_id=OuterRef("unit_id"))
    rows = UnitStanding.objects.unscoped(WHY).on(on).under(then.path)
    open_ones = rows.exclude(unit=body).exclude(parent_id=body.pk).exclude(Exists(held))
    child = Substr("path", width + 1, SEGMENT)
    counted = open_ones.values_list(child).annotate(many=Count("id")).order_by()
    return {unit_of(segment): many for segment, many in counted}


def gaps(actor: Actor, body: Unit, on: date, first: int = 5) -> Gaps:
    """How many units directly below nobody follows, and the first by code. One read."""
    actor.require(VIEW, body)
    held = Overseeing.objects.unscoped(WHY).seated_on(on).filter(unit_id=OuterRef("unit_id"))
    rows = UnitStanding.objects.unscoped(WHY).on(on).filter(parent=body).order_by("unit__code")
    found = rows.annotate(followed=Exists(held)).values_list("unit_id", "name", "followed")
    units = list(found)
    open_ones = [Gap(unit_id, name) for unit_id, name, followed in units if not followed]
    return Gaps(len(units), len(open_ones), tuple(open_ones[:first]))


def givers(actor: Actor, body: Unit, on: date) -> list[Member]:
    """Who has units below the body to hand over, by given name; also those who left since."""
    actor.require(ASSIGN, body)
    rows = Overseeing.objects.unscoped(WHY).under(body.path).exclude(unit=body)
    running = rows.not_ended_on(on).values("member_id")
    people = Member.objects.unscoped("named on the board of the body where the actor assigns")
    return list(people.filter(pk__in=running).by_name())
