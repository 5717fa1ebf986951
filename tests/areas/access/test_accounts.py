"""Accounts and roles: given, ended, reset, closed."""

import re
import threading
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import connection

from chibo.areas.access import actions
from chibo.areas.access.actions import NewAccount, Slip
from chibo.areas.access.circles import narrow_permissions
from chibo.areas.access.errors import BadAccount
from chibo.areas.access.models import Account, RoleGrant
from chibo.areas.access.permissions import PERMISSIONS
from chibo.areas.access.queries import accounts_below, actor_of, get_account_below, signers
from chibo.areas.access.roles import roles
from chibo.areas.meetings.models import Meeting
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import NotAllowed, NotThere
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

TODAY = date(2026, 11, 5)
NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)


@pytest.fixture
def commune(db: None) -> Unit:
    return a_commune(a_province())


@pytest.fixture
def administrator(commune: Unit) -> Actor:
    return an_actor("administrator", commune)


def person(
    unit: Unit, name: str = "Lê Văn Cường", role: str = "secretary", **more: Any
) -> NewAccount:
    return NewAccount(name, role, unit.pk, more.pop("starts_on", TODAY), **more)


def opened(actor: Actor, *people: NewAccount) -> list[Slip]:
    return actions.open_accounts(actor=actor, people=list(people), now=NOW)


class TestOpening:
    def test_an_account_comes_with_a_role_and_a_password_for_once(
        self, administrator: Actor, commune: Unit
    ) -> None:
        (slip,) = opened(administrator, person(a_cell(commune)))
        assert slip.account.username == "le.van.cuong"
        assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", slip.password)
        assert slip.account.must_change_password
        assert authenticate(username="Le.Van.Cuong ", password=slip.password) == slip.account

    def test_people_of_one_name_get_names_of_their_own(
        self, administrator: Actor, commune: Unit
    ) -> None:
        cell = a_cell(commune)
        slips = opened(administrator, *(person(cell) for _namesake in range(3)))
        assert [slip.account.username for slip in slips] == [
            "le.van.cuong",
            "le.van.cuong2",
            "le.van.cuong3",
        ]

    def test_one_wrong_line_and_nobody_gets_an_account(
        self, administrator: Actor, commune: Unit
    ) -> None:
        cell = a_cell(commune)
        for wrong, why in (
            (person(cell, " "), "họ và tên"),
            (person(cell, role="superior"), "không giao được"),
            (person(cell, role="king"), "không giao được"),
            (person(cell, ends_before=date(2026, 11, 4)), "trước ngày bắt đầu"),
        ):
            with pytest.raises(BadAccount, match=why):
                opened(administrator, person(cell, "Người Đúng"), wrong)
        assert not Account.objects.exists()

    def test_nobody_opens_accounts_outside_their_part(
        self, administrator: Actor, commune: Unit
    ) -> None:
        with pytest.raises(NotThere):
            opened(administrator, person(a_cell(a_commune())))
        with pytest.raises(NotAllowed):
            opened(an_actor("superior", commune), person(a_cell(commune)))

    def test_a_member_has_one_account(self, administrator: Actor, commune: Unit) -> None:
        cell = a_cell(commune)
        member = a_member(cell, "Lê Văn Cường")
        opened(administrator, person(cell, member_id=member.pk))
        with pytest.raises(BadAccount, match="đã có tài khoản"):
            opened(administrator, person(cell, member_id=member.pk))

    def test_a_member_of_elsewhere_is_not_tied_to_an_account(
        self, administrator: Actor, commune: Unit
    ) -> None:
        stranger = a_member(a_cell(a_commune()))
        with pytest.raises(NotThere):
            opened(administrator, person(a_cell(commune), member_id=stranger.pk))

    @pytest.mark.django_db(transaction=True)
    def test_two_administrators_at_once_give_two_names(self) -> None:
        commune = a_commune()
        cell, who = a_cell(commune), an_actor("administrator", commune)
        start, names = threading.Barrier(2), []

        def act() -> None:
            try:
                start.wait(10)
                names.extend(slip.account.username for slip in opened(who, person(cell)))
            finally:
                connection.close()

        both = [threading.Thread(target=act) for _administrator in range(2)]
        for each in both:
            each.start()
        for each in both:
            each.join()
        assert sorted(names) == ["le.van.cuong", "le.van.cuong2"]


