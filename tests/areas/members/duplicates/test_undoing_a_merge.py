"""A merge taken apart again to the last row."""

from datetime import date
from typing import Any

import pytest

from chibo.areas.meetings.models import Attendance
from chibo.areas.members.duplicates import queries
from chibo.areas.members.duplicates.errors import CannotUndoMerge
from chibo.areas.members.duplicates.models import MergedRow
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.tasks.models import Task
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed, NotThere
from tests.areas.members.duplicates.pairs import BORN, everything, merged, proposal, undone
from tests.factories import (
    a_cell,
    a_commune,
    a_held_meeting,
    a_member,
    an_actor,
)

pytestmark = pytest.mark.django_db


class TestUndoing:
    def test_every_row_is_as_it_was(
        self,
        clerk: Actor,
        commune: Unit,
        kept: Member,
        gone: Member,
        entangled: dict[str, Any],
    ) -> None:
        proposal()
        before = everything()
        done = merged(clerk, kept, gone, take=["full_name", "phone"])
        assert everything() != before
        undone(clerk, done)
        assert everything() == before
        assert undone(clerk, done).undone_by == clerk.name
        assert not MergedRow.objects.exists(), "what was kept for undoing is not kept longer"
        assert len(queries.pairs_below(clerk, commune, "open").rows) == 1
        versions = dict(Member.objects.unscoped("test").values_list("pk", "version"))
        assert versions == {kept.pk: 3, gone.pk: 2}, "no form opened before looks fresh"

    def test_undone_and_merged_the_other_way_round(
        self, clerk: Actor, kept: Member, gone: Member, entangled: dict[str, Any]
    ) -> None:
        before = everything()
        undone(clerk, merged(clerk, kept, gone))
        undone(clerk, merged(clerk, gone, kept, take=["full_name"]))
        assert everything() == before

    def test_each_gets_their_own_number_back(
        self, clerk: Actor, kept: Member, gone: Member
    ) -> None:
        Member.objects.unscoped("test").filter(pk=kept.pk).update(citizen_number="062070000009")
        before = everything()
        undone(clerk, merged(clerk, kept, gone, take=["citizen_number"]))
        undone(clerk, merged(clerk, gone, kept, take=["citizen_number"]))
        assert everything() == before

    def test_what_came_later_stays_with_the_kept_record(
        self, clerk: Actor, cell: Unit, kept: Member, gone: Member, entangled: dict[str, Any]
    ) -> None:
        done = merged(clerk, kept, gone)
        later = a_held_meeting(cell, date(2026, 11, 5))
        Attendance.objects.create(meeting=later, member=kept, state="present")
        undone(clerk, done)
        assert Attendance.objects.get(meeting=later).member_id == kept.pk
        assert Attendance.objects.filter(member=gone).count() == 2

    def test_not_once_the_kept_record_was_corrected(
        self, clerk: Actor, kept: Member, gone: Member
    ) -> None:
        done = merged(clerk, kept, gone)
        Member.objects.unscoped("test").filter(pk=kept.pk).update(phone="0911")
        with pytest.raises(CannotUndoMerge, match="bản ghi được giữ đã được sửa"):
            undone(clerk, done)

    def test_not_once_something_handed_over_was_changed(
        self, clerk: Actor, kept: Member, gone: Member, entangled: dict[str, Any]
    ) -> None:
        done = merged(clerk, kept, gone)
        Task.objects.unscoped("test").update(title="Việc khác")
        with pytest.raises(CannotUndoMerge, match="nhiệm vụ đã được sửa sau khi gộp"):
            undone(clerk, done)

    def test_a_chain_is_undone_from_its_end(
        self, clerk: Actor, cell: Unit, kept: Member, gone: Member
    ) -> None:
        before = everything()
        first = merged(clerk, kept, gone)
        third = a_member(cell, "Nguyễn Văn Thành", born_on=BORN, code="DV3")
        second = merged(clerk, third, kept)
        with pytest.raises(NotThere):
            undone(clerk, first)
        undone(clerk, second)
        Member.objects.unscoped("test").filter(pk=third.pk).delete()
        undone(clerk, first)
        assert everything() == before

    def test_not_while_somebody_else_carries_the_number(
        self, clerk: Actor, cell: Unit, kept: Member, gone: Member
    ) -> None:
        done = merged(clerk, kept, gone)
        a_member(cell, "Lê Thị Bưởi", code="DV2")
        with pytest.raises(CannotUndoMerge, match="mã, số định danh"):
            undone(clerk, done)

    def test_only_who_keeps_both_cells(
        self, province: Unit, commune: Unit, clerk: Actor, kept: Member
    ) -> None:
        far = a_member(a_cell(a_commune(province)), "Nguyễn Văn Thành", born_on=BORN)
        above = an_actor("clerk", province)
        done = merged(above, kept, far)
        with pytest.raises(NotAllowed):
            undone(clerk, done)
        assert undone(above, done).undone_at
