"""Posts and roles rest on membership: they end with it and come back when the end was a mistake."""

from datetime import date, datetime
from typing import Any

import pytest

from chibo.areas.access.actions import give_role
from chibo.areas.access.models import RoleGrant
from chibo.areas.access.queries import actor_of, signers
from chibo.areas.members.actions import (
    MemberCorrection,
    TransferOrder,
    correct_member,
    issue_transfer,
    record_move,
    take_back_answer,
    take_back_move,
)
from chibo.areas.members.models import Member
from chibo.areas.members.rules import MoveWish
from chibo.areas.organisation.models import UnitChange
from chibo.areas.organisation.standings import redraw
from chibo.areas.posts.actions import PostGiven, end_post, give_post
from chibo.areas.posts.models import Post
from chibo.core.clock import ZONE
from chibo.core.models import AuditEvent
from chibo.core.periods import Month
from tests.factories import a_cell, a_change, a_commune, a_member, a_post, an_account, an_actor

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()
LEFT = date(2026, 10, 31)


@pytest.fixture
def commune() -> Any:
    return a_commune()


@pytest.fixture
def secretary(commune: Any) -> Member:
    """Secretary of a cell, member of the commune's committee, head of the village."""
    member = a_member(a_cell(commune))
    a_post(member, "Bí thư")
    a_post(member, "Cấp ủy viên", commune)
    a_post(member, "Trưởng thôn")
    an_account("secretary", member.cell, member=member, username="bi.thu")
    return member


def end(member: Member, code: str = "expelled", on: date = LEFT) -> Any:
    member.refresh_from_db()
    wish = MoveWish(code, on=on)
    if code != "deceased":
        wish = MoveWish(code, decision_number="Số 9-QĐ/ĐU", decided_on=on)
    return record_move(
        actor=an_actor("clerk", member.cell.parent),
        member_id=member.pk,
        wish=wish,
        version=member.version,
        now=NOW,
    )


def ends(member: Member) -> dict[str, date | None]:
    rows = Post.objects.unscoped("test").filter(member=member, followed=None).order_by("id")
    return dict(rows.values_list("title", "ends_before"))


def roles_of(member: Member, day: date = TODAY) -> list[str]:
    return [grant.role for grant in actor_of(member.accounts.get(), day).grants]


class TestMembershipEnds:
    def test_who_is_expelled_holds_no_party_post_and_no_role_from_that_day(
        self, secretary: Member
    ) -> None:
        assert roles_of(secretary) == ["secretary"]
        end(secretary)
        assert ends(secretary) == {"Bí thư": LEFT, "Cấp ủy viên": LEFT, "Trưởng thôn": None}
        assert roles_of(secretary) == []
        assert roles_of(secretary, date(2026, 10, 30)) == ["secretary"]
        assert signers(secretary.cell, LEFT) == {}
        told = AuditEvent.objects.filter(changes__because="membership").order_by("id")
        assert [event.action for event in told] == ["post.ended", "post.ended", "role.ended"]

    def test_a_death_ends_what_was_held_outside_the_party_too(self, secretary: Member) -> None:
        end(secretary, "deceased")
        assert set(ends(secretary).values()) == {LEFT}

    def test_a_post_that_was_to_end_later_or_ended_before_keeps_its_own_history(
        self, commune: Any
    ) -> None:
        member = a_member(a_cell(commune))
        a_post(member, "Chi ủy viên", ends_before=date(2025, 6, 1))
        a_post(member, "Bí thư", ends_before=date(2027, 6, 1))
        change = end(member)
        assert ends(member) == {"Chi ủy viên": date(2025, 6, 1), "Bí thư": LEFT}
        take_back_move(actor=an_actor("clerk", commune), change_id=change.pk, now=NOW)
        assert ends(member) == {"Chi ủy viên": date(2025, 6, 1), "Bí thư": date(2027, 6, 1)}

    def test_an_exemption_ends_nothing(self, secretary: Member) -> None:
        secretary.refresh_from_db()
        wish = MoveWish(
            "exempted",
            on=LEFT,
            reason="old_weak",
            decision_number="Số 1",
            decided_on=LEFT,
            considered_on=LEFT,
        )
        record_move(
            actor=an_actor("clerk", secretary.cell.parent),
            member_id=secretary.pk,
            wish=wish,
            version=secretary.version,
            now=NOW,
        )
        assert ends(secretary)["Bí thư"] is None
        assert roles_of(secretary) == ["secretary"]

    def test_however_it_came_on_record_who_left_has_no_role(self, secretary: Member) -> None:
        rows = Member.objects.unscoped("as a workbook writes it")
        rows.filter(pk=secretary.pk).update(state="left", state_on=LEFT)
        assert roles_of(secretary) == []
        assert signers(secretary.cell, TODAY) == {}


