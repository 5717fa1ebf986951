"""Offices that write at random, thousands of records at a time: figures must always add up.

Used by the tests with some thousand operations and by `bench.any_figures` with as many as wanted.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.db import DatabaseError, connection, transaction

from chibo.areas.indicators.actions import fold, rebuild
from chibo.areas.indicators.definitions import Facts
from chibo.areas.indicators.kept.reading import open_store
from chibo.areas.indicators.measures import Span, measure, places, total
from chibo.areas.indicators.models import KeptFigures
from chibo.areas.meetings.models import Meeting
from chibo.areas.members.models import Member, StateChange, Stay
from chibo.areas.organisation.models import Unit
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.training.models import Enrolment, TrainingClass
from chibo.core.clock import ZONE
from chibo.core.errors import Refused
from chibo.core.periods import Month
from tests.areas.posts.test_facts import ACTS, TODAY, a_world
from tests.factories import a_cell, a_class, a_member, an_enrolment

WHY = "a test looks at everything"
BURST = 300  # of one kind of writing at a time; then some by one hand each, changes of units too
COLUMNS = ("path", "months", "first", "unit_id", "own", "below", "own_now", "below_now")
KINDS = ("regular", "regular", "thematic", "combined", "extraordinary")
GRADES = ("good", "fair", "average", "poor")


class Registers:
    """A province whose records are written by many hands; `since`: its first year."""

    def __init__(self, seed: int, since: int, burst: int = BURST) -> None:
        self.pick, self.since, self.burst = Random(seed), since, burst
        a_world()
        for commune in list(self.units(is_cell=False))[2:]:
            self.people(a_cell(commune), 4)

    def write(self, operations: int) -> int:
        """Write at least so much, folding now and then; how many operations it was."""
        done = 0
        while done < operations:
            burst = self.pick.choice((self.meet, self.meet, self.correct, self.score, self.admit))
            done += burst(min(self.burst, operations))
            for _ in range(4):
                done += self.try_to(self.pick.choice((*ACTS, *self.single())))
            if self.pick.random() < 0.3:
                fold(today=TODAY)
        return done

    def try_to(self, act: Callable[[Random], object]) -> bool:
        """One operation, as far as the rules and the records allow it."""
        with suppress(Refused, DatabaseError, LookupError, IndexError), transaction.atomic():
            act(self.pick)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            return True
        return False

    def single(self) -> tuple[Callable[[Random], object], ...]:
        return (self.open_a_class, self.enrol, self.change_a_state, self.correct_a_person)

    def units(self, **which: object) -> list[Unit]:
        return list(Unit.objects.unscoped(WHY).filter(**which).order_by("id"))

    def day(self) -> date:
        first = date(self.since, 1, 1).toordinal()
        return date.fromordinal(self.pick.randint(first, TODAY.toordinal() + 20))

    def meet(self, count: int) -> int:
        cells, pick = self.units(is_cell=True), self.pick
        Meeting.objects.bulk_create(
            (self._meeting(pick.choice(cells), self.day()) for _ in range(count)),
            ignore_conflicts=True,
        )
        return count

    def _meeting(self, cell: Unit, held_on: date) -> Meeting:
        pick, expected = self.pick, self.pick.randint(1, 40)
        present = pick.randint(0, expected)
        return Meeting(
            unit=cell,
            month=held_on.replace(day=1),
            kind=pick.choice(KINDS),
            state="closed",
            held_on=held_on,
            starts_at=time(pick.randint(0, 23), pick.choice((0, 30))),
            ends_at=pick.choice((None, time(pick.randint(0, 23), pick.randint(0, 59)))),
            expected=expected,
            present=present,
            excused=expected - present,
            unexcused=0,
            visitors=pick.choice(("", "", "Đảng ủy xã")),
            closed_at=datetime.combine(held_on, time(22), tzinfo=ZONE),
        )

    def correct(self, count: int) -> int:
        """Late corrections, and some meetings that never were."""
        rows = Meeting.objects.unscoped(WHY)
        ids = list(rows.order_by("id").values_list("pk", flat=True))
        chosen = self.pick.sample(ids, min(count, len(ids)))
        for start in range(0, len(chosen), 60):
            some = rows.filter(pk__in=chosen[start : start + 60])
            if start:
                days = timedelta(days=self.pick.randint(-40, 10))
                for meeting in some:
                    meeting.held_on = max(meeting.held_on + days, date(self.since, 1, 1))
                    meeting.present = self.pick.randint(0, meeting.expected)
                with suppress(DatabaseError), transaction.atomic():
                    rows.bulk_update(some, ["held_on", "present"])
            else:
                ScoreSheet.objects.unscoped(WHY).filter(meeting__in=some).delete()
                some.delete()
        return len(chosen)

    def score(self, count: int) -> int:
        """Official points, given late and changed later."""
        pick = self.pick
        rows = Meeting.objects.unscoped(WHY).filter(score_sheet=None).order_by("id")
        ids = list(rows.values_list("pk", flat=True))
        meetings = pick.sample(ids, min(count, len(ids)))
        moment = datetime.combine(TODAY, time(8), tzinfo=ZONE)
        ScoreSheet.objects.bulk_create(
            ScoreSheet(
                meeting_id=meeting,
                official_total=Decimal(pick.randint(0, 10_000)) / 100,
                official_grade=pick.choice(GRADES),
                official_at=moment,
            )
            for meeting in meetings
        )
        sheets = ScoreSheet.objects.unscoped(WHY).filter(official_grade=pick.choice(GRADES))
        sheets.update(official_total=Decimal("55.25"), official_grade=pick.choice(GRADES))
        return len(meetings)

    def admit(self, count: int) -> int:
        cells = self.units(is_cell=True, heir=None)
        done = 0
        for _ in range(min(count, 10)):
            done += self.people(self.pick.choice(cells), 1, self.day())
        return done

    def people(self, cell: Unit, count: int, joined_on: date = date(2010, 5, 19)) -> int:
        pick = self.pick
        for _ in range(count):
            full_on = pick.choice((None, joined_on + timedelta(days=pick.randint(365, 500))))
            born_on = date(pick.randint(1940, 2000), pick.randint(1, 12), pick.randint(1, 28))
            gender = pick.choice(("male", "female"))
            a_member(cell, joined_on=joined_on, full_on=full_on, born_on=born_on, gender=gender)
        return count

    def open_a_class(self, pick: Random) -> None:
        course = pick.choice(("candidates", "new_members", "party_work"))
        a_class(pick.choice(self.units()), self.day(), course=course)

    def enrol(self, pick: Random) -> None:
        classes = list(TrainingClass.objects.unscoped(WHY).order_by("id"))
        an_enrolment(pick.choice(classes), attended=pick.choice((None, 0, 12)))
        rows = Enrolment.objects.unscoped(WHY).order_by("id")
        pick.choice([rows[0].delete, lambda: rows.filter(attended=12).update(attended=3)])()

    def change_a_state(self, pick: Random) -> None:
        member = pick.choice(list(Member.objects.unscoped(WHY).order_by("id")))
        on, state = self.day(), pick.choice(("exempt", "full"))
        StateChange.objects.create(
            member=member,
            cell=member.cell,
            kind="exempted" if state == "exempt" else "returned",
            on=on,
            from_state=member.state,
            from_state_on=member.state_on,
            to_state=state,
            recorded_at=datetime.combine(TODAY, time(8), tzinfo=ZONE),
        )
        Member.objects.unscoped(WHY).filter(pk=member.pk).update(state=state, state_on=on)

    def correct_a_person(self, pick: Random) -> None:
        rows = Member.objects.unscoped(WHY)
        chosen = rows.filter(pk=pick.choice(list(rows.order_by("id"))).pk)
        pick.choice(
            [
                lambda: chosen.update(gender=pick.choice(("male", "female"))),
                lambda: chosen.update(born_on=date(pick.randint(1940, 2000), 2, 28)),
                lambda: chosen.update(full_on=self.day()),
                lambda: Stay.objects.unscoped(WHY).filter(member__in=chosen).update(how="followed"),
            ]
        )()

    def check(self, units: int, spans: int) -> None:
        """Kept = built anew = counted from the records, for both structures."""
        fold(today=TODAY)
        kept = everything_kept()
        rebuild(today=TODAY)
        assert everything_kept() == kept
        chosen = [*self.units(parent=None), *self.pick.sample(self.units(), units)]
        for unit in chosen:
            agrees_with_records(unit, self._spans(spans))

    def _spans(self, count: int) -> list[Span]:
        store = open_store()
        assert store is not None
        running = Month.of(TODAY)
        spans = [each.span(TODAY) for each in self.pick.sample(list(store.periods), count)]
        return [*spans, Span(running.plus(-13), running.plus(-4), TODAY), store_month(running)]


def store_month(month: Month) -> Span:
    return Span(month, month, TODAY)


def everything_kept() -> dict[tuple[object, ...], tuple[object, ...]]:
    return {row[:3]: row[3:] for row in KeptFigures.objects.values_list(*COLUMNS)}


def agrees_with_records(unit: Unit, spans: list[Span]) -> None:
    store = open_store()
    assert store is not None
    for structure in ("then", "now"):
        here = places(unit, structure)
        for span in spans:
            counted = _told(measure(here, span))
            asked = store.kept(span)
            assert asked is not None, span
            about = (unit.code, structure, span)
            kept = _told(store.slots(here, asked, structure, children=True))
            assert kept == counted, (about, _differing(kept, counted))
            whole = _told({"": total(counted.values())})
            assert _told(store.slots(here, asked, structure, children=False)) == whole, about


def _told(slots: dict[str, Facts]) -> dict[str, Facts]:
    found = {slot: {k: v for k, v in facts.items() if v} for slot, facts in slots.items()}
    return {slot: facts for slot, facts in found.items() if facts}


def _differing(kept: dict[str, Facts], counted: dict[str, Facts]) -> list[tuple[object, ...]]:
    return [
        (slot, name, kept.get(slot, {}).get(name, 0), counted.get(slot, {}).get(name, 0))
        for slot in kept.keys() | counted.keys()
        for name in kept.get(slot, {}).keys() | counted.get(slot, {}).keys()
        if kept.get(slot, {}).get(name, 0) != counted.get(slot, {}).get(name, 0)
    ]
