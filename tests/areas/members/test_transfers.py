"""Transfers: both sides, counted once, deadlines watched, mistakes undone."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.areas.documents.models import PaperNumber
from chibo.areas.members.actions import (
    Arrival,
    Newcomer,
    TransferOrder,
    accept_transfer,
    cancel_transfer,
    end_stay,
    issue_transfer,
    record_move,
    refuse_transfer,
    take_back_answer,
    take_in_again,
    take_in_guest,
    take_in_newcomer,
)
from chibo.areas.members.errors import BadMember, BadTransfer, CannotTakeBack, TransferNotOpen
from chibo.areas.members.models import Member, Transfer
from chibo.areas.members.queries import (
    away_on,
    count_members,
    count_waiting,
    find_destination,
    get_transfer,
    guests_of,
    history_of,
    issuing_body,
    overdue_transfers,
    transfers_in,
    transfers_of,
)
from chibo.areas.members.rules import MoveWish, overdue_before, present_by
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.periods import Month
from chibo.regulations import member_rules_in_force
from tests.factories import a_cell, a_commune, a_member, a_province, an_actor

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()


class Country:
    """A province with two communes of two cells each, and a clerk in each commune."""

    def __init__(self) -> None:
        self.province = a_province()
        self.here = a_commune(self.province, "Đảng bộ xã Hòa Bình")
        self.there = a_commune(self.province, "Đảng bộ xã Tân An")
        self.east = a_cell(self.here, "Chi bộ thôn Đông")
        self.west = a_cell(self.here, "Chi bộ thôn Tây")
        self.far = a_cell(self.there, "Chi bộ thôn Xa")
        self.clerk = an_actor("clerk", self.here)
        self.other_clerk = an_actor("clerk", self.there, name="Lê Thị Ba")
        self.member = a_member(self.east)

    def order(self, to: Unit | None, **more: Any) -> TransferOrder:
        told = {
            "kind": "official",
            "reason": "residence",
            "issued_on": date(2026, 11, 2),
            "fee_paid_to": Month(2026, 11),
            "is_clear": True,
            "to_unit_id": to.pk if to else None,
        }
        return TransferOrder(**{**told, **more})

    def issue(self, to: Unit | None, actor: Actor | None = None, **more: Any) -> Transfer:
        return issue_transfer(
            actor=actor or self.clerk,
            member_id=self.member.pk,
            order=self.order(to, **more),
            version=self.now().version,
            now=NOW,
        )

    def now(self) -> Member:
        return Member.objects.unscoped("test").select_related("cell").get(pk=self.member.pk)

    def accept(self, transfer: Transfer, actor: Actor | None = None, **more: Any) -> Transfer:
        told = {"cell_id": None, "on": TODAY, "version": transfer.version, "now": NOW, **more}
        actor = actor or self.other_clerk
        return accept_transfer(actor=actor, transfer_id=transfer.pk, **told)


@pytest.fixture
def country(db: None) -> Country:
    return Country()


def reloaded(transfer: Transfer) -> Transfer:
    return Transfer.objects.unscoped("test").get(pk=transfer.pk)


class TestOfficial:
    def test_nothing_moves_before_the_other_side_has_said_yes(self, country: Country) -> None:
        transfer = country.issue(country.far)
        assert country.now().cell == country.east
        accepted = country.accept(transfer)
        moved = country.now()
        assert (moved.cell, moved.unit_path) == (country.far, country.far.path)
        assert (accepted.state, accepted.to_cell) == ("accepted", country.far)
        assert count_members(country.clerk, country.here, TODAY) == 0
        assert count_members(country.other_clerk, country.there, TODAY) == 1

    def test_the_letter_has_a_number_of_the_body_with_a_seal(self, country: Country) -> None:
        transfer = country.issue(country.far)
        number = PaperNumber.objects.unscoped("test").get(ref=transfer.ref)
        assert number.unit == country.here == issuing_body(country.east)
        assert number.line == "Số 01-GTSHĐ/ĐU"
        standing_alone = a_cell(country.province, "Chi bộ cơ quan", kind="chi_bo_co_so")
        assert issuing_body(standing_alone) == standing_alone

    def test_a_letter_to_a_body_lets_the_body_choose_the_cell(self, country: Country) -> None:
        transfer = country.issue(country.there)
        with pytest.raises(BadMember, match="chọn chi bộ tiếp nhận"):
            country.accept(transfer)
        with pytest.raises(NotThere):
            country.accept(transfer, cell_id=country.west.pk)
        country.accept(transfer, cell_id=country.far.pk)
        assert country.now().cell == country.far

    def test_refused_with_a_reason_the_member_stays(self, country: Country) -> None:
        transfer = country.issue(country.far)
        told = {"actor": country.other_clerk, "transfer_id": transfer.pk, "now": NOW}
        with pytest.raises(BadMember, match="lý do từ chối"):
            refuse_transfer(reason=" ", version=1, **told)
        refuse_transfer(reason="Không cư trú ở xã", version=1, **told)
        assert country.now().cell == country.east
        assert reloaded(transfer).answer == "Không cư trú ở xã"
        with pytest.raises(TransferNotOpen):
            country.accept(reloaded(transfer))
        assert country.issue(country.far).state == "issued", "and may be sent again"

    def test_the_sender_does_not_answer_and_the_receiver_does_not_cancel(
        self, country: Country
    ) -> None:
        transfer = country.issue(country.far)
        with pytest.raises(NotAllowed):
            country.accept(transfer, actor=country.clerk)
        with pytest.raises(NotAllowed):
            cancel_transfer(
                actor=country.other_clerk, transfer_id=transfer.pk, reason="", version=1, now=NOW
            )
        stranger = an_actor("clerk", a_commune(country.province, "Đảng bộ xã Khác"))
        with pytest.raises(NotThere):
            get_transfer(stranger, transfer.pk)

    def test_unpaid_dues_stop_it_with_the_clause(self, country: Country) -> None:
        with pytest.raises(BadTransfer, match="38-HD/BTCTW") as refused:
            country.issue(country.far, fee_paid_to=Month(2026, 9))
        assert [o.field for o in refused.value.objections] == ["fee_paid_to"]
        assert not Transfer.objects.unscoped("test").exists()
        assert not PaperNumber.objects.unscoped("test").exists()

    def test_one_letter_at_a_time(self, country: Country) -> None:
        first = country.issue(country.far)
        with pytest.raises(BadMember, match="chờ tiếp nhận"):
            country.issue(country.west, kind="internal")
        cancel_transfer(
            actor=country.clerk, transfer_id=first.pk, reason="Ghi nhầm", version=1, now=NOW
        )
        assert country.issue(country.west, kind="internal").state == "issued"

    def test_of_two_clerks_at_once_one_is_told(self, country: Country) -> None:
        transfer = country.issue(country.far)
        country.accept(transfer)
        with pytest.raises(ChangedMeanwhile):
            refuse_transfer(
                actor=country.other_clerk, transfer_id=transfer.pk, reason="x", version=1, now=NOW
            )


class TestInternal:
    def test_one_clerk_over_both_cells_does_both_at_once(self, country: Country) -> None:
        transfer = country.issue(
            country.west, kind="internal", reason="commune_official", accept_on=TODAY
        )
        assert (transfer.state, transfer.reason) == ("accepted", "commune_official")
        assert country.now().cell == country.west

    def test_two_communes_are_too_far_apart(self, country: Country) -> None:
        with pytest.raises(BadTransfer, match="cùng một cấp trên trực tiếp"):
            country.issue(country.far, kind="internal")

    def test_who_does_not_keep_the_other_register_cannot_say_yes_for_it(
        self, country: Country
    ) -> None:
        with pytest.raises(NotAllowed):
            country.issue(country.far, accept_on=TODAY)
        assert country.now().cell == country.east


class TestTemporary:
    def test_counted_at_home_and_taking_part_there(self, country: Country) -> None:
        transfer = country.issue(country.far, kind="temporary", until=date(2027, 5, 2))
        country.accept(transfer)
        assert country.now().cell == country.east
        assert count_members(country.clerk, country.here, TODAY) == 1
        assert count_members(country.other_clerk, country.there, TODAY) == 0
        assert away_on(country.east, TODAY) == {country.member.pk}
        assert [guest.member for guest in guests_of(country.far, TODAY)] == [country.member]
        assert away_on(country.east, TODAY - timedelta(days=1)) == set()

    def test_over_when_either_side_says_so(self, country: Country) -> None:
        transfer = country.issue(country.far, kind="temporary", until=date(2027, 5, 2))
        transfer = country.accept(transfer)
        with pytest.raises(BadMember, match="tạm thời ở"):
            country.issue(country.west, kind="internal")
        ended = end_stay(actor=country.clerk, transfer_id=transfer.pk, on=TODAY, version=2, now=NOW)
        assert away_on(country.east, TODAY) == set()
        again = take_back_answer(
            actor=country.other_clerk, transfer_id=ended.pk, version=3, now=NOW
        )
        assert (again.state, away_on(country.east, TODAY)) == ("accepted", {country.member.pk})

    def test_abroad_for_a_time_the_member_stays_counted(self, country: Country) -> None:
        transfer = country.issue(
            None, kind="abroad_temporary", to_place="Nhật Bản", until=date(2028, 1, 1)
        )
        assert transfer.goes_outside
        assert country.now().counted_on(TODAY)

    def test_a_guest_from_outside_is_counted_nowhere_here(self, country: Country) -> None:
        guest = take_in_guest(
            actor=country.clerk,
            cell_id=country.east.pk,
            full_name="Võ Thị Khách",
            arrival=arrival(kind="temporary", until=date(2027, 4, 20)),
            now=NOW,
        )
        assert guest.member is None
        assert [row.full_name for row in guests_of(country.east, TODAY)] == ["Võ Thị Khách"]
        assert count_members(country.clerk, country.here, TODAY) == 1


def arrival(**more: Any) -> Arrival:
    told = {
        "kind": "official",
        "reason": "work",
        "from_place": "Đảng bộ xã Ia Grai, tỉnh Gia Lai",
        "number": "Số 12-GTSHĐ/ĐU",
        "issued_on": date(2026, 10, 20),
        "fee_paid_to": Month(2026, 10),
        "on": date(2026, 11, 3),
    }
    return Arrival(**{**told, **more})


class TestOutside:
    def test_out_of_the_tree_membership_here_ends_on_the_day_of_the_letter(
        self, country: Country
    ) -> None:
        transfer = country.issue(None, to_place="Đảng bộ tỉnh Gia Lai")
        gone = country.now()
        assert (gone.state, gone.state_on) == ("transferred", date(2026, 11, 2))
        assert not gone.counted_on(date(2026, 11, 2))
        assert [line.change.kind for line in history_of(country.clerk, gone)] == ["transferred_out"]
        slips = country.accept(transfer, actor=country.clerk)
        assert (slips.state, slips.answered_on) == ("accepted", TODAY)

    def test_taken_back_the_membership_goes_on(self, country: Country) -> None:
        transfer = country.issue(None, to_place="Đảng bộ tỉnh Gia Lai")
        cancel_transfer(
            actor=country.clerk, transfer_id=transfer.pk, reason="Không đi nữa", version=1, now=NOW
        )
        back = country.now()
        assert (back.state, back.state_on, back.counted_on(TODAY)) == ("full", None, True)
        assert history_of(country.clerk, back) == []

    def test_a_newcomer_is_made_counted_from_the_day_and_admitted_nowhere_here(
        self, country: Country
    ) -> None:
        newcomer = Newcomer(
            code="DV-9001",
            full_name="Rơ Châm Hlan",
            gender="female",
            born_on=date(1990, 3, 8),
            joined_on=date(2015, 9, 2),
            full_on=date(2016, 9, 2),
            citizen_number="064190000001",
        )
        made = take_in_newcomer(
            actor=country.clerk,
            cell_id=country.east.pk,
            newcomer=newcomer,
            arrival=arrival(),
            now=NOW,
        )
        assert (made.cell, made.state, made.state_on) == (country.east, "full", date(2026, 11, 3))
        assert [line.change.kind for line in history_of(country.clerk, made)] == ["arrived"]
        (came,) = transfers_of(country.clerk, made)
        assert (came.comes_from_outside, came.outside_number) == (True, "Số 12-GTSHĐ/ĐU")
        with pytest.raises(BadMember, match="đã có"):
            take_in_newcomer(
                actor=country.clerk,
                cell_id=country.east.pk,
                newcomer=newcomer,
                arrival=arrival(),
                now=NOW,
            )

    def test_who_went_away_comes_back_to_the_old_record(self, country: Country) -> None:
        transfer = country.issue(None, to_place="Đảng bộ tỉnh Gia Lai", issued_on=TODAY)
        country.accept(transfer, actor=country.clerk)
        member = take_in_again(
            actor=country.clerk,
            member_id=country.member.pk,
            cell_id=country.west.pk,
            arrival=arrival(issued_on=TODAY, on=TODAY),
            now=NOW,
        )
        assert (member.cell, member.state) == (country.west, "full")
        assert member.counted_on(TODAY)


class TestUndo:
    def test_a_mistaken_yes_is_taken_back_and_the_letter_waits_again(
        self, country: Country
    ) -> None:
        transfer = country.accept(country.issue(country.far))
        take_back_answer(actor=country.other_clerk, transfer_id=transfer.pk, version=2, now=NOW)
        assert (country.now().cell, country.now().unit_path) == (country.east, country.east.path)
        assert reloaded(transfer).state == "issued"

    def test_not_once_something_came_after(self, country: Country) -> None:
        transfer = country.accept(country.issue(country.far))
        wish = MoveWish("exempted", TODAY, "Số 3-NQ/CB", TODAY, reason="old_weak")
        record_move(
            actor=country.other_clerk,
            member_id=country.member.pk,
            wish=wish,
            version=country.now().version,
            now=NOW,
        )
        with pytest.raises(CannotTakeBack):
            take_back_answer(actor=country.other_clerk, transfer_id=transfer.pk, version=2, now=NOW)

    def test_a_letter_under_way_keeps_other_ends_from_being_recorded(
        self, country: Country
    ) -> None:
        country.issue(country.far)
        with pytest.raises(BadMember, match="hủy giấy đó trước"):
            record_move(
                actor=country.clerk,
                member_id=country.member.pk,
                wish=MoveWish("deceased", TODAY),
                version=country.now().version,
                now=NOW,
            )


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
