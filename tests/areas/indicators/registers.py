"""Offices that write at random, thousands of records at a time: figures must always add up.

Used by the tests with some thousand operations and by `bench.any_figures` with as many as wanted.
"""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from chibo.areas.grading.queue import broken_queue
from chibo.areas.indicators.actions import fold, rebuild
from chibo.areas.indicators.definitions import Facts
from chibo.areas.indicators.kept.reading import open_store
from chibo.areas.indicators.measures import Span, measure, places, total
from chibo.areas.indicators.models import CellMonth, KeptFigures, MovedMonth, UnitMonth
from chibo.areas.indicators.recount import differences_tonight
from chibo.areas.indicators.recount.records import broken_records
from chibo.areas.meetings.models import Meeting
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.models import Fact, FactSum
from chibo.areas.posts.rollup.folding import verify_facts
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.scoring.models import ScoreSheet
from chibo.core.clock import ZONE
from chibo.core.errors import Refused
from chibo.core.periods import Month
from tests.areas.indicators.single_acts import SINGLE, Act
from tests.areas.posts.test_facts import TODAY, a_world
from tests.factories import a_cell, a_member

WHY = "a test looks at everything"
BURST = 300  # of one kind of writing at a time; then some by one hand each, changes of units too
PARTS = 6  # of what is counted again in plain Python one is
STORED = (KeptFigures, CellMonth, UnitMonth, MovedMonth, Fact, FactSum)
KINDS = ("regular", "regular", "thematic", "combined", "extraordinary")
GRADES = ("good", "fair", "average", "poor")


class Registers:
    """A province whose records are written by many hands; `since`: its first year.

    `single`: one in so many operations is a single act, by the actions behind the pages.
    """

    def __init__(self, seed: int, since: int, burst: int = BURST, single: int = 10) -> None:
        self.pick, self.since, self.burst, self.single = Random(seed), since, burst, single
        a_world()
        for commune in list(self.units(is_cell=False))[2:]:
            self.people(a_cell(commune), 4)

    def write(self, operations: int) -> int:
        """Write at least so much, folding now and then; how many operations it was."""
        bursts = (self.meet, self.meet, self.correct, self.score, self.admit, self.report)
        done = 0
        while done < operations:
            many = self.pick.choice(bursts)(min(self.burst, operations))
            done += many
            for _ in range(max(many // (self.single - 1), 4)):
                done += self.try_to(self.pick.choice(SINGLE))
            if self.pick.random() < 0.3:
                fold(today=TODAY)
        return done

    def try_to(self, act: Act) -> bool:
        """One operation, as far as the rules and the records allow it."""
        with suppress(Refused, DatabaseError, LookupError), transaction.atomic():
            act(self.pick)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
            return True
        return False

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
        for start in range(0, len(chosen), 300):
            some = rows.filter(pk__in=chosen[start : start + 300])
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

    def report(self, count: int) -> int:
        """Months' reports, in time and late, some returned; others of before are decided."""
        pick, cells = self.pick, self.units(is_cell=True)
        rows = [self._report(pick.choice(cells), self.day().replace(day=1)) for _ in range(count)]
        MonthlyReport.objects.bulk_create(rows, ignore_conflicts=True)
        for state in ("returned", "accepted"):
            some = MonthlyReport.objects.unscoped(WHY).filter(due_on__day=pick.randint(2, 8))
            some.filter(state="submitted").update(state=state)
        return count

    def _report(self, cell: Unit, month: date) -> MonthlyReport:
        pick, state = self.pick, self.pick.choice(("draft", "submitted", "returned", "accepted"))
        sent = datetime.combine(month, time(9), tzinfo=ZONE) + timedelta(days=pick.randint(20, 60))
        due_on = date(month.year + month.month // 12, month.month % 12 + 1, pick.randint(2, 8))
        at = None if state == "draft" else sent
        told = {"first_submitted_at": at, "submitted_at": at, "due_on": due_on}
        return MonthlyReport(unit=cell, month=month, state=state, **told)

    def check(self, units: int, spans: int) -> None:
        """Stored = built anew = counted from the records, for both structures."""
        fold(today=TODAY)
        stored = everything_stored()
        turn = self.pick.randrange(PARTS)
        assert verify_facts(today=TODAY, number=turn, of=PARTS) == []
        assert [*broken_records(), *differences_tonight(TODAY, turn, PARTS)] == []
        assert broken_queue() == []
        rebuild(today=TODAY)
        for name, rows in everything_stored().items():
            assert rows or name == "MovedMonth", name
            assert sorted(rows ^ stored[name], key=str)[:4] == [], name
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


def everything_stored() -> dict[str, set[tuple[object, ...]]]:
    """All rows that follow from the records, by table, without their numbers."""
    return {
        model.__name__: {
            tuple(tuple(v) if isinstance(v, list) else v for v in row)
            for row in _all_of(model).values_list(*_columns(model))
        }
        for model in STORED
    }


def _all_of(model: type[Model]) -> Any:
    rows = model._default_manager
    return rows.unscoped(WHY) if hasattr(rows, "unscoped") else rows.all()


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.attname != "id"]


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
