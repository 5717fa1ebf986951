"""Dues of a cell: opened, paid, corrected, closed, owed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chibo.areas.dues import actions as dues
from chibo.areas.dues import queries
from chibo.areas.dues.actions import Laid, Payment, Rate
from chibo.areas.dues.errors import BadPayment, BadRate, BadSetting, MonthClosed
from chibo.areas.dues.models import DuesEntry, DuesPayment, DuesRate, DuesSheet
from chibo.areas.dues.rules import split
from chibo.areas.members.models import Member
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_member, a_province, an_actor

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


def at(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 19, 0, tzinfo=ZONE)


class Cell:
    """A village cell of four with its secretary, and the commune's clerk above."""

    def __init__(self) -> None:
        self.commune = a_commune()
        self.unit = a_cell(self.commune)
        self.an = a_member(self.unit, "Nguyễn Văn An")
        self.binh = a_member(self.unit, "Trần Thị Bình", gender="female")
        self.cuong = a_member(self.unit, "Lê Văn Cường")
        self.dung = a_member(self.unit, "Phạm Thị Dung", gender="female")
        self.secretary = an_actor("secretary", self.unit, name="Nguyễn Văn An")
        self.clerk = an_actor("clerk", self.commune, name="Hoàng Thị Mai")

    def lay_down(self, starts_on: Month = OCTOBER, version: int = 0, **more: Any) -> Any:
        laid = {
            "region": "IV",
            "cell_keeps": Decimal(30),
            "body_keeps": Decimal(90),
            "reliefs": ("long_member", "reduced_50"),
        }
        return dues.lay_down(
            actor=more.pop("actor", self.clerk),
            unit_id=self.commune.pk,
            starts_on=starts_on,
            laid=Laid(**{**laid, **more}),
            version=version,
            now=at(1),
        )

    def rate(self, member: Member, group: str, version: int = 0, **more: Any) -> DuesRate:
        return dues.set_rate(
            actor=more.pop("actor", self.secretary),
            member_id=member.pk,
            starts_on=more.pop("starts_on", OCTOBER),
            rate=Rate(group, **more),
            version=version,
            now=at(1),
        )

    def rates(self) -> None:
        """Salary, pension, farmer, past age: 80.000 + 26.500 + 11.100 + 7.400."""
        self.rate(self.an, "insured", amount=8_000_000)
        self.rate(self.binh, "pension", amount=5_300_000)
        self.rate(self.cuong, "uninsured")
        self.rate(self.dung, "past_age")

    def open(self, month: Month = NOVEMBER, now: datetime | None = None) -> DuesSheet:
        return dues.open_month(
            actor=self.secretary, unit_id=self.unit.pk, month=month, now=now or at(5)
        )

    def line(self, member: Member, month: Month = NOVEMBER) -> DuesEntry:
        return DuesEntry.objects.unscoped("test").get(member=member, month=month.first)

    def sheet(self, month: Month = NOVEMBER) -> DuesSheet:
        return DuesSheet.objects.unscoped("test").get(unit=self.unit, month=month.first)

    def pay(self, member: Member, book: DuesSheet, **more: Any) -> DuesPayment:
        entry = self.line(member, more.pop("month", book.round))
        return dues.pay(
            actor=more.pop("actor", self.secretary),
            entry_id=entry.pk,
            book_id=book.pk,
            payment=Payment(more.pop("paid_on", date(2026, 11, 5)), **more),
            version=entry.version,
            now=at(5),
        )


@pytest.fixture
def cell(db: None) -> Cell:
    return Cell()


@pytest.fixture
def ready(cell: Cell) -> Cell:
    """Shares and rates are known; the sheet of November is open."""
    cell.lay_down()
    cell.rates()
    cell.open()
    return cell


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

    def test_under_the_older_rule_amounts_are_taken_without_comparing(self, cell: Cell) -> None:
        january = Month(2026, 1)
        sheet = cell.open(january)
        cell.pay(cell.an, sheet, amount=15_000)
        line = cell.line(cell.an, january)
        assert (line.expected, line.paid, sheet.pack_id) == (None, 15_000, "dues-qd342-2010")

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


