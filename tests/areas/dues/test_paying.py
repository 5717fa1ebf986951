"""Taking dues: one tap, part, too much, mistakes; what is still owed."""

from datetime import date

import pytest

from chibo.areas.dues import actions as dues
from chibo.areas.dues import queries
from chibo.areas.dues.actions import Payment
from chibo.areas.dues.errors import BadPayment
from chibo.areas.dues.models import DuesPayment
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from chibo.core.periods import Month
from tests.areas.dues.village import NOVEMBER, OCTOBER, Cell, at
from tests.factories import a_cell, an_actor


class TestPaying:
    def test_one_tap_pays_what_is_due(self, ready: Cell) -> None:
        paid = ready.pay(ready.an, ready.sheet())
        assert (paid.amount, paid.number, paid.received_by) == (80_000, 1, "Nguyễn Văn An")
        sheet = ready.sheet()
        assert (sheet.settled, sheet.paid, sheet.received) == (1, 80_000, 80_000)
        event = AuditEvent.objects.get(action="dues.paid")
        assert event.changes["amount"] == [None, 80_000]

    def test_part_today_and_the_rest_later(self, ready: Cell) -> None:
        ready.pay(ready.an, ready.sheet(), amount=30_000)
        assert ready.line(ready.an).left == 50_000
        rest = ready.pay(ready.an, ready.sheet())
        assert (rest.amount, rest.number) == (50_000, 2)
        assert ready.line(ready.an).is_settled

    def test_more_than_the_rate_needs_the_superiors_decision(self, ready: Cell) -> None:
        with pytest.raises(BadPayment, match=r"80\.000 đ.*số quyết định"):
            ready.pay(ready.an, ready.sheet(), amount=100_000)
        paid = ready.pay(ready.an, ready.sheet(), amount=100_000, decision_number="12-QĐ/ĐU")
        assert paid.decision_number == "12-QĐ/ĐU"
        assert ready.sheet().received == 100_000

    @pytest.mark.parametrize("day", [date(2026, 10, 31), date(2026, 11, 6)])
    def test_the_day_lies_in_the_book_and_not_ahead(self, ready: Cell, day: date) -> None:
        with pytest.raises(BadPayment, match="Ngày nộp"):
            ready.pay(ready.an, ready.sheet(), paid_on=day)

    def test_two_people_taking_the_same_dues_one_is_told(self, ready: Cell) -> None:
        line = ready.line(ready.an)
        ready.pay(ready.an, ready.sheet())
        with pytest.raises(ChangedMeanwhile):
            dues.pay(
                actor=ready.secretary,
                entry_id=line.pk,
                book_id=ready.sheet().pk,
                payment=Payment(date(2026, 11, 5)),
                version=line.version,
                now=at(5),
            )
        assert DuesPayment.objects.unscoped("test").count() == 1

    def test_everyone_at_once_and_a_second_tap_writes_nothing(self, ready: Cell) -> None:
        ready.pay(ready.an, ready.sheet(), amount=30_000)
        said = {"actor": ready.secretary, "book_id": ready.sheet().pk}
        assert dues.pay_all(paid_on=date(2026, 11, 5), now=at(5), **said) == 4
        assert dues.pay_all(paid_on=date(2026, 11, 5), now=at(5), **said) == 0
        sheet = ready.sheet()
        assert (sheet.settled, sheet.received) == (4, 125_000)

    def test_a_mistake_is_corrected_with_a_sentence_and_leaves_a_trail(self, ready: Cell) -> None:
        paid = ready.pay(ready.an, ready.sheet(), amount=30_000)
        change = {
            "actor": ready.secretary,
            "payment_id": paid.pk,
            "payment": Payment(paid.paid_on, 40_000),
            "version": 1,
            "now": at(6),
        }
        with pytest.raises(BadPayment, match="lý do"):
            dues.correct_payment(reason=" ", **change)
        dues.correct_payment(reason="Ghi nhầm số.", **change)
        assert (ready.line(ready.an).paid, ready.sheet().received) == (40_000, 40_000)
        event = AuditEvent.objects.get(action="dues.payment_corrected")
        assert event.changes["amount"] == [30_000, 40_000]
        assert event.changes["reason"] == [None, "Ghi nhầm số."]
        with pytest.raises(ChangedMeanwhile):
            dues.correct_payment(reason="Lần nữa.", **change)

    def test_a_payment_written_by_mistake_counts_no_more_but_stays_readable(
        self, ready: Cell
    ) -> None:
        paid = ready.pay(ready.an, ready.sheet())
        back = {"actor": ready.secretary, "payment_id": paid.pk, "reason": "Nhầm người."}
        dues.take_back_payment(version=1, now=at(6), **back)
        assert (ready.line(ready.an).paid, ready.sheet().received) == (0, 0)
        with pytest.raises(BadPayment, match="đã được rút"):
            dues.take_back_payment(version=2, now=at(6), **back)
        again = ready.pay(ready.an, ready.sheet())
        assert again.number == 2, "a number once given is not given again"

    def test_a_member_of_the_committee_takes_dues_a_superior_only_looks(self, ready: Cell) -> None:
        helper = an_actor("cell_committee", ready.unit, name="Lê Văn Cường")
        assert ready.pay(ready.an, ready.sheet(), actor=helper).received_by == "Lê Văn Cường"
        with pytest.raises(NotAllowed):
            ready.pay(ready.binh, ready.sheet(), actor=an_actor("superior", ready.commune))
        stranger = an_actor("secretary", a_cell(ready.commune, "Chi bộ thôn Tây"))
        with pytest.raises(NotThere):
            ready.pay(ready.binh, ready.sheet(), actor=stranger)


