"""A member's states as history: recorded, refused, taken back; the row of today follows."""

from datetime import date, datetime
from typing import Any

import pytest

from chibo.areas.members.actions import MemberCorrection, correct_member
from chibo.areas.members.actions.moving import MovePaper, record_move, take_back_move
from chibo.areas.members.errors import BadMember, BadMove, CannotTakeBack
from chibo.areas.members.models import Member, StateChange
from chibo.areas.members.queries import history_of, open_moves
from chibo.areas.members.rules import MoveWish
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_commune, a_member, an_actor

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()
EXEMPTED = MoveWish(
    "exempted",
    on=date(2026, 10, 1),
    decision_number="Số 07-NQ/CB",
    decided_on=date(2026, 9, 28),
    reason="old_weak",
)


@pytest.fixture
def cell(db: None) -> Unit:
    return a_cell(a_commune())


@pytest.fixture
def clerk(cell: Unit) -> Actor:
    return an_actor("clerk", cell.parent)


def record(actor: Actor, member: Member, wish: MoveWish, **more: Any) -> StateChange:
    version = Member.objects.unscoped("test").get(pk=member.pk).version
    told = {"version": version, "now": NOW, **more}
    return record_move(actor=actor, member_id=member.pk, wish=wish, **told)


def saved(member: Member) -> Member:
    return Member.objects.unscoped("test").get(pk=member.pk)


class TestRecording:
    def test_a_probationary_member_becomes_full_from_the_day_twelve_months_were_complete(
        self, cell: Unit, clerk: Actor
    ) -> None:
        member = a_member(cell, joined_on=date(2025, 2, 3), full_on=None)
        wish = MoveWish(
            "recognised",
            decision_number="Số 15-QĐ/ĐU",
            considered_on=date(2026, 5, 4),
            decided_on=date(2026, 6, 1),
        )
        change = record(clerk, member, wish, paper=MovePaper("Đảng ủy xã Hòa Bình"))
        now = saved(member)
        assert (now.state, now.full_on, now.version) == ("full", date(2026, 2, 3), 2)
        assert now.full_by(date(2026, 2, 3))
        assert not now.full_by(date(2026, 2, 2))
        (line,) = history_of(clerk, now)
        assert line.change == change
        assert line.late_from == date(2026, 3, 24)
        assert (change.pack_id, change.decided_by) == ("members-hd38-2025", "Đảng ủy xã Hòa Bình")

    def test_too_early_nothing_is_written(self, cell: Unit, clerk: Actor) -> None:
        member = a_member(cell, joined_on=date(2026, 2, 3), full_on=None)
        wish = MoveWish(
            "recognised",
            decision_number="Số 15-QĐ/ĐU",
            considered_on=date(2026, 11, 1),
            decided_on=date(2026, 11, 2),
        )
        with pytest.raises(BadMove, match="03/02/2027 mới đủ 12 tháng"):
            record(clerk, member, wish)
        assert saved(member).version == 1
        assert not AuditEvent.objects.exists()

    def test_exempt_for_a_time_and_back_again(self, cell: Unit, clerk: Actor) -> None:
        member = a_member(cell)
        record(clerk, member, EXEMPTED)
        assert saved(member).exempt_on(date(2026, 10, 1))
        assert not saved(member).exempt_on(date(2026, 9, 30))
        record(clerk, member, MoveWish("returned", on=date(2026, 11, 1)))
        now = saved(member)
        assert (now.state, now.state_on) == ("full", date(2026, 11, 1))
        kinds = [line.change.kind for line in history_of(clerk, now)]
        assert kinds == ["returned", "exempted"]

    @pytest.mark.parametrize(
        ("wish", "state"),
        [
            (MoveWish("removed", None, "Số 1-QĐ/ĐU", TODAY, ground="card"), "left"),
            (MoveWish("expelled", TODAY, "Số 2-QĐ/ĐU", TODAY), "left"),
            (MoveWish("resigned", TODAY, "Số 3-QĐ/ĐU", TODAY), "left"),
            (MoveWish("deceased", TODAY), "deceased"),
        ],
    )
    def test_an_end_counts_from_its_day(
        self, cell: Unit, clerk: Actor, wish: MoveWish, state: str
    ) -> None:
        member = a_member(cell)
        record(clerk, member, wish)
        now = saved(member)
        assert (now.state, now.state_on) == (state, TODAY)
        assert not now.counted_on(TODAY)
        assert now.counted_on(date(2026, 11, 4))

    def test_restored_into_the_old_cell_or_into_another_one(self, cell: Unit, clerk: Actor) -> None:
        member = a_member(cell, state="left", state_on=date(2024, 5, 1))
        wish = MoveWish("restored", TODAY, "Số 9-QĐ/TU", TODAY)
        west = a_cell(cell.parent, "Chi bộ thôn Tây")
        record(clerk, member, wish, cell_id=west.pk)
        now = saved(member)
        assert (now.state, now.cell, now.unit_path) == ("full", west, west.path)
        assert now.counted_on(TODAY)

    def test_a_restored_member_needs_a_cell_that_still_meets(
        self, cell: Unit, clerk: Actor
    ) -> None:
        ended = a_cell(cell.parent, "Chi bộ cũ", ended_before=date(2025, 7, 1))
        member = a_member(ended, state="left", state_on=date(2024, 5, 1))
        with pytest.raises(BadMember, match="không phải chi bộ đang hoạt động"):
            record(clerk, member, MoveWish("restored", TODAY, "Số 9-QĐ/TU", TODAY))

    def test_only_the_registry_records_and_only_in_its_part(self, cell: Unit) -> None:
        member = a_member(cell)
        for role, where in (("secretary", cell), ("superior", cell.parent)):
            with pytest.raises(NotAllowed):
                record(an_actor(role, where), member, EXEMPTED)
        with pytest.raises(NotThere):
            record(an_actor("clerk", a_commune()), member, EXEMPTED)

    def test_of_two_at_once_one_wins_and_the_other_is_told(self, cell: Unit, clerk: Actor) -> None:
        member = a_member(cell)
        record(clerk, member, EXEMPTED, version=1)
        with pytest.raises(ChangedMeanwhile):
            record(clerk, member, MoveWish("deceased", TODAY), version=1)

    def test_the_machine_offers_what_is_open_and_names_nobody(
        self, cell: Unit, clerk: Actor
    ) -> None:
        member = a_member(cell, full_on=None, joined_on=date(2025, 1, 1))
        codes = [move.code for move in open_moves(member, TODAY)]
        assert codes == ["recognised", "exempted", "removed", "resigned", "deceased"]


