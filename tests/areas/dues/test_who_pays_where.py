"""Where somebody pays who moved, came, died, or takes part elsewhere for a time."""

from datetime import date, datetime
from typing import Any

import pytest

from chibo.areas.dues import actions as dues
from chibo.areas.dues import queries
from chibo.areas.dues.actions import Payment
from chibo.areas.dues.models import DuesEntry, DuesSheet
from chibo.areas.members.actions import (
    Arrival,
    MovePaper,
    Newcomer,
    TransferOrder,
    accept_transfer,
    end_stay,
    issue_transfer,
    record_move,
    take_in_guest,
    take_in_newcomer,
)
from chibo.areas.members.models import Member, Transfer
from chibo.areas.members.rules import MoveWish
from chibo.areas.organisation.models import Unit
from chibo.core.periods import Month
from tests.areas.dues.village import NOVEMBER, OCTOBER, Cell, at
from tests.factories import a_cell, a_member, an_actor

SEPTEMBER = Month(2026, 9)


class Two(Cell):
    """The village cell and its neighbour, with a secretary each."""

    def __init__(self) -> None:
        super().__init__()
        self.west = a_cell(self.commune, "Chi bộ thôn Tây")
        self.neighbour = an_actor("secretary", self.west, name="Đỗ Văn Tây")
        self.lay_down(SEPTEMBER)

    def letter(self, member: Member, to: Unit | None, paid_to: Month, **more: Any) -> Transfer:
        """A letter of 20 October, taken in on the day told (5 November unless said)."""
        on, kind = more.pop("on", date(2026, 11, 5)), more.pop("kind", "official")
        issued = more.pop("issued_on", date(2026, 10, 20))
        order = TransferOrder(
            kind=kind,
            reason="work",
            issued_on=issued,
            fee_paid_to=paid_to,
            is_clear=True,
            to_unit_id=to.pk if to else None,
            **more,
        )
        now = at(28)
        letter = issue_transfer(
            actor=self.clerk, member_id=member.pk, order=order, version=member.version, now=now
        )
        return accept_transfer(
            actor=self.clerk,
            transfer_id=letter.pk,
            cell_id=None,
            on=on,
            version=letter.version,
            now=now,
        )

    def names(self, unit: Unit, month: Month, now: datetime | None = None) -> list[str]:
        """Who stands on the sheet of a cell's month as it is opened now."""
        keeper = self.secretary if unit == self.unit else self.neighbour
        sheet = dues.open_month(actor=keeper, unit_id=unit.pk, month=month, now=now or at(28))
        dues.bring_up_to_date(actor=keeper, sheet_id=sheet.pk, now=now or at(28))
        rows = DuesEntry.objects.unscoped("test").filter(sheet=sheet)
        return sorted(row.full_name for row in rows.select_related("member", "guest"))


EVERYBODY = ["Lê Văn Cường", "Nguyễn Văn An", "Phạm Thị Dung", "Trần Thị Bình"]


@pytest.fixture
def two(db: None) -> Two:
    return Two()


class TestMoves:
    def test_a_past_month_is_the_old_cells_and_the_next_one_the_new_cells(self, two: Two) -> None:
        two.letter(two.dung, two.west, OCTOBER)
        assert "Phạm Thị Dung" in two.names(two.unit, OCTOBER)
        assert two.names(two.west, OCTOBER) == []
        assert "Phạm Thị Dung" not in two.names(two.unit, NOVEMBER)
        assert two.names(two.west, NOVEMBER) == ["Phạm Thị Dung"]

    def test_the_month_the_letter_says_is_paid_stays_with_the_old_cell(self, two: Two) -> None:
        two.letter(two.dung, two.west, NOVEMBER, issued_on=date(2026, 11, 2))
        assert two.names(two.west, NOVEMBER) == []
        assert "Phạm Thị Dung" in two.names(two.unit, NOVEMBER)

    def test_a_newcomer_who_paid_the_month_elsewhere_is_not_asked_again(self, two: Two) -> None:
        for name, paid_to in (("Đào Văn Giáp", NOVEMBER), ("Đào Văn Hải", OCTOBER)):
            take_in_newcomer(
                actor=two.clerk,
                cell_id=two.west.pk,
                newcomer=Newcomer(
                    f"MOI-{name[-3:]}", name, "male", date(1980, 1, 1), date(2005, 1, 1), None
                ),
                arrival=Arrival(
                    "official",
                    "work",
                    "Đảng bộ tỉnh khác",
                    "12-GT",
                    date(2026, 10, 28),
                    paid_to,
                    date(2026, 11, 3),
                ),
                now=at(4),
            )
        assert two.names(two.west, OCTOBER) == []
        assert two.names(two.west, NOVEMBER) == ["Đào Văn Hải"]

    def test_who_died_in_the_month_still_stands_on_it_and_on_none_later(self, two: Two) -> None:
        record_move(
            actor=two.clerk,
            member_id=two.dung.pk,
            wish=MoveWish("deceased", on=date(2026, 10, 15)),
            paper=MovePaper(),
            version=two.dung.version,
            now=at(4),
        )
        assert two.names(two.unit, OCTOBER) == EVERYBODY
        assert "Phạm Thị Dung" not in two.names(two.unit, NOVEMBER)

    def test_admitted_on_the_31st_one_pays_from_that_month(self, two: Two) -> None:
        a_member(two.west, "Lý Thị Mới", joined_on=date(2026, 10, 31), full_on=None)
        assert two.names(two.west, OCTOBER) == ["Lý Thị Mới"]
        assert two.names(two.west, SEPTEMBER) == []

    def test_what_was_recorded_late_takes_an_unpaid_line_away_and_keeps_a_paid_one(
        self, two: Two
    ) -> None:
        assert two.names(two.unit, NOVEMBER, at(6)) == EVERYBODY
        two.pay(two.cuong, two.sheet(), amount=10_000)
        for member in (two.cuong, two.dung):
            two.letter(member, two.west, OCTOBER, on=date(2026, 10, 25))
        page = queries.sheet_page(two.secretary, two.sheet(), date(2026, 11, 28))
        assert page.fell_behind
        assert two.names(two.unit, NOVEMBER) == ["Lê Văn Cường", "Nguyễn Văn An", "Trần Thị Bình"]
        assert two.names(two.west, NOVEMBER) == ["Phạm Thị Dung"], "nobody pays twice"
        page = queries.sheet_page(two.secretary, two.sheet(), date(2026, 11, 28))
        assert not page.fell_behind


