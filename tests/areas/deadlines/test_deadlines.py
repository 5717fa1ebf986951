"""What is due at a level: every kind, in the order of what is lost, to whom it is shown."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.areas.deadlines import actions, queries
from chibo.areas.deadlines.errors import BadCertificate
from chibo.areas.deadlines.kinds import kinds
from chibo.areas.deadlines.rules import certificate_end
from chibo.areas.deadlines.sources import probation_ranges, sources
from chibo.areas.dues import actions as dues
from chibo.areas.members.actions import MovePaper, record_move
from chibo.areas.members.models import Transfer
from chibo.areas.members.rules import MoveWish, consider_by, probation_complete_on
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.models import Term
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed
from chibo.core.periods import Month
from chibo.regulations import member_rules_in_force
from tests.factories import a_cell, a_commune, a_member, a_province, an_actor

TODAY = date(2026, 11, 10)
NOW = datetime(2026, 11, 10, 9, 0, tzinfo=ZONE)


@pytest.fixture
def commune(db: None) -> Unit:
    return a_commune(a_province())


@pytest.fixture
def cell(commune: Unit) -> Unit:
    return a_cell(commune)


def on_probation(cell: Unit, name: str, joined_on: date) -> Any:
    return a_member(cell, name, joined_on=joined_on, full_on=None)


def found(actor: Actor, unit: Unit, today: date = TODAY, **more: Any) -> list[tuple[str, str, str]]:
    page = queries.deadlines(actor, unit, today, **more)
    return [(row.kind.code, row.label, row.due_on.isoformat()) for row in page.rows]


@pytest.fixture
def busy(cell: Unit) -> Unit:
    """One of everything in one cell."""
    on_probation(cell, "Dự Bị Quá Hạn", date(2025, 8, 3))
    on_probation(cell, "Dự Bị Trong Hạn", date(2025, 11, 3))
    on_probation(cell, "Dự Bị Sắp Hết", date(2025, 12, 1))
    on_probation(cell, "Dự Bị Còn Lâu", date(2026, 6, 1))
    veteran = {"born_on": date(1950, 1, 1), "full_on": date(1988, 1, 1)}
    a_member(cell, "Ba Mươi Năm", joined_on=date(1996, 12, 1), **veteran)
    a_member(cell, "Lỡ Đợt", joined_on=date(1986, 10, 1), **veteran)
    leaving = a_member(cell, "Chuyển Đi")
    Transfer.objects.create(
        member=leaving,
        full_name=leaving.full_name,
        kind="official",
        reason="work",
        from_cell=cell,
        to_unit=cell,
        issued_on=date(2026, 9, 1),
        fee_paid_to=date(2026, 9, 1),
        state="issued",
        recorded_at=NOW,
    )
    Term.objects.create(
        unit=cell,
        number=3,
        starts_on=date(2021, 10, 1),
        months=60,
        due_on=date(2026, 10, 1),
        pack_id="organisation-208-2026",
    )
    actions.record_certificate(
        actor=an_actor("clerk", cell.parent),
        cell_id=cell.pk,
        full_name="Cảm Tình Đảng",
        number="12-CN",
        issued_on=date(2022, 1, 5),
        now=NOW,
    )
    return cell


def owe(cell: Unit, name: str, months: int) -> None:
    """A member who has not paid the last months."""
    member = a_member(cell, name)
    keeper = an_actor("secretary", cell)
    dues.set_rate(
        actor=keeper,
        member_id=member.pk,
        starts_on=Month(2026, 2),
        rate=dues.Rate("insured", 8_000_000),
        version=0,
        now=NOW,
    )
    for back in range(1, months + 1):
        sheet = dues.open_month(
            actor=keeper, unit_id=cell.pk, month=Month(2026, 11).plus(-back), now=NOW
        )
        dues.bring_up_to_date(actor=keeper, sheet_id=sheet.pk, now=NOW)


class TestTheList:
    def test_everything_due_in_the_order_of_what_is_lost(self, busy: Unit) -> None:
        owe(busy, "Nợ Ba Tháng", 3)
        owe(busy, "Nợ Một Tháng", 1)
        assert found(an_actor("clerk", busy.parent), busy) == [
            ("probation_late", "Dự Bị Quá Hạn", "2026-09-16"),
            ("transfer_not_presented", "Chuyển Đi", "2026-10-14"),
            ("arrears_again", "Nợ Ba Tháng", "2026-09-01"),
            ("probation_now", "Dự Bị Trong Hạn", "2026-12-16"),
            ("certificate_ending", "Cảm Tình Đảng", "2027-01-05"),
            ("badge_missed", "Lỡ Đợt", "2026-11-07"),
            ("badge_due", "Ba Mươi Năm", "2027-02-03"),
            ("term_over", "Chi bộ thôn Đông", "2026-10-01"),
            ("arrears", "Nợ Một Tháng", "2026-11-01"),
            ("probation_soon", "Dự Bị Sắp Hết", "2026-12-01"),
        ]

    def test_each_row_knows_its_clause_and_what_is_lost(self, busy: Unit) -> None:
        owe(busy, "Nợ Ba Tháng", 3)
        page = queries.deadlines(an_actor("clerk", busy.parent), busy, TODAY)
        for row in page.rows:
            assert row.source is not None, row.kind.code
            assert row.kind.loses
            assert row.kind.todo
            assert row.place == "Chi bộ thôn Đông"
        late = page.rows[0]
        assert late.is_over
        assert late.source is not None
        assert "30" in late.source.why or "ngày làm việc" in late.source.why
        owing = next(row for row in page.rows if row.kind.code == "arrears_again")
        assert owing.count == 3
        assert owing.source is not None
        assert "ba tháng" in owing.source.clause

    def test_nothing_is_ever_proposed_about_a_person(self) -> None:
        said = " ".join(kind.todo + kind.name for kind in kinds().values())
        assert "xóa tên" not in said

    def test_a_level_sees_what_lies_below_it_and_no_more(self, busy: Unit) -> None:
        other = a_cell(busy.parent, "Chi bộ thôn Tây")
        on_probation(other, "Người Thôn Tây", date(2025, 8, 1))
        commune = busy.parent
        assert commune is not None
        assert commune.parent is not None
        clerk = an_actor("clerk", commune.parent)
        both = found(clerk, commune.parent)
        assert [label for _code, label, _day in both[:2]] == ["Người Thôn Tây", "Dự Bị Quá Hạn"]
        assert len(found(an_actor("clerk", commune), commune)) == len(both)
        assert found(clerk, other) == [("probation_late", "Người Thôn Tây", "2026-09-15")]
        secretary = an_actor("secretary", busy)
        assert "Người Thôn Tây" not in [label for _code, label, _day in found(secretary, busy)]
        assert found(an_actor("secretary", other), busy) == []

    def test_four_queries_for_few_and_for_many_page_by_page(
        self, busy: Unit, django_assert_num_queries: Any
    ) -> None:
        clerk = an_actor("clerk", busy.parent)

        def look(page: int = 1) -> queries.DeadlinePage:
            with django_assert_num_queries(4):
                return queries.deadlines(clerk, busy, TODAY, page=page, size=20)

        few = look().total
        for number in range(40):
            on_probation(busy, f"Dự Bị {number:02d}", date(2025, 7, 1))
        first, second = look(), look(2)
        assert first.total == few + 40
        assert first.counts["probation_late"] == 41
        names = [row.label for row in (*first.rows, *second.rows)]
        assert len(set(names)) == len(names) == 40
        with django_assert_num_queries(3):
            assert queries.count_deadlines(clerk, busy, TODAY) == first.total

    def test_one_kind_alone(self, busy: Unit) -> None:
        page = queries.deadlines(an_actor("clerk", busy.parent), busy, TODAY, only="badge_due")
        assert [row.label for row in page.rows] == ["Ba Mươi Năm"]
        assert page.total == 1

    def test_an_empty_level_has_an_empty_list(self, cell: Unit) -> None:
        page = queries.deadlines(an_actor("clerk", cell.parent), cell, TODAY)
        assert (page.rows, page.total) == ([], 0)

    def test_without_a_role_nothing_is_seen(self, busy: Unit) -> None:
        assert found(Actor(1, "khách", None, ()), busy) == []

    def test_what_was_done_falls_off(self, busy: Unit) -> None:
        clerk = an_actor("clerk", busy.parent)
        certificate = queries.certificates_of(clerk, busy)[0]
        actions.settle_certificate(actor=clerk, certificate_id=certificate.pk, version=1, now=NOW)
        assert "certificate_ending" not in [code for code, _label, _day in found(clerk, busy)]


class TestEverySource:
    """Whatever has a last day stands on the one list, with its clause and the page to act on."""

    def one(self, actor: Actor, unit: Unit, code: str, today: date = TODAY) -> queries.Deadline:
        (row,) = queries.deadlines(actor, unit, today, only=code).rows
        assert row.source is not None
        assert row.source.label
        return row

    def test_nothing_is_declared_that_no_source_gives(self, cell: Unit) -> None:
        given = {code for code, _rows in sources(an_actor("clerk", cell.parent), cell, TODAY)}
        rounds = {"badge_due", "report_due", "report_overdue"} - given  # not on every day
        assert given | rounds == set(kinds())

    def test_an_exemption_for_a_time_that_ends(self, cell: Unit) -> None:
        clerk, member = an_actor("clerk", cell.parent), a_member(cell, "Miễn Có Hạn")
        wish = MoveWish(
            "exempted",
            on=date(2026, 3, 1),
            decision_number="12-QĐ/ĐU",
            decided_on=date(2026, 3, 1),
            reason="other",
            until=date(2026, 12, 1),
        )
        record_move(
            actor=clerk, member_id=member.pk, wish=wish, paper=MovePaper(), version=1, now=NOW
        )
        row = self.one(clerk, cell, "exemption_ending")
        assert (row.label, row.due_on, row.is_over) == ("Miễn Có Hạn", date(2026, 12, 1), False)
        assert self.one(clerk, cell, "exemption_ending", date(2026, 12, 2)).is_over
        assert found(clerk, cell, date(2026, 10, 1)) == []
        back = MoveWish(
            "returned", on=date(2026, 11, 9), decision_number="15", decided_on=date(2026, 11, 9)
        )
        record_move(
            actor=clerk, member_id=member.pk, wish=back, paper=MovePaper(), version=2, now=NOW
        )
        assert found(clerk, cell) == []

    def test_a_reduction_of_dues_that_ends(self, cell: Unit) -> None:
        clerk, keeper = an_actor("clerk", cell.parent), an_actor("secretary", cell)
        assert cell.parent is not None
        dues.lay_down(
            actor=clerk,
            unit_id=cell.parent.pk,
            starts_on=Month(2026, 2),
            laid=dues.Laid("IV", None, None, ("reduced_50",)),
            version=0,
            now=NOW,
        )
        dues.set_rate(
            actor=keeper,
            member_id=a_member(cell, "Giảm Một Nửa").pk,
            starts_on=Month(2026, 2),
            rate=dues.Rate("uninsured", None, "reduced_50", "07-NQ/CB", Month(2026, 11)),
            version=0,
            now=NOW,
        )
        row = self.one(keeper, cell, "relief_ending")
        assert (row.label, row.due_on) == ("Giảm Một Nửa", date(2026, 11, 30))
        assert found(an_actor("cell_committee", cell), cell) == []

    def test_a_temporary_stay_that_is_over(self, cell: Unit) -> None:
        member = a_member(cell, "Đi Học")
        Transfer.objects.create(
            member=member,
            full_name=member.full_name,
            kind="temporary",
            reason="study",
            from_cell=cell,
            to_unit=cell.parent,
            to_cell=a_cell(cell.parent, "Chi bộ trường"),
            issued_on=date(2026, 4, 1),
            until=date(2026, 10, 31),
            answered_on=date(2026, 4, 3),
            fee_paid_to=date(2026, 4, 1),
            state="accepted",
            recorded_at=NOW,
        )
        row = self.one(an_actor("clerk", cell.parent), cell, "transfer_stay_over")
        assert (row.label, row.due_on, row.is_over) == ("Đi Học", date(2026, 10, 31), True)

    @pytest.mark.parametrize(
        ("today", "code"),
        [
            (date(2026, 9, 1), "term_ending"),
            (date(2026, 10, 1), "term_ending"),
            (date(2026, 10, 2), "term_over"),
        ],
    )
    def test_a_term_that_ends_or_is_over(self, cell: Unit, today: date, code: str) -> None:
        Term.objects.create(
            unit=cell,
            number=3,
            starts_on=date(2021, 10, 1),
            months=60,
            due_on=date(2026, 10, 1),
            pack_id="organisation-208-2026",
        )
        row = self.one(an_actor("clerk", cell.parent), cell, code, today)
        assert (row.due_on, row.is_person) == (date(2026, 10, 1), False)

    @pytest.mark.parametrize(
        ("years", "joined_on"),
        [(30, date(1996, 12, 1)), (45, date(1981, 12, 1)), (90, date(1936, 12, 1))],
    )
    def test_a_badge_of_any_milestone(self, cell: Unit, years: int, joined_on: date) -> None:
        a_member(
            cell, "Lão Thành", born_on=date(1915, 1, 1), joined_on=joined_on, full_on=joined_on
        )
        row = self.one(an_actor("clerk", cell.parent), cell, "badge_due")
        assert (row.count, row.due_on) == (years, date(2027, 2, 3))


class TestProbationDays:
    @pytest.mark.parametrize(
        ("today", "code"),
        [
            (date(2026, 10, 4), "probation_soon"),
            (date(2026, 11, 3), "probation_now"),
            (date(2026, 12, 16), "probation_now"),
            (date(2026, 12, 17), "probation_late"),
        ],
    )
    def test_the_window_opens_and_closes_on_its_days(
        self, cell: Unit, today: date, code: str
    ) -> None:
        on_probation(cell, "Dự Bị", date(2025, 11, 3))
        assert [row[0] for row in found(an_actor("clerk", cell.parent), cell, today)] == [code]

    @given(st.dates(date(2023, 1, 1), date(2030, 1, 1)), st.integers(0, 430))
    def test_the_range_asked_of_the_database_agrees_with_the_pure_rule(
        self, joined_on: date, later: int
    ) -> None:
        today = joined_on + timedelta(days=later)
        rules = member_rules_in_force(today)
        ends = probation_ranges(today, rules)
        assert (joined_on < ends.late) == (consider_by(joined_on, rules) < today)
        assert (joined_on < ends.complete) == (probation_complete_on(joined_on, rules) <= today)


class TestCertificates:
    def record(self, actor: Actor, cell: Unit, **more: Any) -> Any:
        said = {"full_name": "Lê An", "number": "", "issued_on": date(2024, 1, 5), "now": NOW}
        return actions.record_certificate(actor=actor, cell_id=cell.pk, **{**said, **more})

    def test_recorded_twice_it_is_one(self, cell: Unit) -> None:
        secretary = an_actor("secretary", cell)
        assert self.record(secretary, cell).pk == self.record(secretary, cell).pk

    def test_sixty_months(self, cell: Unit) -> None:
        row = self.record(an_actor("secretary", cell), cell)
        assert certificate_end(row.issued_on, member_rules_in_force(TODAY)) == date(2029, 1, 5)

    def test_refusals(self, cell: Unit) -> None:
        clerk = an_actor("clerk", cell.parent)
        with pytest.raises(BadCertificate, match="chưa tới"):
            self.record(clerk, cell, issued_on=date(2026, 12, 1))
        with pytest.raises(BadCertificate, match="họ và tên"):
            self.record(clerk, cell, full_name=" ")
        assert cell.parent is not None
        with pytest.raises(BadCertificate, match="không phải chi bộ"):
            self.record(clerk, cell.parent)
        with pytest.raises(NotAllowed):
            self.record(an_actor("superior", cell.parent), cell)

    def test_settled_once_and_an_old_page_is_told(self, cell: Unit) -> None:
        secretary = an_actor("secretary", cell)
        row = self.record(secretary, cell)
        said = {"actor": secretary, "certificate_id": row.pk, "now": NOW}
        with pytest.raises(ChangedMeanwhile):
            actions.settle_certificate(version=7, **said)
        actions.settle_certificate(version=1, **said)
        assert actions.settle_certificate(version=1, **said).version == 2


def test_a_paid_month_is_no_debt(cell: Unit) -> None:
    owe(cell, "Đã Nộp", 1)
    keeper = an_actor("secretary", cell)
    sheet = dues.open_month(actor=keeper, unit_id=cell.pk, month=Month(2026, 10), now=NOW)
    assert [row[0] for row in found(keeper, cell)] == ["arrears"]
    dues.pay_all(actor=keeper, book_id=sheet.pk, paid_on=date(2026, 11, 9), now=NOW)
    assert found(keeper, cell) == []
