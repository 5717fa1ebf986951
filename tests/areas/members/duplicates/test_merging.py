"""Two records made one."""

import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection, connections

from chibo.areas.access.errors import BadAccount
from chibo.areas.access.models import Account
from chibo.areas.indicators.actions import fold, verify
from chibo.areas.meetings.models import Attendance
from chibo.areas.members.duplicates import actions
from chibo.areas.members.duplicates.errors import CannotMerge
from chibo.areas.members.duplicates.rows import pointers
from chibo.areas.members.models import Member, StateChange, Stay
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.models import Post
from chibo.areas.tasks.models import Task
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.areas.members.duplicates.pairs import (
    BORN,
    NOW,
    NUMBER,
    everything,
    merged,
    proposal,
    undone,
)
from tests.factories import (
    a_cell,
    a_commune,
    a_member,
    a_post,
    an_account,
    an_actor,
)

pytestmark = pytest.mark.django_db


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