class TestRoles:
    def test_every_role_names_known_permissions_and_fits_somewhere(self) -> None:
        assert set(roles()) == {
            "administrator",
            "clerk",
            "superior",
            "secretary",
            "cell_committee",
            "member",
            "auditor",
            "overseer",
            "inspection_clerk",
            "propaganda_clerk",
            "office",
        }
        for role in roles().values():
            assert role.permissions <= PERMISSIONS.keys()
            assert role.fits(is_cell=True) or role.fits(is_cell=False)

    def test_the_narrow_roles_of_a_body_hold_nothing_its_wide_ones_do_not(self) -> None:
        """But for what is narrower than both: files of inspections."""
        wide = roles()["clerk"].permissions | roles()["superior"].permissions
        for code in ("overseer", "inspection_clerk", "propaganda_clerk", "office"):
            assert roles()[code].permissions - narrow_permissions() < wide
            assert roles()[code].above_cells

    def test_only_one_role_decides_on_what_another_hands_in(self) -> None:
        for role in roles().values():
            both = {"reports.submit", "reports.decide"} <= role.permissions
            assert not both, role.code

    def test_a_role_holds_from_its_day_until_the_day_before_its_end(self, commune: Unit) -> None:
        cell = a_cell(commune)
        a_held_meeting(cell)
        account = an_account()
        RoleGrant.objects.create(
            account=account,
            role="secretary",
            unit=cell,
            starts_on=date(2026, 11, 1),
            ends_before=date(2026, 11, 5),
        )

        def seen(day: int) -> int:
            actor = actor_of(account, date(2026, 11, day))
            return Meeting.objects.visible_to(actor).count()

        assert [seen(day) for day in (1, 4, 5)] == [1, 1, 0]
        assert actor_of(account, date(2026, 10, 31)).grants == ()

    def test_a_role_given_twice_stays_one(self, administrator: Actor, commune: Unit) -> None:
        cell = a_cell(commune)
        account = an_account("member", cell)
        given = [
            actions.give_role(
                actor=administrator,
                account_id=account.pk,
                role="secretary",
                unit_id=cell.pk,
                starts_on=TODAY,
                ends_before=None,
                now=NOW,
            )
            for _time in range(2)
        ]
        assert given[0] == given[1]
        assert AuditEvent.objects.filter(action="role.given").count() == 1

    def test_a_role_is_given_to_accounts_one_manages_only(
        self, administrator: Actor, commune: Unit
    ) -> None:
        stranger = an_account("secretary", a_cell(a_commune()))
        with pytest.raises(NotThere):
            actions.give_role(
                actor=administrator,
                account_id=stranger.pk,
                role="member",
                unit_id=a_cell(commune).pk,
                starts_on=TODAY,
                ends_before=None,
                now=NOW,
            )

    def test_ending_a_role_ends_what_it_allowed(self, administrator: Actor, commune: Unit) -> None:
        cell = a_cell(commune)
        account = an_account("secretary", cell)
        (grant,) = account.grants.unscoped("a test")
        actions.end_role(actor=administrator, grant_id=grant.pk, ends_before=TODAY, now=NOW)
        assert actor_of(account, TODAY).grants == ()
        with pytest.raises(BadAccount):
            actions.end_role(
                actor=administrator, grant_id=grant.pk, ends_before=date(2019, 1, 1), now=NOW
            )
        foreign = RoleGrant.objects.create(
            account=account, role="secretary", unit=a_cell(a_commune()), starts_on=TODAY
        )
        with pytest.raises(NotThere):
            actions.end_role(actor=administrator, grant_id=foreign.pk, ends_before=TODAY, now=NOW)

    def test_the_name_under_a_signature_is_the_latest_holder_s_of_that_day(
        self, commune: Unit
    ) -> None:
        cell = a_cell(commune)
        old = an_account("secretary", cell, full_name="Người Cũ")
        old.grants.unscoped("a test").update(ends_before=date(2026, 7, 1))
        an_account("secretary", cell, full_name="Người Mới", starts_on=date(2026, 7, 1))
        assert signers(cell, date(2026, 6, 30)) == {"secretary": "Người Cũ"}
        assert signers(cell, date(2026, 7, 1)) == {"secretary": "Người Mới"}

    def test_who_holds_the_post_signs_whoever_has_the_role(self, commune: Unit) -> None:
        cell = a_cell(commune)
        an_account("secretary", cell, full_name="Người Giữ Máy")
        elected = a_member(cell, "Lê Thị Bí Thư")
        a_post(elected, "Bí thư", starts_on=date(2026, 6, 1), ends_before=date(2026, 9, 1))
        a_post(a_member(cell, "Y Phó"), "Phó bí thư", starts_on=date(2026, 6, 1))
        assert signers(cell, date(2026, 5, 31)) == {"secretary": "Người Giữ Máy"}
        assert signers(cell, date(2026, 6, 1)) == {"secretary": "Lê Thị Bí Thư", "deputy": "Y Phó"}
        assert signers(cell, date(2026, 9, 1)) == {"secretary": "Người Giữ Máy", "deputy": "Y Phó"}


