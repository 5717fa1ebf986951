"""Members are counted once, whatever happens to them; the roll-ups agree with the records."""

from datetime import date, datetime

import pytest

from chibo.areas.indicators.actions import verify
from chibo.areas.indicators.queries import indicator_report
from chibo.areas.members.actions import (
    Arrival,
    Newcomer,
    TransferOrder,
    issue_transfer,
    record_move,
    take_back_arrival,
    take_in_newcomer,
)
from chibo.areas.members.models import Member
from chibo.areas.members.rules import MoveWish
from chibo.areas.organisation.models import Unit
from chibo.core.clock import ZONE
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_member, a_province, an_actor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 5)


class Year:
    """Two communes under a province; what happens is recorded by the province's clerk."""

    def __init__(self) -> None:
        self.province = a_province()
        self.here = a_commune(self.province, "Đảng bộ xã Hòa Bình")
        self.there = a_commune(self.province, "Đảng bộ xã Tân An")
        self.east, self.far = a_cell(self.here), a_cell(self.there, "Chi bộ thôn Xa")
        self.clerk = an_actor("clerk", self.province)
        self.superior = an_actor("superior", self.province)

    def version(self, member: Member) -> int:
        return Member.objects.unscoped("test").get(pk=member.pk).version

    def transfer(self, member: Member, on: date, **more: object) -> None:
        told = {
            "kind": "official",
            "reason": "residence",
            "issued_on": on,
            "fee_paid_to": Month.of(on),
            "is_clear": True,
            "to_unit_id": self.far.pk,
            "accept_on": on,
        }
        issue_transfer(
            actor=self.clerk,
            member_id=member.pk,
            order=TransferOrder(**{**told, **more}),  # type: ignore[arg-type]
            version=self.version(member),
            now=datetime(2026, 11, 5, 9, tzinfo=ZONE),
        )

    def move(self, member: Member, code: str, on: date, **more: str) -> None:
        record_move(
            actor=self.clerk,
            member_id=member.pk,
            wish=MoveWish(code, on, "Số 1-QĐ/ĐU", on, **more),  # type: ignore[arg-type]
            version=self.version(member),
            now=datetime(2026, 11, 5, 9, tzinfo=ZONE),
        )

    def figure(self, unit: Unit, code: str, month: str) -> int:
        found = indicator_report(
            actor=self.superior,
            unit_code=unit.code,
            start=Month.parse(month),
            end=Month.parse(month),
            children=False,
            structure="then",
            today=TODAY,
        )
        value: int = found["indicators"][code]["value"]
        return value

    def totals(self, month: str) -> tuple[int, int, int]:
        units = (self.here, self.there, self.province)
        here, there, whole = (self.figure(unit, "members.total", month) for unit in units)
        return here, there, whole


def test_a_transfer_moves_the_count_in_its_month_and_never_doubles_it() -> None:
    year = Year()
    moving, _staying = a_member(year.east), a_member(year.east)
    year.transfer(moving, date(2026, 6, 10))
    assert year.totals("2026-05") == (2, 0, 2)
    assert year.totals("2026-06") == (1, 1, 2)
    assert verify(today=TODAY) == []


def test_for_a_time_away_the_count_stays_at_home() -> None:
    year = Year()
    year.transfer(a_member(year.east), date(2026, 6, 10), kind="temporary", until=date(2027, 1, 10))
    assert year.totals("2026-10") == (1, 0, 1)
    assert verify(today=TODAY) == []


def test_out_of_the_tree_counted_here_no_more_and_from_outside_from_the_day_on() -> None:
    year = Year()
    year.transfer(
        a_member(year.east),
        date(2026, 6, 10),
        to_unit_id=None,
        to_place="Tỉnh Gia Lai",
        accept_on=None,
    )
    take_in_newcomer(
        actor=year.clerk,
        cell_id=year.far.pk,
        newcomer=Newcomer(
            code="DV-9001",
            full_name="Rơ Châm Hlan",
            gender="female",
            born_on=date(1990, 3, 8),
            joined_on=date(2015, 9, 2),
            full_on=date(2016, 9, 2),
        ),
        arrival=Arrival(
            kind="official",
            reason="work",
            from_place="Tỉnh Gia Lai",
            number="Số 1",
            issued_on=date(2026, 8, 20),
            fee_paid_to=Month(2026, 8),
            on=date(2026, 9, 1),
        ),
        now=datetime(2026, 11, 5, 9, tzinfo=ZONE),
    )
    assert year.totals("2026-05") == (1, 0, 1)
    assert year.totals("2026-08") == (0, 0, 0)
    assert year.totals("2026-09") == (0, 1, 1)
    admitted = year.figure(year.province, "members.admitted", "2026-09")
    assert admitted == 0, "admitted elsewhere, long ago"
    assert verify(today=TODAY) == []


def test_exempt_in_spring_and_back_in_autumn_each_month_knows_its_own() -> None:
    year = Year()
    member = a_member(year.east)
    year.move(member, "exempted", date(2026, 3, 1), reason="old_weak")
    year.move(member, "returned", date(2026, 9, 1))
    exempt = [
        year.figure(year.east, "members.exempt", m) for m in ("2026-02", "2026-05", "2026-10")
    ]
    assert exempt == [0, 1, 0]
    assert verify(today=TODAY) == []


def test_struck_off_and_restored_the_months_between_do_not_count() -> None:
    year = Year()
    member = a_member(year.east)
    year.move(member, "removed", date(2026, 2, 10), ground="card")
    year.move(member, "restored", date(2026, 7, 10))
    counted = [year.totals(m)[0] for m in ("2026-01", "2026-02", "2026-06", "2026-07")]
    assert counted == [1, 0, 0, 1]
    assert verify(today=TODAY) == []


def test_an_arrival_taken_back_leaves_the_figures_as_if_nobody_had_come() -> None:
    year = Year()
    a_member(year.east)
    before = year.totals("2026-10")
    now = datetime(2026, 11, 5, 9, tzinfo=ZONE)
    made = take_in_newcomer(
        actor=year.clerk,
        cell_id=year.far.pk,
        newcomer=Newcomer(
            "DV-9002", "Siu Blưh", "male", date(1990, 3, 8), date(2015, 9, 2), date(2016, 9, 2)
        ),
        arrival=Arrival(
            "official",
            "work",
            "Tỉnh Gia Lai",
            "Số 2",
            date(2026, 8, 20),
            Month(2026, 8),
            date(2026, 9, 1),
        ),
        now=now,
    )
    assert year.totals("2026-10") == (1, 1, 2)
    letter = made.transfers.unscoped("test").get()
    take_back_arrival(
        actor=year.clerk, transfer_id=letter.pk, reason="Nhầm", version=letter.version, now=now
    )
    assert year.totals("2026-10") == before == (1, 0, 1)
    assert verify(today=TODAY) == []
