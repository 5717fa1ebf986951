"""D = A + B − C from the records themselves, whatever happened to people and units."""

import contextlib
import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from chibo.areas.indicators.actions import fold
from chibo.areas.indicators.measures import Span, measure, places, total
from chibo.areas.indicators.measures.members import count_members
from chibo.areas.indicators.measures.movements import count_movements
from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.queries import indicator_report, period_records
from chibo.areas.members.actions import (
    Arrival,
    TransferOrder,
    issue_transfer,
    record_move,
    take_back_answer,
    take_back_move,
    take_in_newcomer,
)
from chibo.areas.members.actions.arriving import Newcomer
from chibo.areas.members.models import Member, StateChange, Transfer
from chibo.areas.members.rules import MoveWish
from chibo.areas.organisation.models import Unit
from chibo.areas.statistics.measures.movements import WHYS, who_moved
from chibo.areas.statistics.queries import book
from chibo.areas.statistics.queries.sheets import asked_of
from chibo.areas.statistics.rules import Window, period_of
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import Refused
from chibo.core.periods import Month
from tests.areas.statistics.opening import opens_into_as_many
from tests.factories import a_cell, a_change, a_commune, a_member, a_province, an_actor

pytestmark = pytest.mark.django_db
WHY = "a test looks at everything"
ROWS = {
    "B1": "admitted",
    "B3": "restored",
    "C1": "deceased",
    "C2": "expelled",
    "C3": "removed",
    "C3p": "removed_probationary",
    "C4": "resigned",
    "D": "members",
}
"""Rows of sheet 1 and the facts of the indicators that say the same."""
TODAY = date(2026, 12, 31)


class Story:
    """A province of two communes in which a clerk writes down what happens, day by day."""

    def __init__(self, seed: int = 0) -> None:
        self.chance = random.Random(seed)
        self.province = a_province()
        self.here = a_commune(self.province, "Đảng bộ xã Hòa Bình")
        self.there = a_commune(self.province, "Đảng bộ phường Tân An")
        self.east = a_cell(self.here, "Chi bộ thôn Đông")
        self.west = a_cell(self.here, "Chi bộ thôn Tây")
        self.far = a_cell(self.there, "Chi bộ khu phố 1")
        self.cells = [self.east, self.west, self.far]
        self.clerk: Actor = an_actor("clerk", self.province)
        self.today = date(2025, 3, 1)
        self.members = [a_member(self.chance.choice(self.cells)) for _ in range(6)]

    @property
    def now(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 9, tzinfo=ZONE)

    def row(self, member: Member) -> Member:
        return Member.objects.unscoped(WHY).select_related("cell").get(pk=member.pk)

    def someone(self) -> Member:
        return self.row(self.chance.choice(self.members))

    def admit(self, cell: Unit | None = None) -> Member:
        where = cell or self.chance.choice(self.cells)
        member = a_member(where, joined_on=self.today, full_on=None)
        self.members.append(member)
        return member

    def move(self, code: str, member: Member, **more: object) -> StateChange:
        told = {"on": self.today, "decision_number": "Số 1-QĐ/ĐU", "decided_on": self.today}
        return record_move(
            actor=self.clerk,
            member_id=member.pk,
            wish=MoveWish(code, **{**told, **more}),  # type: ignore[arg-type]
            version=self.row(member).version,
            now=self.now,
            cell_id=self.row(member).cell_id if code == "restored" else None,
        )

    def send(self, member: Member, to: Unit | None) -> Transfer:
        inside = to is not None
        order = TransferOrder(
            kind="official",
            reason="residence",
            issued_on=self.today,
            fee_paid_to=Month.of(self.today),
            is_clear=True,
            to_unit_id=to.pk if to else None,
            to_place="" if inside else "Đảng bộ xã Ia Grai, tỉnh Gia Lai",
            accept_on=self.today if inside else None,
        )
        return issue_transfer(
            actor=self.clerk,
            member_id=member.pk,
            order=order,
            version=self.row(member).version,
            now=self.now,
        )

    def arrive(self, cell: Unit | None = None) -> None:
        code = f"MOI{len(self.members):03d}"
        newcomer = Newcomer(
            code, "Lê Thị Mới", "female", date(1985, 1, 1), date(2012, 2, 3), date(2013, 2, 3)
        )
        arrival = Arrival(
            kind="official",
            reason="work",
            from_place="Đảng bộ xã Ia Grai, tỉnh Gia Lai",
            number="Số 12-GTSHĐ/ĐU",
            issued_on=self.today,
            fee_paid_to=Month.of(self.today),
            on=self.today,
        )
        where = cell or self.chance.choice(self.cells)
        self.members.append(
            take_in_newcomer(
                actor=self.clerk,
                cell_id=where.pk,
                newcomer=newcomer,
                arrival=arrival,
                now=self.now,
            )
        )

    def take_back(self) -> None:
        change = StateChange.objects.unscoped(WHY).order_by("-id").first()
        if change:
            take_back_move(actor=self.clerk, change_id=change.pk, now=self.now)

    def take_back_transfer(self) -> None:
        rows = Transfer.objects.unscoped(WHY).filter(state="accepted", to_unit__isnull=False)
        found = rows.order_by("-id").first()
        if found:
            take_back_answer(
                actor=self.clerk, transfer_id=found.pk, version=found.version, now=self.now
            )

    def reorganise(self) -> None:
        """A cell goes over to the other commune."""
        cell = Unit.objects.unscoped(WHY).get(pk=self.chance.choice(self.cells).pk)
        other = self.there if cell.parent_id == self.here.pk else self.here
        a_change("moved", cell, self.today, other)

    def happen(self) -> None:
        """One thing more, if the rules allow it."""
        things: list[Callable[[], object]] = [
            self.admit,
            self.arrive,
            self.take_back,
            self.take_back_transfer,
            self.reorganise,
            *(
                lambda code=code: self.move(code, self.someone(), ground="card")  # type: ignore[misc]
                for code in ("deceased", "removed", "expelled", "resigned", "restored", "restored")
            ),
            *(lambda: self.send(self.someone(), self.chance.choice(self.cells)),) * 5,
            lambda: self.send(self.someone(), None),
        ]
        with contextlib.suppress(Refused):
            self.chance.choice(things)()
        self.today += timedelta(days=self.chance.randint(0, 14))

    def units(self) -> Iterator[Unit]:
        pks = [u.pk for u in (self.province, self.here, self.there, *self.cells)]
        yield from Unit.objects.unscoped(WHY).filter(pk__in=pks)


