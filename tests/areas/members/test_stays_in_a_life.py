"""Where a member is at home, through transfers, ends and returns: one cell a day, never two."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from chibo.areas.indicators.recount.lines import broken_stays
from chibo.areas.members.actions import (
    Arrival,
    TransferOrder,
    accept_transfer,
    cancel_transfer,
    issue_transfer,
    record_move,
    take_back_answer,
    take_back_move,
    take_in_again,
)
from chibo.areas.members.errors import BadMember
from chibo.areas.members.models import Member, StateChange, Stay, Transfer
from chibo.areas.members.queries import stays_of
from chibo.areas.members.rules import MoveWish
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import Refused
from chibo.core.periods import FOREVER, Month
from tests.factories import a_cell, a_commune, a_member, an_actor

pytestmark = pytest.mark.django_db
START = date(2026, 1, 5)


class Life:
    """One member, two cells, one clerk, and a calendar that goes on."""

    def __init__(self) -> None:
        self.commune: Unit = a_commune()
        self.cells = [a_cell(self.commune), a_cell(self.commune, "Chi bộ thôn Tây")]
        self.clerk: Actor = an_actor("clerk", self.commune)
        self.member = a_member(self.cells[0])
        self.today = START

    @property
    def now(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 9, tzinfo=ZONE)

    def row(self) -> Member:
        return Member.objects.unscoped("test").select_related("cell").get(pk=self.member.pk)

    def stays(self) -> list[tuple[int, date, date]]:
        rows = Stay.objects.unscoped("test").filter(member=self.member).order_by("starts_on")
        return list(rows.values_list("cell_id", "starts_on", "ends_before"))

    def move(self, code: str, **more: object) -> None:
        told = {"on": self.today, "decision_number": "Số 1-QĐ/ĐU", "decided_on": self.today}
        wish = MoveWish(code, **{**told, **more})  # type: ignore[arg-type]
        record_move(
            actor=self.clerk,
            member_id=self.member.pk,
            wish=wish,
            version=self.row().version,
            now=self.now,
        )

    def issue(self, *, outside: bool = False) -> Transfer:
        other = next(cell for cell in self.cells if cell.pk != self.row().cell_id)
        order = TransferOrder(
            kind="official" if outside else "internal",
            reason="residence",
            issued_on=self.today,
            fee_paid_to=Month.of(self.today),
            to_unit_id=None if outside else other.pk,
            to_place="Tỉnh Gia Lai" if outside else "",
            is_clear=True,
        )
        return issue_transfer(
            actor=self.clerk,
            member_id=self.member.pk,
            order=order,
            version=self.row().version,
            now=self.now,
        )

    def latest(self) -> Transfer:
        return Transfer.objects.unscoped("test").latest("id")

    def accept(self) -> None:
        found = self.latest()
        accept_transfer(
            actor=self.clerk,
            transfer_id=found.pk,
            cell_id=None,
            on=self.today,
            version=found.version,
            now=self.now,
        )

    def cancel(self) -> None:
        found = self.latest()
        cancel_transfer(
            actor=self.clerk,
            transfer_id=found.pk,
            reason="x",
            version=found.version,
            now=self.now,
        )

    def take_back(self) -> None:
        found = self.latest()
        take_back_answer(
            actor=self.clerk, transfer_id=found.pk, version=found.version, now=self.now
        )

    def undo(self) -> None:
        change = StateChange.objects.unscoped("test").latest("id")
        take_back_move(actor=self.clerk, change_id=change.pk, now=self.now)

    def come_back(self) -> None:
        arrival = Arrival(
            kind="official",
            reason="work",
            from_place="Tỉnh Gia Lai",
            number="Số 1",
            issued_on=self.today,
            fee_paid_to=Month.of(self.today),
            on=self.today,
        )
        take_in_again(
            actor=self.clerk,
            member_id=self.member.pk,
            cell_id=self.cells[1].pk,
            arrival=arrival,
            now=self.now,
        )


def test_a_transfer_moves_the_home_on_its_day_and_undoing_it_moves_it_back() -> None:
    life = Life()
    east, west = (cell.pk for cell in life.cells)
    life.issue()
    life.accept()
    assert life.stays() == [
        (east, date(2010, 5, 19), START),
        (west, START, FOREVER),
    ]
    assert [stay.how for stay in stays_of(life.clerk, life.row())] == ["transferred", "joined"]
    life.take_back()
    assert life.stays() == [(east, date(2010, 5, 19), FOREVER)]


def test_between_leaving_and_coming_back_the_member_was_at_home_nowhere() -> None:
    life = Life()
    east, west = (cell.pk for cell in life.cells)
    life.issue(outside=True)
    life.accept()
    life.today = date(2026, 6, 1)
    life.come_back()
    assert life.stays() == [
        (east, date(2010, 5, 19), START),
        (west, date(2026, 6, 1), FOREVER),
    ]


def test_an_end_leaves_at_least_a_day_in_the_cell_one_just_came_to() -> None:
    life = Life()
    life.issue()
    life.accept()
    with pytest.raises(BadMember, match="Chi bộ thôn Tây” từ ngày 05/01/2026"):
        life.issue(outside=True)
    life.today += timedelta(days=1)
    assert life.issue(outside=True).state == "issued"


@pytest.mark.parametrize("seed", range(8))
def test_whatever_happens_one_home_a_day_and_the_row_of_today_agrees(seed: int) -> None:
    """Sixty random acts, allowed or refused: the stays stay sound and equal the present."""
    chance, life = random.Random(seed), Life()
    acts: list[Callable[[], object]] = [
        life.issue,
        lambda: life.issue(outside=True),
        life.accept,
        life.accept,
        life.cancel,
        life.take_back,
        life.undo,
        life.come_back,
        lambda: life.move("exempted", reason="old_weak"),
        lambda: life.move("returned"),
        lambda: life.move("removed", ground="card"),
        lambda: life.move("restored"),
    ]
    done = 0
    for _step in range(60):
        life.today += timedelta(days=chance.randrange(0, 4))
        try:
            chance.choice(acts)()
            done += 1
        except (Refused, Transfer.DoesNotExist, StateChange.DoesNotExist):
            continue
        assert broken_stays() == []
        row = life.row()
        running = [cell for cell, _start, end in life.stays() if end == FOREVER]
        if row.counted_on(life.today):
            assert running == [row.cell_id]
        assert row.unit_path == row.cell.path
    assert done > 3