class TestTakingBack:
    def test_the_member_stands_as_before_and_the_trail_keeps_it(
        self, cell: Unit, clerk: Actor
    ) -> None:
        member = a_member(cell, joined_on=date(2025, 2, 3), full_on=None)
        wish = MoveWish(
            "recognised",
            decision_number="Số 15-QĐ/ĐU",
            considered_on=date(2026, 5, 4),
            decided_on=date(2026, 6, 1),
        )
        change = record(clerk, member, wish)
        take_back_move(actor=clerk, change_id=change.pk, now=NOW)
        now = saved(member)
        before = (member.state, member.state_on, member.full_on, member.cell_id, member.unit_path)
        assert (now.state, now.state_on, now.full_on, now.cell_id, now.unit_path) == before
        actions = [event.action for event in AuditEvent.objects.order_by("id")]
        assert actions == ["member.moved", "member.move_taken_back"]
        assert history_of(clerk, now) == []

    def test_only_the_latest_change_is_taken_back(self, cell: Unit, clerk: Actor) -> None:
        member = a_member(cell)
        first = record(clerk, member, EXEMPTED)
        second = record(clerk, member, MoveWish("returned", on=date(2026, 11, 1)))
        with pytest.raises(CannotTakeBack, match="thay đổi mới nhất"):
            take_back_move(actor=clerk, change_id=first.pk, now=NOW)
        take_back_move(actor=clerk, change_id=second.pk, now=NOW)
        take_back_move(actor=clerk, change_id=first.pk, now=NOW)
        assert (saved(member).state, saved(member).state_on) == ("full", None)

    def test_after_a_correction_by_form_it_stays(self, cell: Unit, clerk: Actor) -> None:
        member = a_member(cell)
        change = record(clerk, member, EXEMPTED)
        now = saved(member)
        told = {name: getattr(now, name) for name in MemberCorrection.__dataclass_fields__}
        correct_member(
            actor=clerk,
            member_id=member.pk,
            correction=MemberCorrection(**{**told, "state_on": date(2026, 10, 2)}),
            version=2,
            now=NOW,
        )
        with pytest.raises(CannotTakeBack, match="sửa hoặc nhập lại"):
            take_back_move(actor=clerk, change_id=change.pk, now=NOW)

    def test_restoring_taken_back_leads_back_to_the_old_cell(
        self, cell: Unit, clerk: Actor
    ) -> None:
        member = a_member(cell, state="left", state_on=date(2024, 5, 1))
        west = a_cell(cell.parent, "Chi bộ thôn Tây")
        wish = MoveWish("restored", TODAY, "Số 9-QĐ/TU", TODAY)
        change = record(clerk, member, wish, cell_id=west.pk)
        take_back_move(actor=clerk, change_id=change.pk, now=NOW)
        now = saved(member)
        assert (now.state, now.state_on) == ("left", date(2024, 5, 1))
        assert (now.cell, now.unit_path) == (cell, cell.path)