def sheet_1(story: Story, unit: Unit, year: int = 2026, period: str = "year") -> dict[str, object]:
    """Column 2 by row."""
    unit = Unit.objects.unscoped(WHY).get(pk=unit.pk)
    found = book(actor=story.clerk, unit=unit, period=period, year=year, today=TODAY, only=["1"])
    lines = found.sheets[0].lines
    assert [each.holds for each in found.checks if each.check.code != "explained"] == [True] * 4
    return {line.row.code: line.cells[0].value for line in lines}


def members_on(unit: Unit, day: date) -> int:
    """Counted by the overview's own statement."""
    span = Span(Month.of(day), Month.of(day), day)
    return int(total(measure(places(unit, "then"), span).values()).get("members", 0))


def _equals_the_indicators(unit: Unit, window: Window, told: dict[str, Any]) -> None:
    """Rows of sheet 1 beside the indicators of the same unit and months."""
    span = Span(Month.of(window.starts_on), Month.of(window.ends_on), TODAY)
    here = places(unit, "then")
    counted = [count(here, [span]) for count in (count_members, count_movements)]
    facts = total(part for each in counted for part in each.values())
    for row, fact in ROWS.items():
        assert told[row] == facts.get(fact, 0), (unit.name, row)
    came, went = told["B2"] - told["B2c"], told["C5"] - told["C5c"]
    moved_in, moved_out = facts.get("moved_in", 0), facts.get("moved_out", 0)
    within = moved_in - came
    assert (within, within >= 0) == (moved_out - went, True), unit.name
    assert within == 0 or not unit.is_cell


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_happens_the_sheet_balances_for_every_unit_and_period(seed: int) -> None:
    story = Story(seed)
    while story.today < date(2026, 12, 20):
        story.happen()
    for unit in story.units():
        closing: dict[tuple[int, str], object] = {}
        for year, period in ((2025, "half"), (2025, "year"), (2026, "half"), (2026, "year")):
            told = sheet_1(story, unit, year, period)
            _rules, days = period_of(period, year, TODAY)
            assert told["A"] == members_on(unit, days.window.opening)
            assert told["D"] == members_on(unit, days.window.ends_on)
            assert (told["B4"], told["C6"]) == (0, 0)
            closing[year, period] = told["D"]
            _equals_the_indicators(unit, days.window, told)
        assert told["A"] == closing[2025, "year"]
        asked = asked_of(unit, days)
        for side, row in (("in", "B"), ("out", "C")):
            assert len(who_moved(asked, side)) == told[row]
            whys = [why for why in WHYS[side] if why != "organisation"]  # stands in "inside"
            assert sum(len(who_moved(asked, f"{side}.{why}")) for why in whys) == told[row]


