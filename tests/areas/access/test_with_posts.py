"""A role given for a post ends with the post, comes back with it once, and goes where it goes."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from chibo.areas.access.actions import end_role, give_role
from chibo.areas.access.models import RoleGrant
from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.access.with_posts import keep_with_posts
from chibo.areas.members.actions import record_move, take_back_move
from chibo.areas.members.models import Member
from chibo.areas.members.rules import MoveWish
from chibo.areas.notices.actions import remind
from chibo.areas.notices.models import Notice
from chibo.areas.organisation.models import UnitChange
from chibo.areas.organisation.standings import redraw
from chibo.areas.posts import bulk
from chibo.areas.posts.actions import PostGiven, correct_post, end_post, withdraw_post
from chibo.areas.posts.models import Post
from chibo.core.clock import ZONE
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_change, a_commune, a_member, a_post, an_account, an_actor

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()
LAST = date(2026, 10, 31)
OVER = LAST + timedelta(days=1)
PROGRAM = operator_actor("chibo")


@pytest.fixture
def commune() -> Any:
    return a_commune()


@pytest.fixture
def secretary(commune: Any) -> Member:
    """Bí thư of a cell, given the role for it; a chi ủy viên of it too."""
    member = a_member(a_cell(commune))
    a_post(member, "Chi ủy viên")
    a_post(member, "Bí thư")
    an_account("member", member.cell, member=member)
    given(member, "secretary")
    return member


def given(member: Member, role: str, unit: Any = None, **more: Any) -> RoleGrant:
    return give_role(
        actor=an_actor("administrator", member.cell.parent),
        account_id=member.accounts.get().pk,
        role=role,
        unit_id=(unit or member.cell).pk,
        starts_on=more.pop("starts_on", date(2026, 1, 1)),
        ends_before=more.pop("ends_before", None),
        now=NOW,
    )


def held(member: Member, on: date = TODAY) -> list[tuple[str, str]]:
    grants = actor_of(member.accounts.get(), on).grants
    return [(grant.role, grant.unit_name) for grant in grants if grant.role != "member"]


def post_of(member: Member, title: str = "Bí thư") -> Post:
    return Post.objects.unscoped("test").get(member=member, title=title, followed=None)


def ended(member: Member, last_day: date = LAST) -> None:
    post = post_of(member)
    end_post(
        actor=an_actor("clerk", member.cell.parent),
        post_id=post.pk,
        last_day=last_day,
        decision="",
        version=post.version,
        now=NOW,
    )


def corrected(member: Member, last_day: date | None) -> None:
    post = post_of(member)
    correct_post(
        actor=an_actor("clerk", member.cell.parent),
        post_id=post.pk,
        given=PostGiven(member.pk, post.unit_id, post.title, post.starts_on, last_day),
        version=post.version,
        now=NOW,
    )


def trail() -> list[str]:
    rows = AuditEvent.objects.filter(changes__because="post").order_by("id")
    return list(rows.values_list("action", flat=True))


class TestGiving:
    def test_a_role_names_the_post_it_comes_from(self, secretary: Member) -> None:
        grant = RoleGrant.objects.unscoped("test").get(role="secretary")
        assert grant.post == post_of(secretary)
        chi_uy = given(secretary, "cell_committee")
        assert chi_uy.post == post_of(secretary, "Chi ủy viên")
        told = AuditEvent.objects.filter(action="role.given").order_by("id")
        assert [event.changes["post"] for event in told] == [
            [None, "Bí thư"],
            [None, "Chi ủy viên"],
        ]

    def test_who_holds_no_such_post_gets_the_role_all_the_same(self, commune: Any) -> None:
        member = a_member(a_cell(commune))
        a_post(member, "Trưởng thôn")
        an_account("member", member.cell, member=member)
        grant = given(member, "secretary")
        assert grant.post is None
        a_post(member, "Bí thư", starts_on=date(2026, 11, 1))
        again = given(member, "secretary")
        assert (again.pk, again.post) == (grant.pk, post_of(member))
        given(member, "secretary")
        assert AuditEvent.objects.filter(action="role.tied").count() == 1

    def test_a_role_given_for_a_post_with_a_known_end_ends_then(self, commune: Any) -> None:
        member = a_member(a_cell(commune))
        a_post(member, "Bí thư", ends_before=date(2027, 1, 1))
        an_account("member", member.cell, member=member)
        assert given(member, "secretary").ends_before == date(2027, 1, 1)
        assert held(member, date(2027, 1, 1)) == []


class TestPostEnds:
    def test_the_role_ends_the_same_day_and_comes_back_once(self, secretary: Member) -> None:
        cell = secretary.cell.name
        ended(secretary)
        assert held(secretary) == []
        assert held(secretary, LAST) == [("secretary", cell)]
        corrected(secretary, None)
        assert held(secretary) == [("secretary", cell)]
        assert keep_with_posts(PROGRAM, NOW) == 0
        assert trail() == ["role.ended", "role.given_back"]

    def test_a_corrected_day_counts(self, secretary: Member) -> None:
        ended(secretary, TODAY + timedelta(days=30))
        assert held(secretary) != []
        corrected(secretary, LAST - timedelta(days=30))
        assert held(secretary, LAST) == []
        corrected(secretary, LAST)
        grant = RoleGrant.objects.unscoped("test").get(role="secretary")
        assert grant.ends_before == OVER

    def test_a_role_ended_by_hand_stays_ended(self, secretary: Member) -> None:
        grant = RoleGrant.objects.unscoped("test").get(role="secretary")
        ended(secretary)
        boss = an_actor("administrator", secretary.cell.parent)
        earlier = date(2026, 9, 1)
        end_role(actor=boss, grant_id=grant.pk, ends_before=earlier, now=NOW)
        corrected(secretary, None)
        grant.refresh_from_db()
        assert grant.ends_before == earlier

    def test_a_post_recorded_by_mistake_takes_the_role_along(self, secretary: Member) -> None:
        post = post_of(secretary)
        clerk = an_actor("clerk", secretary.cell.parent)
        withdraw_post(actor=clerk, post_id=post.pk, version=post.version, now=NOW)
        assert held(secretary) == []
        assert keep_with_posts(PROGRAM, NOW + timedelta(days=1)) == 0

    def test_membership_ends_and_was_a_mistake(self, secretary: Member, commune: Any) -> None:
        clerk = an_actor("clerk", commune)
        wish = MoveWish("expelled", decision_number="Số 9-QĐ/ĐU", decided_on=LAST)
        change = record_move(
            actor=clerk, member_id=secretary.pk, wish=wish, version=secretary.version, now=NOW
        )
        assert held(secretary) == []
        take_back_move(actor=clerk, change_id=change.pk, now=NOW)
        assert held(secretary) == [("secretary", secretary.cell.name)]
        assert keep_with_posts(PROGRAM, NOW) == 0

    def test_what_a_workbook_writes_and_takes_back_counts_too(self, secretary: Member) -> None:
        post = post_of(secretary)
        bulk.end_posts({post.pk: LAST})
        assert keep_with_posts(PROGRAM, NOW) == 1
        assert held(secretary) == []
        post.refresh_from_db()
        bulk.forget_ends([post.pk])
        names = [*bulk.COLUMNS, "id", "version"]
        row = {name: getattr(post, name) for name in names} | {"ends_before": None}
        bulk.change_posts([row])
        assert keep_with_posts(PROGRAM, NOW) == 1
        assert held(secretary) == [("secretary", secretary.cell.name)]

    def test_the_person_and_who_manages_accounts_are_told_once(
        self, secretary: Member, commune: Any
    ) -> None:
        manager = an_account("administrator", commune)
        a_commune(name="Đảng ủy xã Khác")
        ended(secretary)
        remind(actor=PROGRAM, now=NOW)
        remind(actor=PROGRAM, now=NOW + timedelta(hours=1))
        rows = Notice.objects.unscoped("test").filter(kind__startswith="role.").order_by("kind")
        assert list(rows.values_list("kind", "account_id")) == [
            ("role.ended", secretary.accounts.get().pk),
            ("role.ended_below", manager.pk),
        ]


class TestUnits:
    def test_a_role_goes_along_where_the_post_does_and_back(
        self, secretary: Member, commune: Any
    ) -> None:
        east, new = secretary.cell, a_cell(commune, "Chi bộ thôn Mới")
        a_change("merged", east, OVER, new)
        assert held(secretary) == []
        assert keep_with_posts(PROGRAM, NOW) == 1
        assert held(secretary) == [("secretary", "Chi bộ thôn Mới")]
        assert held(secretary, LAST) == [("secretary", east.name)]
        assert keep_with_posts(PROGRAM, NOW) == 0
        remind(actor=PROGRAM, now=NOW)
        kinds = Notice.objects.unscoped("test").values_list("kind", flat=True)
        both = ["role.ended", "role.ended"]  # as secretary and as member of the cell
        assert sorted(kinds) == [*both, "role.moved"]
        UnitChange.objects.unscoped("test").get(kind="merged").delete()
        redraw([east.pk, new.pk])
        assert keep_with_posts(PROGRAM, NOW) == 1
        assert held(secretary) == [("secretary", east.name)]

    def test_the_receiver_that_is_led_keeps_its_one_secretary(
        self, secretary: Member, commune: Any
    ) -> None:
        west = a_cell(commune, "Chi bộ thôn Tây")
        theirs = a_member(west)
        a_post(theirs, "Bí thư")
        given(secretary, "cell_committee")
        a_change("merged", secretary.cell, OVER, west)
        assert keep_with_posts(PROGRAM, NOW) == 1
        assert held(secretary) == [("cell_committee", "Chi bộ thôn Tây")]