class TestClosing:
    def close(self, cell: Cell, **more: Any) -> DuesSheet:
        sheet = cell.sheet()
        said = {"sheet_id": sheet.pk, "version": sheet.version, "now": at(28)}
        return dues.close_month(**{"actor": cell.secretary, **said, **more})

    def test_what_was_taken_in_is_parted_as_the_body_laid_down(self, ready: Cell) -> None:
        ready.pay(ready.an, ready.sheet())
        ready.pay(ready.binh, ready.sheet())
        closed = self.close(ready)
        assert (closed.received, closed.kept, closed.remitted) == (106_500, 31_950, 74_550)
        ready.lay_down(NOVEMBER, cell_keeps=Decimal(50))
        assert ready.sheet().kept == 31_950, "a closed month keeps its shares"

    def test_without_shares_laid_down_nothing_is_parted(self, cell: Cell) -> None:
        cell.open()
        closed = self.close(cell)
        assert (closed.state, closed.kept, closed.remitted) == ("closed", None, None)

    def test_a_closed_book_takes_nothing_until_the_body_above_opens_it(self, ready: Cell) -> None:
        self.close(ready)
        with pytest.raises(MonthClosed, match="đã khóa"):
            ready.pay(ready.an, ready.sheet())
        again = {"sheet_id": ready.sheet().pk, "now": at(29)}
        with pytest.raises(NotAllowed):
            dues.reopen_month(actor=ready.secretary, reason="Sót.", **again)
        with pytest.raises(MonthClosed, match="lý do"):
            dues.reopen_month(actor=ready.clerk, reason=" ", **again)
        dues.reopen_month(actor=ready.clerk, reason="Ghi sót một người.", **again)
        assert ready.pay(ready.an, ready.sheet()).amount == 80_000

    def test_closed_twice_is_closed_once_and_an_old_page_is_told(self, ready: Cell) -> None:
        with pytest.raises(ChangedMeanwhile):
            self.close(ready, version=1)
        first = self.close(ready)
        assert self.close(ready, version=1).closed_on == first.closed_on

    def test_the_clerk_confirms_what_was_handed_over(self, ready: Cell) -> None:
        hand = {"actor": ready.clerk, "sheet_id": ready.sheet().pk, "now": at(29)}
        with pytest.raises(MonthClosed, match="chưa khóa sổ"):
            dues.hand_over(on=date(2026, 11, 29), **hand)
        self.close(ready)
        with pytest.raises(MonthClosed, match="Ngày nhận"):
            dues.hand_over(on=date(2026, 12, 1), **hand)
        dues.hand_over(on=date(2026, 11, 29), **hand)
        assert ready.sheet().handed_over_to == "Hoàng Thị Mai"

    @pytest.mark.parametrize(
        ("received", "percent", "kept"),
        [(125_000, "30", 37_500), (11_101, "50", 5_551), (0, "30", 0), (99, "100", 99)],
    )
    def test_both_parts_make_the_whole(self, received: int, percent: str, kept: int) -> None:
        parts = split(received, Decimal(percent))
        assert parts.kept == kept
        assert parts.kept + parts.remitted == received


class TestRates:
    @pytest.mark.parametrize(
        ("group", "more", "why"),
        [
            ("insured", {}, "theo thu nhập"),
            ("student", {"amount": 100}, "để trống"),
            ("farmer", {}, "Không có nhóm này"),
            ("uninsured", {"starts_on": Month(2026, 1)}, "chưa có trong hệ thống"),
            ("uninsured", {"relief": "grave_illness", "decision_number": "5"}, "chưa cho áp dụng"),
            ("uninsured", {"relief": "long_member"}, "cần số nghị quyết"),
            ("uninsured", {"relief": "friendship", "decision_number": "5"}, "Không có trường hợp"),
        ],
    )
    def test_what_cannot_stand_is_refused_with_what_to_do(
        self, ready: Cell, group: str, more: dict[str, Any], why: str
    ) -> None:
        with pytest.raises(BadRate, match=why):
            ready.rate(ready.an, group, **more)

    def test_an_exempt_member_owes_nothing(self, ready: Cell) -> None:
        ready.rate(
            ready.an,
            "insured",
            starts_on=NOVEMBER,
            amount=8_000_000,
            relief="long_member",
            decision_number="07-NQ/CB",
        )
        page = queries.sheet_page(ready.secretary, ready.sheet(), date(2026, 11, 5))
        assert (page.lines[0].state, page.lines[0].entry.expected) == ("exempt", 0)

    def test_rates_follow_each_other_through_time(self, ready: Cell) -> None:
        ready.rate(ready.an, "pension", starts_on=NOVEMBER, amount=6_000_000)
        stretches = queries.rate_stretches(ready.secretary, ready.an)
        assert [(s.rate.group, s.rate.starts_on, s.ends_before) for s in stretches] == [
            ("pension", date(2026, 11, 1), None),
            ("insured", date(2026, 10, 1), date(2026, 11, 1)),
        ]

    def test_incomes_are_for_the_secretary_the_clerk_and_the_member(self, ready: Cell) -> None:
        an = Actor(5, "An", ready.an.pk, ())
        for who, sees in (
            (ready.secretary, True),
            (ready.clerk, True),
            (an, True),
            (an_actor("superior", ready.commune), False),
            (an_actor("cell_committee", ready.unit), False),
            (Actor(6, "Bình", ready.binh.pk, ()), False),
        ):
            assert bool(queries.rate_stretches(who, ready.an)) is sees
            assert queries.sees_base(who, ready.an) is sees

    def test_the_trail_never_tells_an_income(self, ready: Cell) -> None:
        events = AuditEvent.objects.filter(action="dues.rate_set")
        assert "8000000" not in str([event.changes for event in events])

    def test_two_people_at_once_one_is_told(self, ready: Cell) -> None:
        with pytest.raises(ChangedMeanwhile):
            ready.rate(ready.an, "insured", version=0, amount=9_000_000)
        ready.rate(ready.an, "insured", version=1, amount=9_000_000)

    def test_the_clerk_does_not_write_rates_of_a_cell(self, ready: Cell) -> None:
        with pytest.raises(NotAllowed):
            ready.rate(ready.an, "student", starts_on=NOVEMBER, actor=ready.clerk)


