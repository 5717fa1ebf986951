"""Reading meetings, always for an actor."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, OuterRef, Q, Subquery

from chibo.areas.meetings.models import (
    REGULAR_KINDS,
    AgendaPoint,
    Attendance,
    AttendanceState,
    CellHabit,
    Meeting,
    MeetingKind,
    MeetingQuerySet,
    MeetingState,
    Vote,
)
from chibo.areas.meetings.rules import (
    AttendanceCounts,
    FixedDayRule,
    VoteBase,
    Voter,
    count_attendance,
    vote_base,
)
from chibo.areas.members.models import Member
from chibo.areas.members.queries import guest_ids, members_taking_part
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.past import cells_left_by
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.core.rows import get_row

ABSENT = (AttendanceState.EXCUSED, AttendanceState.UNEXCUSED)


def get_meeting(actor: Actor, meeting_id: int) -> Meeting:
    """The meeting, if the actor may see it; NotThere otherwise."""
    return get_row(Meeting.objects.select_related("unit", "unit__parent"), actor, pk=meeting_id)


def habit_of(unit: Unit) -> CellHabit:
    """How the cell usually meets; the defaults of a new cell where nothing was kept yet."""
    return CellHabit.objects.filter(unit=unit).first() or CellHabit(unit=unit)


def fixed_day_in(habit: CellHabit, month: Month) -> date:
    """The day of the month the cell's fixed-day rule points to, or its exception for the month."""
    other = habit.exceptions.get(str(month))
    if other:
        return date.fromisoformat(other["on"])
    return FixedDayRule.parse(habit.fixed_day).date_in(month)


def meetings_in(actor: Actor, unit: Unit, month: Month) -> list[Meeting]:
    """The unit's meetings of a month's round: regular before thematic, then by day."""
    rows = Meeting.objects.visible_to(actor).filter(unit=unit).in_month(month)
    for meeting in rows:
        meeting.unit = unit  # known already: nobody has to read it again
    return sorted(
        rows, key=lambda m: (not m.is_regular, m.held_on or m.planned_on or m.month, m.pk)
    )


def latest_meetings(actor: Actor, unit: Unit, limit: int = 24) -> list[Meeting]:
    """The unit's last meetings, newest first, with their score sheets."""
    rows = Meeting.objects.visible_to(actor).filter(unit=unit).latest_first()
    return list(rows.select_related("score_sheet")[:limit])


def past_meetings(actor: Actor, unit: Unit) -> MeetingQuerySet:
    """All meetings the unit held, newest first, with their score sheets; for a paginated list."""
    rows = Meeting.objects.visible_to(actor).filter(unit=unit).held()
    return rows.latest_first().select_related("score_sheet")


def meetings_until(actor: Actor, unit: Unit) -> MeetingQuerySet:
    """What the cells held that stood below a unit that has ended, before its end; newest first."""
    rows = Meeting.objects.visible_to(actor).filter(unit__in=cells_left_by(unit)).held()
    rows = rows.filter(held_on__lt=unit.ended_before).latest_first()
    return rows.select_related("score_sheet", "unit")


def held_months(unit: Unit, first: Month, last: Month) -> set[Month]:
    """The months in which the unit had a regular or combined meeting."""
    rows = Meeting.objects.unscoped("months of a unit the actor may see").held()
    found = rows.filter(unit=unit, month__range=(first.first, last.first), kind__in=REGULAR_KINDS)
    return {Month.of(day) for day in found.values_list("month", flat=True)}


def thematic_months(cells: Collection[Unit], first: Month, last: Month) -> dict[int, list[Month]]:
    """By cell, the months of its held thematic or combined meetings, one entry each."""
    rows = Meeting.objects.unscoped("meetings of cells the actor may see").held()
    found = rows.filter(
        unit__in=[cell.pk for cell in cells],
        month__range=(first.first, last.first),
        kind__in=(MeetingKind.THEMATIC, MeetingKind.COMBINED),
    )
    months: dict[int, list[Month]] = {}
    for unit_id, day in found.order_by("month").values_list("unit_id", "month"):
        months.setdefault(unit_id, []).append(Month.of(day))
    return months