def _lists_hold_what_the_indicators_count(story: Story, expected: dict[str, int]) -> None:
    """Of the province, then and now, kept and from the records."""
    fold(today=TODAY)
    asked = {"actor": story.clerk, "unit": story.province, "today": TODAY}
    for structure in ("then", "now"):
        report = indicator_report(
            actor=story.clerk,
            unit_code=story.province.code,
            start=Month(2026, 1),
            end=Month(2026, 12),
            children=False,
            structure=structure,
            today=TODAY,
        )["indicators"]
        for name, number in expected.items():
            code = f"members.{name}"
            of_the_year = {"period": Period.parse("2026"), "structure": structure}
            rows = period_records(figure=code, **asked, **of_the_year).rows
            assert (report[code]["value"], len(rows)) == (number, number), code
            assert all(row.note.startswith(("ngày ", "vào Đảng")) for row in rows)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(own[position + 1]), 0) FROM indicators_keptfact"
            " LEFT JOIN indicators_keptfigures ON months = 1 AND first >= '2026-01-01'"
            " WHERE name = 'removed'"
        )
        assert cursor.fetchone()[0] == expected["removed"]


class TestWhatBecameOfEachRow:
    def test_every_kind_of_coming_and_going_stands_in_its_row(self) -> None:
        story = Story()
        Member.objects.unscoped(WHY).delete()
        people = [a_member(story.east) for _ in range(7)]
        story.today = date(2026, 2, 3)
        probationary = story.admit(story.east)
        story.arrive(story.east)
        for member, code in zip(
            people, ("deceased", "expelled", "resigned", "removed"), strict=False
        ):
            story.move(code, member, ground="card")
        story.today = date(2026, 4, 1)
        story.move("removed", probationary, ground="card")
        story.move("restored", people[3])
        story.send(people[4], story.far)
        story.send(people[5], None)
        here, east = sheet_1(story, story.here), sheet_1(story, story.east)
        assert here == east
        assert here == {
            "A": 7,
            "B": 3,
            "B1": 1,
            "B2": 1,
            "B2a": 1,
            "B2b": 0,
            "B2c": 0,
            "B3": 1,
            "B4": 0,
            "C": 7,
            "C1": 1,
            "C2": 1,
            "C2p": 0,
            "C3": 2,
            "C3p": 1,
            "C4": 1,
            "C4p": 0,
            "C5": 2,
            "C5a": 1,
            "C5b": 1,
            "C5c": 0,
            "C6": 0,
            "D": 3,
        }
        _lists_hold_what_the_indicators_count(
            story,
            {
                "admitted": 1,
                "moved_in": 2,
                "moved_out": 2,
                "restored": 1,
                "deceased": 1,
                "expelled": 1,
                "removed": 2,
                "removed_probationary": 1,
                "resigned": 1,
                "recognised": 0,
            },
        )
        opened = opens_into_as_many(story.clerk, story.east, TODAY, ["1", "7"])
        assert opened >= {
            "transfer.official.out",
            "transfer.official.in",
            "out.removed",
            "in.moved",
        }
        province = sheet_1(story, story.province)
        assert (province["B2"], province["C5"], province["C5a"], province["C5b"]) == (1, 1, 1, 0)

    def test_a_move_within_the_unit_is_neither_increase_nor_decrease_of_it(self) -> None:
        story = Story()
        Member.objects.unscoped(WHY).delete()
        member = a_member(story.east)
        story.today = date(2026, 4, 1)
        story.send(member, story.west)
        commune, west = sheet_1(story, story.here), sheet_1(story, story.west)
        assert (commune["A"], commune["B"], commune["C"], commune["D"]) == (1, 0, 0, 1)
        assert (west["A"], west["B2b"], west["D"]) == (0, 1, 1)

    def test_a_cell_handed_over_brings_its_members_as_an_organisation(self) -> None:
        story = Story()
        Member.objects.unscoped(WHY).delete()
        for _ in range(3):
            a_member(story.far)
        a_change("moved", story.far, date(2026, 7, 1), story.here)
        here, there = sheet_1(story, story.here), sheet_1(story, story.there)
        assert (here["A"], here["B2b"], here["B2c"], here["D"]) == (0, 3, 3, 3)
        assert (there["A"], there["C5b"], there["C5c"], there["D"]) == (3, 3, 3, 0)
        half = sheet_1(story, story.here, period="half")
        assert (half["B"], half["D"]) == (0, 0)

    def test_an_end_without_a_record_of_why_is_counted_and_called_unexplained(self) -> None:
        story = Story()
        Member.objects.unscoped(WHY).delete()
        a_member(story.east, state="left", state_on=date(2026, 5, 4))
        a_member(story.east, state="deceased", state_on=date(2026, 5, 4))
        told = sheet_1(story, story.here)
        assert (told["A"], told["C"], told["C1"], told["C6"], told["D"]) == (2, 2, 1, 1, 0)

    def test_in_a_tree_that_is_no_province_nobody_knows_which_province_people_came_from(
        self,
    ) -> None:
        commune = a_commune()
        cell = a_cell(commune)
        story = Story()
        story.clerk = an_actor("clerk", commune)
        story.today = date(2026, 2, 3)
        story.arrive(cell)
        told = sheet_1(story, commune)
        assert (told["B2"], told["B2a"], told["B2b"]) == (1, None, None)