class TestArrears:
    @pytest.fixture
    def owing(self, cell: Cell) -> Cell:
        """August to October open, nobody but An paid; November has begun."""
        cell.lay_down(Month(2026, 8))
        for member in (cell.an, cell.binh):
            cell.rate(member, "uninsured", starts_on=Month(2026, 8))
        for month in (8, 9, 10):
            sheet = cell.open(Month(2026, month))
            cell.pay(cell.an, sheet)
        cell.open()
        return cell

    def owes(self, cell: Cell, month: Month) -> list[tuple[str, int, int | None, bool]]:
        return [
            (row.member.full_name, row.left, row.reminder and row.reminder.value, bool(row.clause))
            for row in queries.arrears_of_cell(cell.secretary, cell.unit, month)
        ]

    def test_reminders_come_after_one_and_two_months_and_the_clause_after_three(
        self, owing: Cell
    ) -> None:
        assert self.owes(owing, Month(2026, 8)) == []
        assert self.owes(owing, Month(2026, 9)) == [("Trần Thị Bình", 11_100, 1, False)]
        assert self.owes(owing, OCTOBER) == [("Trần Thị Bình", 22_200, 2, False)]
        assert self.owes(owing, NOVEMBER) == [("Trần Thị Bình", 33_300, 2, True)]

    def test_a_member_sees_only_what_they_owe_themselves(self, owing: Cell) -> None:
        mine = queries.own_arrears(Actor(5, "Bình", owing.binh.pk, ()), NOVEMBER)
        assert mine is not None
        assert mine.months == 3
        assert queries.own_arrears(Actor(6, "An", owing.an.pk, ()), NOVEMBER) is None
        assert queries.own_arrears(Actor(7, "khách", None, ()), NOVEMBER) is None

    def test_an_old_debt_is_taken_into_the_running_book(self, owing: Cell) -> None:
        august = owing.sheet(Month(2026, 8))
        dues.close_month(
            actor=owing.secretary, sheet_id=august.pk, version=august.version, now=at(5)
        )
        owing.pay(owing.binh, owing.sheet(), month=Month(2026, 8))
        august, november = owing.sheet(Month(2026, 8)), owing.sheet()
        assert (august.paid, august.settled, august.received) == (22_200, 2, 11_100)
        assert (november.paid, november.received) == (0, 11_100)
        assert self.owes(owing, NOVEMBER) == [("Trần Thị Bình", 22_200, 2, False)]
        page = queries.sheet_page(owing.secretary, november, date(2026, 11, 5))
        assert [row.entry.round for row in page.others] == [Month(2026, 8)]

    def test_a_later_months_dues_do_not_go_into_an_earlier_book(self, owing: Cell) -> None:
        with pytest.raises(BadPayment, match="đúng sổ"):
            owing.pay(owing.binh, owing.sheet(Month(2026, 9)), month=OCTOBER)