def first_months(cells: Iterable[Unit]) -> dict[int | None, Month]:
    """By superior, the first month any of its cells has a held meeting on record.

    A superior none of whose cells ever met on record is left out: its record has not begun.
    """
    why = "where the record of cells the actor may see begins"
    held = Meeting.objects.unscoped(why).held().filter(unit=OuterRef("pk")).order_by("month")
    beside = Unit.objects.unscoped(why).filter(parent__in={cell.parent_id for cell in cells})
    begins = beside.annotate(begin=Subquery(held.values("month")[:1]))
    firsts = begins.order_by().values_list("parent_id").annotate(first=Min("begin"))
    return {parent_id: Month.of(day) for parent_id, day in firsts if day}


def asked_from(cell: Unit, month: Month, first: Month | None, look_back: int = 12) -> Month:
    """From when a missing meeting is held against a cell.

    Not before it was founded, nor before the record of its superior begins here (`first`, None:
    not begun), nor more than `look_back` months.
    """
    if first is None:
        return month
    founded = Month.of(cell.founded_on) if cell.founded_on else first
    return max(month.plus(-look_back), founded, first)


def agenda_of(meeting: Meeting) -> list[AgendaPoint]:
    """The agenda in order."""
    return list(AgendaPoint.objects.filter(meeting=meeting))


def votes_of(meeting: Meeting) -> list[Vote]:
    """The votes in the order they were taken."""
    return list(Vote.objects.filter(meeting=meeting))


@dataclass(frozen=True)
class RollRow:
    """One member of the cell at a meeting; `state` None: not said yet."""

    member: Member
    state: AttendanceState | None
    reason: str
    full: bool
    exempt: bool
    is_guest: bool = False
    """Here for a time and counted elsewhere: takes part, has no vote (38-HD/BTCTW)."""

    @property
    def is_exempt(self) -> bool:
        """Exempt by their record, or said to be for this meeting."""
        return self.exempt or self.state == AttendanceState.EXEMPT


def roll_of(meeting: Meeting) -> list[RollRow]:
    """Everyone who belongs to the meeting, by given name.

    While it is prepared and recorded: everyone who takes part in the cell on its day, those here
    for a time included and those away for a time not; an exempt member about whom nothing was
    said counts as exempt. Once it was closed: those who were recorded then,
    whatever became of them since, also while it is reopened.
    """
    said, on = _said_of(meeting), _day_of(meeting)
    if meeting.is_held:
        rows = Member.objects.unscoped("the roll of a meeting the actor may see")
        members, guests = list(rows.filter(pk__in=said).by_name()), guest_ids(meeting.unit, on)
    else:
        members, guests = members_taking_part(meeting.unit, on)
    return [_roll_row(m, said.get(m.pk), on, is_guest=m.pk in guests) for m in members]


def has_marks(meeting: Meeting) -> bool:
    """Whether the roll was begun: somebody is said to be there, or not."""
    return Attendance.objects.filter(meeting=meeting).exists()


def newcomers_to(meeting: Meeting) -> list[RollRow]:
    """Members of the cell on the day whom a reopened meeting does not know: forgotten, or moved
    here since. They count only once somebody says where they were."""
    if meeting.state != MeetingState.REOPENED:
        return []
    said, on = _said_of(meeting), _day_of(meeting)
    members, guests = members_taking_part(meeting.unit, on)
    return [
        RollRow(m, None, "", m.full_by(on), m.exempt_on(on), m.pk in guests)
        for m in members
        if m.pk not in said
    ]


def _said_of(meeting: Meeting) -> dict[int, Attendance]:
    return {row.member_id: row for row in Attendance.objects.filter(meeting=meeting)}


def _day_of(meeting: Meeting) -> date:
    return meeting.held_on or meeting.planned_on or meeting.month


