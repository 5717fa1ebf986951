"""Lists of transfers and what is overdue among them."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chibo.areas.members.queries import (
    count_waiting,
    find_destination,
    overdue_transfers,
    transfers_in,
)
from chibo.areas.members.rules import overdue_before, present_by
from chibo.core.periods import Month
from chibo.regulations import member_rules_in_force
from tests.areas.members.country import TODAY, Country
from tests.factories import a_commune, a_member, an_actor


class TestDeadlines:
    @given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 80))
    def test_a_paper_is_overdue_exactly_after_its_last_day(self, today: date, age: int) -> None:
        rules = member_rules_in_force(TODAY)
        issued = today - timedelta(days=age)
        assert (issued < overdue_before(today, rules)) is (present_by(issued, rules) < today)

    def test_papers_not_presented_and_stays_that_are_over_are_told_with_their_clause(
        self, country: Country
    ) -> None:
        country.issue(country.far)
        due = present_by(date(2026, 11, 2), member_rules_in_force(TODAY))
        assert overdue_transfers(country.clerk, due) == []
        (late,) = overdue_transfers(country.clerk, due + timedelta(days=1))
        assert (late.code, late.due_on, late.days_late) == ("not_presented", due, 1)
        assert "xuất trình" in late.source.label
        for actor in (country.other_clerk, an_actor("superior", country.province)):
            assert len(overdue_transfers(actor, due + timedelta(days=1))) == 1
        stranger = an_actor("clerk", a_commune(country.province, "Đảng bộ xã Khác"))
        assert overdue_transfers(stranger, due + timedelta(days=1)) == []

    def test_a_stay_that_is_over_is_told_until_somebody_writes_the_return(
        self, country: Country
    ) -> None:
        transfer = country.issue(country.far, kind="temporary", until=date(2027, 5, 2))
        country.accept(transfer)
        assert overdue_transfers(country.clerk, date(2027, 5, 2)) == []
        (late,) = overdue_transfers(country.clerk, date(2027, 5, 10))
        assert (late.code, late.due_on) == ("stay_over", date(2027, 5, 2))

    def test_lists_and_deadlines_cost_the_same_for_one_and_for_many(
        self, country: Country, django_assert_num_queries: Any
    ) -> None:
        def made(count: int) -> None:
            for _number in range(count):
                country.member = a_member(country.east)
                country.issue(country.far, issued_on=date(2026, 5, 4), fee_paid_to=Month(2026, 5))

        made(1)
        for _round in range(2):
            with django_assert_num_queries(2):
                overdue_transfers(country.clerk, TODAY)
            with django_assert_num_queries(1):
                transfers_in(country.clerk, country.here, "sent", TODAY)
            made(7)
        assert len(overdue_transfers(country.clerk, TODAY)) == 15


class TestLists:
    def test_what_waits_for_whom(self, country: Country) -> None:
        transfer = country.issue(country.far)
        assert count_waiting(country.other_clerk, country.there, TODAY) == 1
        assert count_waiting(country.clerk, country.here, TODAY) == 0
        sent = transfers_in(country.clerk, country.here, "sent", TODAY)
        assert sent.rows == [transfer]
        assert transfers_in(country.other_clerk, country.there, "sent", TODAY).rows == []
        country.accept(transfer)
        for actor, unit in ((country.clerk, country.here), (country.other_clerk, country.there)):
            assert transfers_in(actor, unit, "all", TODAY).rows == [transfer]

    def test_page_after_page_nothing_is_lost(self, country: Country) -> None:
        for _number in range(5):
            country.member = a_member(country.east)
            country.issue(country.west, kind="internal")
        found: list[int] = []
        after = ""
        while True:
            page = transfers_in(country.clerk, country.here, "all", TODAY, after=after, size=2)
            found += [row.pk for row in page.rows]
            after = page.after
            if not after:
                break
        assert len(set(found)) == len(found) == 5

    def test_a_destination_is_named_to_a_clerk_wherever_it_stands_and_to_nobody_else(
        self, country: Country
    ) -> None:
        assert find_destination(country.clerk, country.far.code) == country.far
        assert find_destination(an_actor("secretary", country.east), country.far.code) is None