class TestSettings:
    def test_the_nearest_body_above_holds(self, cell: Cell) -> None:
        assert not queries.settings_of(cell.unit, NOVEMBER).is_laid_down
        cell.lay_down()
        cell.lay_down(NOVEMBER, region="III")
        assert queries.settings_of(cell.unit, OCTOBER).region == "IV"
        assert queries.settings_of(cell.unit, NOVEMBER).region == "III"
        assert not queries.settings_of(cell.unit, Month(2026, 9)).is_laid_down

    @pytest.mark.parametrize(
        ("more", "why"),
        [
            ({"region": "V"}, "vùng lương"),
            ({"cell_keeps": Decimal(101)}, "từ 0 đến 100"),
            ({"reliefs": ("friendship",)}, "miễn, giảm"),
        ],
    )
    def test_what_cannot_stand_is_refused(self, cell: Cell, more: dict[str, Any], why: str) -> None:
        with pytest.raises(BadSetting, match=why):
            cell.lay_down(**more)

    def test_a_secretary_lays_nothing_down(self, cell: Cell) -> None:
        with pytest.raises(NotAllowed):
            cell.lay_down(actor=an_actor("superior", cell.commune))


class TestTheBodysPicture:
    def test_sums_of_cells_and_months_and_of_all(self, ready: Cell) -> None:
        a_cell(ready.commune, "Chi bộ thôn Tây")
        ready.open(OCTOBER)
        ready.pay(ready.an, ready.sheet())
        picture = queries.body_picture(
            ready.clerk, ready.commune, last=NOVEMBER, count=2, today=date(2026, 11, 5)
        )
        east, west = picture.rows
        assert [(m.expected, m.paid, m.settled, m.people) for m in east.months] == [
            (125_000, 0, 0, 4),
            (125_000, 80_000, 1, 4),
        ]
        assert [m.sheets for m in west.months] == [0, 0]
        assert [m.paid for m in picture.totals] == [0, 80_000]

    def test_a_province_sees_communes_with_the_same_queries(
        self, cell: Cell, django_assert_num_queries: Any
    ) -> None:
        province = a_province("Đảng bộ tỉnh Đông")
        clerk = an_actor("clerk", province)

        def look() -> Any:
            with django_assert_num_queries(3):
                return queries.body_picture(clerk, province, last=NOVEMBER, today=date(2026, 11, 5))

        for commune in [a_commune(province, f"Đảng ủy xã {n}") for n in range(3)]:
            for number in range(2):
                unit = a_cell(commune, f"Chi bộ {number}")
                DuesSheet.objects.create(
                    unit=unit, month=NOVEMBER.first, people=2, settled=1, expected=50, paid=20
                )
            if commune.name.endswith("0"):
                assert [row.months[-1].paid for row in look().rows] == [40, 0, 0]
        picture = look()
        assert [row.months[-1].paid for row in picture.rows] == [40, 40, 40]
        assert picture.totals[-1].expected == 300


def test_the_page_of_a_month_asks_the_same_number_of_questions_for_few_and_many(
    ready: Cell, django_assert_num_queries: Any
) -> None:
    def look() -> None:
        sheet = queries.find_sheet(ready.secretary, ready.unit, NOVEMBER)
        assert sheet is not None
        with django_assert_num_queries(6):
            queries.sheet_page(ready.secretary, sheet, date(2026, 11, 5))

    look()
    for number in range(30):
        a_member(ready.unit, f"Đặng Văn {number:02d}")
    dues.bring_up_to_date(actor=ready.secretary, sheet_id=ready.sheet().pk, now=at(5))
    ready.pay(ready.an, ready.sheet())
    look()