class TestTakenBack:
    def test_a_mistaken_end_gives_everything_back(self, secretary: Member, commune: Any) -> None:
        change = end(secretary)
        take_back_move(actor=an_actor("clerk", commune), change_id=change.pk, now=NOW)
        assert set(ends(secretary).values()) == {None}
        assert roles_of(secretary) == ["secretary"]
        actions = AuditEvent.objects.values_list("action", flat=True)
        assert {"post.reopened", "role.given_back"} <= set(actions)

    def test_but_not_what_somebody_changed_since(self, secretary: Member, commune: Any) -> None:
        change = end(secretary)
        clerk = an_actor("clerk", commune)
        post = Post.objects.unscoped("test").get(title="Bí thư")
        earlier = date(2026, 9, 30)
        end_post(
            actor=clerk,
            post_id=post.pk,
            last_day=earlier,
            decision="",
            version=post.version,
            now=NOW,
        )
        give_role(
            actor=an_actor("administrator", commune),
            account_id=secretary.accounts.get().pk,
            role="secretary",
            unit_id=secretary.cell_id,
            starts_on=TODAY,
            ends_before=None,
            now=NOW,
        )
        take_back_move(actor=clerk, change_id=change.pk, now=NOW)
        assert ends(secretary)["Bí thư"] == date(2026, 10, 1)
        assert ends(secretary)["Cấp ủy viên"] is None
        held = RoleGrant.objects.unscoped("test").filter(account__member=secretary)
        assert [(g.starts_on, g.ends_before) for g in held.order_by("id")] == [
            (date(2020, 1, 1), LEFT),
            (TODAY, None),
        ]

    def test_who_is_restored_begins_without_the_old_posts(
        self, secretary: Member, commune: Any
    ) -> None:
        end(secretary, on=date(2026, 9, 30))
        secretary.refresh_from_db()
        wish = MoveWish("restored", decision_number="Số 12-QĐ/TU", decided_on=LEFT)
        change = record_move(
            actor=an_actor("clerk", commune),
            member_id=secretary.pk,
            wish=wish,
            version=secretary.version,
            now=NOW,
        )
        assert ends(secretary)["Bí thư"] == date(2026, 9, 30)
        assert roles_of(secretary) == []
        take_back_move(actor=an_actor("clerk", commune), change_id=change.pk, now=NOW)
        assert ends(secretary)["Bí thư"] == date(2026, 9, 30)