class TestResettingAndClosing:
    def test_a_new_password_ends_the_old_one(self, administrator: Actor, commune: Unit) -> None:
        account = an_account("secretary", a_cell(commune), username="cuong")
        before = account.get_session_auth_hash()
        slip = actions.reset_password(actor=administrator, account_id=account.pk, now=NOW)
        assert authenticate(username="cuong", password="mat-khau-thu-nghiem") is None
        assert authenticate(username="cuong", password=slip.password) == account
        account.refresh_from_db()
        assert account.must_change_password
        assert account.get_session_auth_hash() != before, "open sessions end"

    def test_a_closed_account_signs_in_no_more_until_it_is_reopened(
        self, administrator: Actor, commune: Unit
    ) -> None:
        account = an_account("secretary", a_cell(commune), username="cuong")
        actions.close_account(actor=administrator, account_id=account.pk, now=NOW)
        assert authenticate(username="cuong", password="mat-khau-thu-nghiem") is None
        actions.reopen_account(actor=administrator, account_id=account.pk, now=NOW)
        assert authenticate(username="cuong", password="mat-khau-thu-nghiem") == account

    @pytest.mark.parametrize("ends_before", [None, date(2027, 1, 1), date(2026, 11, 6)])
    def test_who_holds_a_role_elsewhere_is_out_of_one_commune_s_reach(
        self, administrator: Actor, commune: Unit, ends_before: date | None
    ) -> None:
        account = an_account("secretary", a_cell(commune))
        RoleGrant.objects.create(
            account=account,
            role="superior",
            unit=a_commune(),
            starts_on=date(2026, 1, 1),
            ends_before=ends_before,
        )
        for act in (actions.reset_password, actions.close_account, actions.reopen_account):
            with pytest.raises(NotAllowed, match="ngoài phạm vi"):
                act(actor=administrator, account_id=account.pk, now=NOW)

    def test_a_role_elsewhere_that_is_over_does_not_count(
        self, administrator: Actor, commune: Unit
    ) -> None:
        account = an_account("secretary", a_cell(commune))
        RoleGrant.objects.create(
            account=account,
            role="secretary",
            unit=a_cell(a_commune()),
            starts_on=date(2020, 1, 1),
            ends_before=TODAY,
        )
        assert actions.reset_password(actor=administrator, account_id=account.pk, now=NOW)

    def test_nobody_resets_or_closes_their_own_or_the_whole_system_s_account(
        self, commune: Unit
    ) -> None:
        account = an_account("administrator", commune)
        self_managing = actor_of(account, TODAY)
        root = an_account("administrator", None)
        RoleGrant.objects.create(account=root, role="member", unit=a_cell(commune), starts_on=TODAY)
        for pk in (account.pk, root.pk):
            with pytest.raises(NotAllowed):
                actions.close_account(actor=self_managing, account_id=pk, now=NOW)

    def test_everyone_changes_their_own_password_and_not_to_a_weak_one(self, db: None) -> None:
        account = an_account(username="cuong", must_change_password=True)
        actor = actor_of(account, TODAY)
        for weak in ("ngan", "1234567890", "password123"):
            with pytest.raises(BadAccount):
                actions.change_own_password(actor=actor, account=account, password=weak, now=NOW)
        actions.change_own_password(
            actor=actor, account=account, password="con-duong-lang-toi", now=NOW
        )
        assert authenticate(username="cuong", password="con-duong-lang-toi")
        account.refresh_from_db()
        assert not account.must_change_password


class TestLists:
    def test_accounts_below_are_found_accent_free_with_their_roles_here(
        self, administrator: Actor, commune: Unit
    ) -> None:
        cell = a_cell(commune)
        (slip,) = opened(administrator, person(cell, "Đặng Thị Ước"))
        an_account("secretary", a_cell(a_commune()), username="dang.xa")
        (row,) = accounts_below(administrator, TODAY)
        assert row.account == slip.account
        assert [grant.unit for grant in row.grants] == [cell]
        assert accounts_below(administrator, TODAY, text="dang thi uoc")[0].account == slip.account
        assert accounts_below(administrator, TODAY, text="khong co") == []

    def test_an_account_of_elsewhere_is_not_there(self, administrator: Actor) -> None:
        stranger = an_account("secretary", a_cell(a_commune()))
        with pytest.raises(NotThere):
            get_account_below(administrator, stranger.pk)


def test_the_first_administrator_is_made_on_the_server(db: None) -> None:
    account = actions.create_first_administrator(
        username="Quản Trị", full_name="Quản Trị", password="mat-khau-dau-tien", now=NOW
    )
    assert account.username == "quan.tri"
    actor = actor_of(account, TODAY)
    assert actor.may("accounts.manage", a_cell(a_commune()).path)
    with pytest.raises(BadAccount, match="trống hoặc đã có"):
        actions.create_first_administrator(
            username="quan tri", full_name="", password="mat-khau-dau-tien", now=NOW
        )
