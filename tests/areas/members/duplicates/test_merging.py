"""Two records made one, and taken apart again to the last row."""

import threading
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, connections

from chibo.areas.access.errors import BadAccount
from chibo.areas.access.models import Account
from chibo.areas.indicators.actions import fold, verify
from chibo.areas.meetings.models import Attendance
from chibo.areas.members.duplicates import actions, queries
from chibo.areas.members.duplicates.errors import CannotMerge, CannotUndoMerge
from chibo.areas.members.duplicates.models import Merge, MergedRow, Proposal
from chibo.areas.members.duplicates.rows import pointers
from chibo.areas.members.models import Member, StateChange, Stay
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.models import Post
from chibo.areas.tasks.models import Task
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.factories import (
    a_cell,
    a_commune,
    a_held_meeting,
    a_member,
    a_post,
    a_province,
    an_account,
    an_actor,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
BORN = date(1970, 2, 5)
NUMBER = "062070000001"
APART = {"duplicates", "core"}


@pytest.fixture
def province() -> Unit:
    return a_province()


@pytest.fixture
def commune(province: Unit) -> Unit:
    return a_commune(province)


@pytest.fixture
def clerk(commune: Unit) -> Actor:
    return an_actor("clerk", commune)


@pytest.fixture
def cell(commune: Unit) -> Unit:
    return a_cell(commune)


@pytest.fixture
def kept(cell: Unit) -> Member:
    return a_member(cell, "Nguyễn Văn Thành", born_on=BORN, code="DV1")


@pytest.fixture
def gone(cell: Unit) -> Member:
    return a_member(
        cell,
        "Nguyen Van Thanh",
        born_on=BORN,
        code="DV2",
        phone="0900000001",
        citizen_number=NUMBER,
        ethnicity="Kinh",
    )


def proposal() -> Proposal:
    actions.search(now=NOW)
    return Proposal.objects.unscoped("test").get()


def merged(actor: Actor, kept: Member, gone: Member, take: Iterable[str] = ()) -> Merge:
    versions = {each.pk: Member.objects.unscoped("test").get(pk=each.pk).version
                for each in (kept, gone)}  # fmt: skip
    return actions.merge(
        actor=actor,
        proposal_id=proposal().pk,
        keep_id=kept.pk,
        take=take,
        versions=versions,
        why="Ghi hai lần khi nhập bảng tính",
        now=NOW,
    )


def undone(actor: Actor, done: Merge) -> Merge:
    return actions.undo_merge(actor=actor, merge_id=done.pk, now=NOW + timedelta(days=1))


def everything() -> dict[str, dict[str, Any]]:
    """Every row of every table of the business, versions apart."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("chibo.") or model._meta.app_label in APART:
            continue
        if model._meta.label in ("indicators.DirtyMark", "indicators.FoldState"):
            continue
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT to_jsonb(t)::jsonb - 'version' FROM \"{model._meta.db_table}\" t"
            )
            rows = sorted(str(row[0]) for row in cursor.fetchall())
        found[model._meta.label] = {str(number): row for number, row in enumerate(rows)}
    return found


@pytest.fixture
def entangled(cell: Unit, kept: Member, gone: Member, commune: Unit) -> dict[str, Any]:
    """Both on the roll of one meeting, the other alone on another; a task, an account, a post."""
    both, alone = a_held_meeting(cell), a_held_meeting(cell, date(2026, 4, 5))
    Attendance.objects.create(meeting=both, member=kept, state="present")
    Attendance.objects.create(meeting=both, member=gone, state="unexcused")
    Attendance.objects.create(meeting=alone, member=gone, state="present")
    Task.objects.create(unit=cell, title="Vận động", owner=gone, given_on=date(2026, 3, 5))
    an_account("member", cell, member=gone)
    a_post(gone, "Bí thư", cell)
    return {"both": both, "alone": alone}


class TestMerging:
    def test_what_pointed_at_the_one_points_at_the_other(
        self, clerk: Actor, kept: Member, gone: Member, entangled: dict[str, Any]
    ) -> None:
        done = merged(clerk, kept, gone, take=["phone"])

        rows = Member.objects.unscoped("test")
        assert not rows.filter(pk=gone.pk).exists()
        assert Task.objects.unscoped("test").get().owner_id == kept.pk
        assert Account.objects.get().member_id == kept.pk
        assert Post.objects.unscoped("test").get().member_id == kept.pk
        roll = Attendance.objects.order_by("meeting_id").values_list("member_id", "state")
        assert list(roll) == [(kept.pk, "present"), (kept.pk, "present")]
        assert done.aside["meetings.attendance"] == 1
        assert done.moved["tasks.task"] == done.moved["access.account"] == 1

    def test_the_kept_record_takes_what_was_chosen_and_what_it_lacked(
        self, clerk: Actor, kept: Member, gone: Member
    ) -> None:
        done = merged(clerk, kept, gone, take=["full_name"])
        now = Member.objects.unscoped("test").get(pk=kept.pk)
        assert (now.code, now.full_name, now.search_key) == (
            "DV1",
            "Nguyen Van Thanh",
            "nguyen van thanh dv1",
        )
        assert (now.phone, now.citizen_number, now.ethnicity) == ("0900000001", NUMBER, "Kinh")
        assert sorted(done.taken) == ["citizen_number", "ethnicity", "full_name", "phone"]
        trail = AuditEvent.objects.get(action="member.merged")
        assert trail.target == f"member:{kept.pk}"
        assert trail.changes["code"] == "DV2"
        assert trail.changes["why"] == "Ghi hai lần khi nhập bảng tính"
        assert NUMBER not in str(trail.changes), "numbers stay out of the trail of the merge"

    def test_no_table_that_points_at_a_member_is_forgotten(self) -> None:
        known = {(each.label, each.column) for each in pointers()}
        assert {
            ("access.account", "member_id"),
            ("meetings.attendance", "member_id"),
            ("posts.post", "member_id"),
            ("tasks.task", "owner_id"),
            ("members.statechange", "member_id"),
        } <= known
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c"
                " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"
                " WHERE c.contype = 'f' AND c.confrelid = 'members_member'::regclass"
            )
            in_database = set(cursor.fetchall())
        tables = {(each.model._meta.db_table, each.column) for each in pointers()}
        assert in_database <= tables

    def test_figures_agree_with_a_recount_before_and_after(
        self, clerk: Actor, kept: Member, gone: Member, entangled: dict[str, Any]
    ) -> None:
        fold(today=NOW.date())
        done = merged(clerk, kept, gone)
        fold(today=NOW.date())
        assert verify(today=NOW.date()) == []
        undone(clerk, done)
        fold(today=NOW.date())
        assert verify(today=NOW.date()) == []

    def test_what_cannot_both_be_true_of_one_person_refuses_the_merge_whole(
        self, clerk: Actor, cell: Unit, kept: Member, gone: Member
    ) -> None:
        a_post(kept, "Bí thư", cell, starts_on=date(2024, 1, 1))
        a_post(gone, "Bí thư", cell, starts_on=date(2025, 1, 1))
        before = everything()
        with pytest.raises(CannotMerge, match="chức vụ ở cùng một chỗ"):
            merged(clerk, kept, gone)
        assert everything() == before

    def test_one_person_signs_in_with_one_account(
        self, clerk: Actor, cell: Unit, kept: Member, gone: Member
    ) -> None:
        accounts = [an_account("member", cell, member=each) for each in (kept, gone)]
        with pytest.raises(BadAccount, match="khoá một tài khoản trước"):
            merged(clerk, kept, gone)
        Account.objects.filter(pk=accounts[1].pk).update(is_active=False)
        merged(clerk, kept, gone)
        assert Account.objects.filter(member=kept).count() == 2

    def test_the_stays_of_the_kept_record_stand_and_the_other_s_come_back_with_the_undo(
        self, clerk: Actor, commune: Unit, kept: Member
    ) -> None:
        gone = a_member(a_cell(commune), "Nguyen Van Thanh", born_on=BORN)
        before = everything()
        done = merged(clerk, kept, gone)
        stay = Stay.objects.unscoped("test").get()
        assert (stay.member_id, stay.cell_id) == (kept.pk, kept.cell_id)
        assert done.aside == {"members.stay": 1}
        undone(clerk, done)
        assert everything() == before

    def test_two_stories_of_one_state_are_not_mixed(
        self, clerk: Actor, cell: Unit, kept: Member, gone: Member
    ) -> None:
        for member, day in ((gone, date(2026, 1, 1)), (kept, date(2026, 2, 1))):
            StateChange.objects.create(
                member=member,
                cell=cell,
                kind="exempted",
                on=day,
                from_state="full",
                to_state="exempt",
                pack_id="x",
                recorded_by="x",
                recorded_at=NOW,
            )
        before = everything()
        done = merged(clerk, kept, gone)
        assert StateChange.objects.unscoped("test").get().on == date(2026, 2, 1)
        assert done.aside["members.statechange"] == 1
        undone(clerk, done)
        assert everything() == before

    def test_the_same_thing_recorded_for_both_stands_once(
        self, clerk: Actor, cell: Unit, kept: Member, gone: Member
    ) -> None:
        for member in (kept, gone):
            a_post(member, "Bí thư", cell, starts_on=date(2024, 1, 1))
        done = merged(clerk, kept, gone)
        assert Post.objects.unscoped("test").get().member_id == kept.pk
        undone(clerk, done)
        assert Post.objects.unscoped("test").count() == 2


class TestWho:
    def test_only_who_keeps_both_records_merges_them(
        self, clerk: Actor, commune: Unit, province: Unit, kept: Member
    ) -> None:
        far = a_member(a_cell(a_commune(province)), "Nguyễn Văn Thành", born_on=BORN)
        with pytest.raises(NotThere):
            merged(clerk, kept, far)
        with pytest.raises(NotAllowed):
            merged(an_actor("superior", province), kept, far)
        assert merged(an_actor("clerk", province), kept, far).merged_by == clerk.name

    def test_who_read_an_older_version_of_either_is_told(
        self, clerk: Actor, kept: Member, gone: Member
    ) -> None:
        pair = proposal()
        Member.objects.unscoped("test").filter(pk=gone.pk).update(version=2)
        with pytest.raises(ChangedMeanwhile):
            actions.merge(
                actor=clerk,
                proposal_id=pair.pk,
                keep_id=kept.pk,
                take=[],
                versions={kept.pk: 1, gone.pk: 1},
                why="",
                now=NOW,
            )
        assert Member.objects.unscoped("test").count() == 2


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


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_the_same_pair_at_once_merge_it_once(
    clerk: Actor, kept: Member, gone: Member
) -> None:
    pair = proposal()
    told: list[str] = []
    start = threading.Barrier(2)

    def go(keep: int) -> None:
        start.wait()
        try:
            actions.merge(
                actor=clerk,
                proposal_id=pair.pk,
                keep_id=keep,
                take=[],
                versions={kept.pk: 1, gone.pk: 1},
                why="",
                now=NOW,
            )
            told.append("merged")
        except (NotThere, ChangedMeanwhile) as refusal:
            told.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(pk,)) for pk in (kept.pk, gone.pk)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == sorted(["merged", "not_there"])
    assert Member.objects.unscoped("test").count() == 1
