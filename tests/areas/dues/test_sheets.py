"""The sheet of a month: who is on it, and what the rule of the month asks."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chibo.areas.dues import actions as dues
from chibo.areas.dues import queries
from chibo.areas.dues.errors import MonthClosed
from chibo.areas.dues.models import DuesEntry
from chibo.areas.members.models import Member
from chibo.core.actor import Actor
from chibo.core.periods import Month
from tests.areas.dues.village import NOVEMBER, Cell, at
from tests.factories import a_cell, a_member, an_actor


class TestTheSheetOfAMonth:
    def test_everyone_is_on_it_with_what_the_rule_of_the_month_asks(self, ready: Cell) -> None:
        page = queries.sheet_page(ready.secretary, ready.sheet(), date(2026, 11, 5))
        assert [(line.entry.member.full_name, line.entry.expected) for line in page.lines] == [
            ("Nguyễn Văn An", 80_000),
            ("Trần Thị Bình", 26_500),
            ("Lê Văn Cường", 11_100),
            ("Phạm Thị Dung", 7_400),
        ]
        assert page.lines[2].due is not None
        assert page.lines[2].due.reason.source is not None
        assert "QĐ 01-QĐ/TW" in page.lines[2].due.reason.source.why
        sheet = page.sheet
        assert (sheet.people, sheet.expected, sheet.paid, sheet.settled) == (4, 125_000, 0, 0)
        assert sheet.pack_id == "dues-qd01-2026"

    def test_opened_twice_it_is_the_same_sheet(self, ready: Cell) -> None:
        assert ready.open().pk == ready.sheet().pk
        assert DuesEntry.objects.unscoped("test").count() == 4

    def test_without_a_rate_nothing_is_invented(self, cell: Cell) -> None:
        cell.open()
        assert cell.line(cell.an).expected is None
        assert cell.sheet().unknown == 4

    def test_under_the_older_rule_what_two_sources_quote_alike_is_counted(self, cell: Cell) -> None:
        january = Month(2026, 1)
        cell.rate(cell.an, "insured", starts_on=january, amount=7_000_000)
        cell.rate(cell.binh, "others", starts_on=january)
        sheet = cell.open(january)
        page = queries.sheet_page(cell.secretary, sheet, date(2026, 11, 5))
        told = {line.entry.member_id: line.due for line in page.lines}
        quoted, unknown = told[cell.an.pk], told[cell.binh.pk]
        assert quoted is not None
        assert quoted.reason.source is not None
        assert (quoted.amount, quoted.reason.source.is_published) == (70_000, False)
        assert unknown is not None
        assert (unknown.amount, unknown.reason.code) == (None, "no_group_rate")
        assert "Không hưởng lương, lương hưu" in unknown.reason.sentence
        assert "chưa đối chiếu được với văn bản gốc" in page.unverified

    def test_under_the_older_rule_more_is_taken_without_a_decision_nobody_could_check(
        self, cell: Cell
    ) -> None:
        january = Month(2026, 1)
        cell.rate(cell.an, "insured", starts_on=january, amount=7_000_000)
        sheet = cell.open(january)
        cell.pay(cell.an, sheet, amount=100_000)
        line = cell.line(cell.an, january)
        assert (line.expected, line.paid, sheet.pack_id) == (70_000, 100_000, "dues-qd342-2010")

    def test_a_later_rate_or_newcomer_is_told_and_taken_over_on_request(self, ready: Cell) -> None:
        newcomer = a_member(ready.unit, "Vũ Văn Em", joined_on=date(2026, 11, 3), full_on=None)
        page = queries.sheet_page(ready.secretary, ready.sheet(), date(2026, 11, 6))
        assert page.fell_behind
        came = dues.bring_up_to_date(actor=ready.secretary, sheet_id=ready.sheet().pk, now=at(6))
        assert came == 1
        assert ready.line(newcomer).expected is None
        page = queries.sheet_page(ready.secretary, ready.sheet(), date(2026, 11, 6))
        assert not page.fell_behind

    def test_a_changed_rate_reaches_the_open_sheet_at_once(self, ready: Cell) -> None:
        ready.rate(ready.an, "insured", version=0, starts_on=NOVEMBER, amount=9_000_000)
        assert ready.line(ready.an).expected == 90_000
        assert ready.sheet().expected == 135_000

    def test_who_changed_cell_pays_where_the_month_began(self, ready: Cell) -> None:
        other = a_cell(ready.commune, "Chi bộ thôn Tây")
        moved = Member.objects.unscoped("test").get(pk=ready.dung.pk)
        moved.cell, moved.unit_path = other, other.path
        moved.save()
        neighbour = an_actor("secretary", other)
        sheet = dues.open_month(actor=neighbour, unit_id=other.pk, month=NOVEMBER, now=at(20))
        assert sheet.people == 0, "on November's sheet of the old cell already"

    @pytest.mark.parametrize("month", [Month(2026, 12), Month(2027, 3)])
    def test_a_month_to_come_has_no_sheet(self, cell: Cell, month: Month) -> None:
        with pytest.raises(MonthClosed, match="chưa tới"):
            cell.open(month)

    def test_a_body_has_no_sheet_of_its_own(self, cell: Cell) -> None:
        keeper = Actor(1, "x", None, an_actor("secretary", cell.commune).grants)
        with pytest.raises(MonthClosed, match="không phải chi bộ"):
            dues.open_month(actor=keeper, unit_id=cell.commune.pk, month=NOVEMBER, now=at(5))

    def test_two_lines_of_one_person_and_month_are_impossible(self, ready: Cell) -> None:
        line = ready.line(ready.an)
        with pytest.raises(IntegrityError), transaction.atomic():
            DuesEntry.objects.create(sheet=line.sheet, member=line.member, month=line.month)


def test_the_page_of_a_month_asks_the_same_number_of_questions_for_few_and_many(
    ready: Cell, django_assert_num_queries: Any
) -> None:
    def look() -> None:
        sheet = queries.find_sheet(ready.secretary, ready.unit, NOVEMBER)
        assert sheet is not None
        with django_assert_num_queries(9):
            queries.sheet_page(ready.secretary, sheet, date(2026, 11, 5))

    look()
    for number in range(30):
        a_member(ready.unit, f"Đặng Văn {number:02d}")
    dues.bring_up_to_date(actor=ready.secretary, sheet_id=ready.sheet().pk, now=at(5))
    ready.pay(ready.an, ready.sheet())
    look()