class TestForATime:
    def away(self, two: Two, to: Unit | None, **more: Any) -> Transfer:
        told = {"kind": "temporary", "until": date(2027, 4, 20), **more}
        return two.letter(two.binh, to, OCTOBER, **told)

    def test_who_takes_part_elsewhere_pays_there_by_the_rate_kept_at_home(self, two: Two) -> None:
        two.rate(two.binh, "pension", amount=5_300_000)
        self.away(two, two.west)
        assert two.names(two.unit, OCTOBER) == EVERYBODY
        assert "Trần Thị Bình" not in two.names(two.unit, NOVEMBER)
        assert two.names(two.west, NOVEMBER) == ["Trần Thị Bình"]
        line = two.line(two.binh)
        assert (line.expected, line.sheet.unit) == (26_500, two.west)
        page = queries.sheet_page(two.neighbour, line.sheet, date(2026, 11, 28))
        assert page.lines[0].is_visiting
        assert not page.lines[0].is_ours
        assert queries.rate_stretches(two.neighbour, two.binh) == [], "incomes stay at home"

    def test_back_home_one_pays_at_home_from_the_next_month(self, two: Two) -> None:
        letter = self.away(two, two.west, on=date(2026, 10, 22))
        letter = Transfer.objects.unscoped("test").get(pk=letter.pk)
        end_stay(
            actor=two.clerk,
            transfer_id=letter.pk,
            on=date(2026, 11, 1),
            version=letter.version,
            now=at(28),
        )
        assert "Trần Thị Bình" in two.names(two.unit, NOVEMBER)
        assert two.names(two.west, NOVEMBER) == []

    def test_away_outside_this_tree_one_stands_on_no_sheet_here(self, two: Two) -> None:
        self.away(two, None, to_place="Đảng ủy Trường Chính trị tỉnh khác")
        assert "Trần Thị Bình" not in two.names(two.unit, NOVEMBER)
        assert two.names(two.west, NOVEMBER) == []

    def guest(self, two: Two) -> Transfer:
        return take_in_guest(
            actor=two.clerk,
            cell_id=two.west.pk,
            full_name="Vương Thị Khách",
            arrival=Arrival(
                "temporary",
                "study",
                "Đảng bộ tỉnh khác",
                "08-GT",
                date(2026, 10, 5),
                OCTOBER,
                date(2026, 10, 8),
                until=date(2027, 6, 5),
            ),
            now=at(4),
        )

    def test_a_guest_from_outside_pays_here_what_was_taken_and_no_rate_is_invented(
        self, two: Two
    ) -> None:
        self.guest(two)
        assert two.names(two.west, OCTOBER) == [], "the letter says October is paid"
        assert two.names(two.west, NOVEMBER) == ["Vương Thị Khách"]
        sheet = DuesSheet.objects.unscoped("test").get(unit=two.west, month=NOVEMBER.first)
        page = queries.sheet_page(two.neighbour, sheet, date(2026, 11, 28))
        (line,) = page.lines
        assert (line.state, line.is_visiting, page.fell_behind) == ("unknown", True, False)
        assert line.due is not None
        assert "nơi đi giữ mức đóng" in line.due.reason.sentence
        dues.pay(
            actor=two.neighbour,
            entry_id=line.entry.pk,
            book_id=sheet.pk,
            payment=Payment(date(2026, 11, 5), 30_000),
            version=line.entry.version,
            now=at(28),
        )
        page = queries.sheet_page(two.neighbour, sheet, date(2026, 11, 28))
        assert (page.lines[0].state, page.arrears) == ("noted", [])
        assert (
            dues.open_month(
                actor=two.neighbour, unit_id=two.west.pk, month=NOVEMBER, now=at(28)
            ).received
            == 30_000
        )

    def test_a_guest_stands_on_a_sheet_once(self, two: Two) -> None:
        self.guest(two)
        assert two.names(two.west, NOVEMBER) == two.names(two.west, NOVEMBER)
