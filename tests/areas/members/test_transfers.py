"""Transfers inside the tree and out of it: both sides, counted once, mistakes undone."""

from datetime import date

import pytest

from chibo.areas.documents.models import PaperNumber
from chibo.areas.members.actions import (
    Newcomer,
    cancel_transfer,
    record_move,
    refuse_transfer,
    take_back_answer,
    take_in_again,
    take_in_newcomer,
)
from chibo.areas.members.errors import BadMember, BadTransfer, CannotTakeBack, TransferNotOpen
from chibo.areas.members.models import Transfer
from chibo.areas.members.queries import (
    count_members,
    get_transfer,
    history_of,
    issuing_body,
    transfers_of,
)
from chibo.areas.members.rules import MoveWish
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.periods import Month
from tests.areas.members.country import NOW, TODAY, Country, arrival, reloaded
from tests.factories import a_cell, a_commune, an_actor


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