def _roll_row(member: Member, said: Attendance | None, on: date, *, is_guest: bool) -> RollRow:
    exempt = member.exempt_on(on)
    unsaid = AttendanceState.EXEMPT if exempt else None
    state = AttendanceState(said.state) if said else unsaid
    return RollRow(member, state, said.reason if said else "", member.full_by(on), exempt, is_guest)


def counts_of(roll: list[RollRow]) -> AttendanceCounts:
    """Expected, present and absent, by the rule of exchange and domain §2."""
    return count_attendance(row.state for row in roll)


def voting_base(roll: list[RollRow], on: date, *, away: int = 0, suspended: int = 0) -> VoteBase:
    """Who may vote (QĐ 294-QĐ/TW clause 9.3): from the roll, and the two numbers it cannot know.

    Those away or suspended are looked for among the absent full members: first those absent with
    a reason, then those without, the exempt last. More of them than absent count as the absent.
    """
    roll = [row for row in roll if not row.is_guest]
    absent = [row for row in roll if row.full and row.state != AttendanceState.PRESENT]
    by_likelihood = sorted(absent, key=_unlikely_elsewhere)
    gone = {row.member.pk for row in by_likelihood[:away]}
    barred = {row.member.pk for row in by_likelihood[away : away + suspended]}
    return vote_base((_voter(row, gone, barred) for row in roll), on)


def _unlikely_elsewhere(row: RollRow) -> int:
    if row.state == AttendanceState.EXCUSED:
        return 0
    return 2 if row.is_exempt else 1


def _voter(row: RollRow, gone: Collection[int], barred: Collection[int]) -> Voter:
    return Voter(
        full=row.full,
        present=row.state == AttendanceState.PRESENT,
        exempt=row.is_exempt,
        away=row.member.pk in gone,
        suspended=row.member.pk in barred,
        excused=row.state == AttendanceState.EXCUSED,
    )


def counted_base(vote: Vote) -> VoteBase:
    """The denominator as it was written down with the vote; screen and paper read it alike."""
    left_out = vote.introduced_elsewhere + vote.exempt_absent + vote.suspended
    base = max(vote.convened - left_out - vote.absent_throughout, 0)
    return VoteBase(convened=vote.convened, base=base, may_vote=base)


@dataclass(frozen=True)
class OwnMeeting:
    """A meeting of the actor's own cell, and where they were."""

    meeting: Meeting
    state: str


def own_meetings(actor: Actor, limit: int = 24) -> list[OwnMeeting]:
    """Meetings of the actor's cell they were recorded at, and those coming; newest first."""
    if actor.member_id is None:
        return []
    own = Attendance.objects.filter(member_id=actor.member_id)
    states = {row.meeting_id: str(row.get_state_display()) for row in own.order_by("-id")[:limit]}
    home = Member.objects.visible_to(actor).filter(pk=actor.member_id).values("cell")
    rows = Meeting.objects.unscoped("meetings the actor was at, or is called to")
    found = rows.filter(
        Q(pk__in=states) | Q(unit__in=home, state=MeetingState.PLANNED)
    ).select_related("unit")
    return [OwnMeeting(m, states.get(m.pk, "")) for m in found.latest_first()[:limit]]


def meetings_between(
    actor: Actor, unit: Unit, first: date, last: date, *, after: str = "", size: int = 50
) -> list[Meeting]:
    """Meetings held from–to (both in) at or below the unit, by day, with unit and score sheet.

    `after`: the mark of the last one of the page before (`mark_of`).
    """
    rows = Meeting.objects.visible_to(actor, inside=unit.path).held()
    found = rows.filter(held_on__range=(first, last))
    day, _tilde, meeting_id = after.partition("~")
    if meeting_id.isdecimal():
        at = date.fromisoformat(day)
        found = found.filter(Q(held_on__gt=at) | Q(held_on=at, pk__gt=int(meeting_id)))
    return list(found.select_related("unit", "score_sheet").order_by("held_on", "pk")[:size])


def mark_of(meeting: Meeting) -> str:
    """From here the next page of `meetings_between` starts."""
    return f"{meeting.held_on}~{meeting.pk}"