class TestTransfers:
    def order(self, **more: Any) -> TransferOrder:
        given: dict[str, Any] = {
            "kind": "internal",
            "reason": "commune_official",
            "issued_on": LEFT,
            "fee_paid_to": Month.parse("2026-10"),
            **more,
        }
        return TransferOrder(**given)

    def issue(self, member: Member, **more: Any) -> Any:
        member.refresh_from_db()
        return issue_transfer(
            actor=an_actor("clerk", member.cell.parent),
            member_id=member.pk,
            order=self.order(**more),
            version=member.version,
            now=NOW,
        )

    def test_who_moves_to_another_cell_is_secretary_of_the_old_one_no_more(
        self, secretary: Member, commune: Any
    ) -> None:
        office = a_cell(commune, "Chi bộ cơ quan xã")
        left = secretary.cell
        transfer = self.issue(secretary, to_unit_id=office.pk, accept_on=TODAY)
        assert ends(secretary) == {"Bí thư": TODAY, "Cấp ủy viên": None, "Trưởng thôn": None}
        assert roles_of(secretary) == []
        assert signers(left, TODAY) == {}
        take_back_answer(
            actor=an_actor("clerk", commune),
            transfer_id=transfer.pk,
            version=transfer.version,
            now=NOW,
        )
        assert set(ends(secretary).values()) == {None}
        assert roles_of(secretary) == ["secretary"]

    def test_a_post_that_followed_a_merged_cell_ends_where_it_was_recorded(
        self, secretary: Member, commune: Any
    ) -> None:
        east, west = secretary.cell, a_cell(commune, "Chi bộ thôn Tây")
        a_change("merged", east, date(2026, 7, 1), west)
        change = end(secretary)
        held = Post.objects.unscoped("test").filter(key="secretary").order_by("starts_on")
        assert [(p.unit, p.ends_before) for p in held] == [(east, LEFT), (west, LEFT)]
        take_back_move(actor=an_actor("clerk", commune), change_id=change.pk, now=NOW)
        assert [p.ends_before for p in held.all()] == [None, None]


class TestCorrections:
    def corrected(self, member: Member, **more: Any) -> None:
        member.refresh_from_db()
        names = MemberCorrection.__dataclass_fields__
        given = {name: getattr(member, name) for name in names} | more
        correct_member(
            actor=an_actor("clerk", member.cell.parent),
            member_id=member.pk,
            correction=MemberCorrection(**given),
            version=member.version,
            now=NOW,
        )

    def test_a_form_that_ends_a_membership_does_the_same_and_its_day_can_be_corrected(
        self, secretary: Member
    ) -> None:
        self.corrected(secretary, state="left", state_on=LEFT)
        assert ends(secretary)["Bí thư"] == LEFT
        self.corrected(secretary, state_on=date(2026, 10, 1))
        assert ends(secretary)["Bí thư"] == date(2026, 10, 1)
        self.corrected(secretary, state="full", state_on=None)
        assert ends(secretary)["Bí thư"] is None
        assert roles_of(secretary) == ["secretary"]


def test_a_unit_taken_back_after_its_secretary_left_gives_no_role_to_them(
    secretary: Member, commune: Any
) -> None:
    south = a_cell(commune, "Chi bộ thôn Nam")
    held = RoleGrant.objects.unscoped("test").get(account__member=secretary)
    RoleGrant.objects.unscoped("test").filter(pk=held.pk).update(unit=south)
    a_change("merged", south, date(2026, 10, 31), a_cell(commune, "Chi bộ thôn Tây"))
    held.refresh_from_db()
    assert held.ends_before == date(2026, 10, 31)
    change = end(secretary, on=date(2026, 10, 1))
    held.refresh_from_db()
    assert held.ends_before == date(2026, 10, 1)
    change_of_units = UnitChange.objects.unscoped("test").get(kind="merged")
    change_of_units.delete()
    redraw([south.pk])
    held.refresh_from_db()
    assert held.ends_before == date(2026, 10, 1)
    take_back_move(actor=an_actor("clerk", commune), change_id=change.pk, now=NOW)
    held.refresh_from_db()
    assert held.ends_before is None


def test_the_same_post_given_anew_since_is_not_given_twice(commune: Any) -> None:
    member = a_member(a_cell(commune))
    a_post(member, "Bí thư")
    change = end(member)
    rows = Member.objects.unscoped("test").filter(pk=member.pk)
    rows.update(state="full", state_on=None)  # somebody's workbook said so meanwhile
    given = PostGiven(member.pk, member.cell_id, "Bí thư", TODAY)
    give_post(actor=an_actor("clerk", commune), given=given, now=NOW)
    rows.update(state=change.to_state, state_on=change.on)
    take_back_move(actor=an_actor("clerk", commune), change_id=change.pk, now=NOW)
    held = Post.objects.unscoped("test").filter(member=member).order_by("starts_on")
    assert [post.ends_before for post in held] == [LEFT, None]
