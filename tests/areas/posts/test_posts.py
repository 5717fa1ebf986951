"""Giving, ending and correcting posts."""

import threading
from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.posts import queries
from chibo.areas.posts.actions import PostGiven, correct_post, end_post, give_post, withdraw_post
from chibo.areas.posts.errors import BadPost
from chibo.areas.posts.known import find_known_post, known_posts, post_key
from chibo.areas.posts.models import Post
from chibo.core.actor import Actor
from chibo.core.bulk import check_constraints_now
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_commune, a_member, a_post, a_province, an_actor

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 5)
NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)


@pytest.fixture
def commune() -> Unit:
    return a_commune(a_province())


@pytest.fixture
def cell(commune: Unit) -> Unit:
    return a_cell(commune, areas=["Thôn Đông"])


@pytest.fixture
def clerk(commune: Unit) -> Actor:
    return an_actor("clerk", commune)


def given(member: Member, unit: Unit | None = None, **more: Any) -> PostGiven:
    plain: dict[str, Any] = {"title": "Bí thư", "starts_on": date(2025, 6, 15), **more}
    return PostGiven(member_id=member.pk, unit_id=(unit or member.cell).pk, **plain)


def give(clerk: Actor, member: Member, unit: Unit | None = None, **more: Any) -> Post:
    return give_post(actor=clerk, given=given(member, unit, **more), now=NOW)


def test_a_secretary_is_elected_and_stands_first_among_the_posts(clerk: Actor, cell: Unit) -> None:
    an, binh = a_member(cell), a_member(cell, "Trần Thị Bình")
    give(clerk, binh, title="phó bí thư")
    give(clerk, binh, title="Chủ tịch Hội Phụ nữ xã")
    post = give(clerk, an, how="elected", decision="12-QĐ/ĐU")
    held = queries.posts_in(clerk, cell, DAY)
    assert [(p.title, p.member.full_name, p.inside) for p in held] == [
        ("Bí thư", "Nguyễn Văn An", True),
        ("Phó bí thư", "Trần Thị Bình", True),
        ("Chủ tịch Hội Phụ nữ xã", "Trần Thị Bình", False),
    ]
    event = AuditEvent.objects.get(target=f"post:{post.pk}")
    assert event.action == "post.given"
    assert event.changes["decision"] == [None, "12-QĐ/ĐU"]
    assert queries.signing_names(cell, DAY) == {
        "secretary": "Nguyễn Văn An",
        "deputy": "Trần Thị Bình",
    }
    assert queries.signing_names(cell, date(2025, 6, 14)) == {}


def test_a_post_ends_after_its_last_day_and_stays_in_the_history(clerk: Actor, cell: Unit) -> None:
    post = give(clerk, a_member(cell))
    end_post(
        actor=clerk,
        post_id=post.pk,
        last_day=date(2026, 10, 31),
        decision="33-QĐ/ĐU",
        version=1,
        now=NOW,
    )
    assert queries.posts_in(clerk, cell, date(2026, 10, 31)) == [post]
    assert queries.posts_in(clerk, cell, date(2026, 11, 1)) == []
    assert list(queries.past_posts(clerk, cell, DAY)) == [post]
    assert [p.decision for p in queries.posts_held_by(clerk, post.member_id)] == ["33-QĐ/ĐU"]


def test_the_posts_of_a_person_say_which_run(clerk: Actor, commune: Unit, cell: Unit) -> None:
    an = a_member(cell)
    old = a_post(an, "Chi ủy viên", starts_on=date(2024, 1, 1), ends_before=date(2026, 1, 1))
    give(clerk, an)
    give(clerk, an, commune, title="Cấp ủy viên")
    titles = [post.title for post in queries.posts_held_by(clerk, an.pk)]
    assert titles == ["Cấp ủy viên", "Bí thư", "Chi ủy viên"]
    himself = an_actor(member=an)
    assert old in queries.posts_held_by(himself, an.pk)
    assert queries.posts_held_by(an_actor(member=a_member(cell)), an.pk) == []


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"title": "  "}, "title", "Hãy ghi tên chức vụ"),
        ({"last_day": date(2025, 6, 14)}, "last_day", "xem lại hai ngày"),
        ({"starts_on": date(2019, 12, 31)}, "starts_on", "không tồn tại ngày 31/12/2019"),
        ({"starts_on": date(2010, 5, 18), "unit": "commune"}, "starts_on", "vào Đảng ngày"),
        ({"starts_on": date(1979, 1, 1), "unit": "commune"}, "starts_on", "sau ngày sinh"),
    ],
)
def test_contradictions_are_refused_beside_the_field(
    clerk: Actor, commune: Unit, more: dict[str, Any], field: str, words: str
) -> None:
    cell = a_cell(commune, founded_on=date(2020, 1, 1))
    unit = commune if more.pop("unit", "") else cell
    with pytest.raises(BadPost, match=words) as refusal:
        give(clerk, a_member(cell), unit, **more)
    assert refusal.value.field == field
    assert not Post.objects.unscoped("test").exists()


def test_who_left_the_party_is_given_no_post(clerk: Actor, cell: Unit) -> None:
    gone = a_member(cell, state="left", state_on=date(2025, 6, 15))
    with pytest.raises(BadPost, match="thôi tính là đảng viên từ ngày 15/06/2025"):
        give(clerk, gone)


def test_a_village_head_may_have_been_head_before_joining(clerk: Actor, cell: Unit) -> None:
    young = a_member(cell, joined_on=date(2026, 1, 1), full_on=None)
    assert give(clerk, young, title="Trưởng ấp", areas=("Thôn  Đông",)).areas == ["Thôn Đông"]


def test_the_same_post_is_not_held_twice_at_a_time(clerk: Actor, cell: Unit) -> None:
    an = a_member(cell)
    first = give(clerk, an)
    with pytest.raises(BadPost, match="đang giữ chính chức vụ này"):
        give(clerk, an, title="BÍ THƯ", starts_on=date(2026, 1, 1))
    end_post(actor=clerk, post_id=first.pk, last_day=DAY, decision="", version=1, now=NOW)
    give(clerk, an, starts_on=date(2026, 11, 6))
    give(clerk, an, title="Trưởng thôn")
    with pytest.raises(BadPost):
        correct_post(
            actor=clerk,
            post_id=first.pk,
            given=given(an, last_day=date(2026, 11, 6)),
            version=2,
            now=NOW,
        )


def test_the_database_itself_refuses_a_post_held_twice(cell: Unit) -> None:
    an = a_member(cell)
    a_post(an, "Tổ trưởng tổ hoà giải")
    a_post(an, "Đội trưởng dân phòng")

    @transaction.atomic
    def once_more() -> None:
        a_post(an, "Tổ trưởng tổ hoà giải", starts_on=date(2025, 1, 1))
        check_constraints_now()

    with pytest.raises(IntegrityError, match="nobody_holds_a_post_twice"):
        once_more()


def test_a_correction_is_told_and_a_late_one_does_not_overwrite(clerk: Actor, cell: Unit) -> None:
    an = a_member(cell)
    post = give(clerk, an)
    right = given(an, starts_on=date(2025, 7, 1), decision="9-QĐ/ĐU")
    correct_post(actor=clerk, post_id=post.pk, given=right, version=1, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        correct_post(actor=clerk, post_id=post.pk, given=given(an), version=1, now=NOW)
    event = AuditEvent.objects.get(action="post.corrected")
    assert event.changes == {
        "starts_on": ["2025-06-15", "2025-07-01"],
        "decision": ["", "9-QĐ/ĐU"],
    }
    again = correct_post(actor=clerk, post_id=post.pk, given=right, version=2, now=NOW)
    assert again.version == 2


def test_a_post_recorded_by_mistake_is_taken_out_and_the_trail_keeps_it(
    clerk: Actor, cell: Unit
) -> None:
    post = give(clerk, a_member(cell))
    withdraw_post(actor=clerk, post_id=post.pk, version=1, now=NOW)
    assert queries.posts_in(clerk, cell, DAY) == []
    event = AuditEvent.objects.get(action="post.withdrawn")
    assert event.changes["title"] == ["Bí thư", None]
    with pytest.raises(NotThere):
        withdraw_post(actor=clerk, post_id=post.pk, version=1, now=NOW)


def test_only_who_keeps_the_register_there_gives_posts(commune: Unit, cell: Unit) -> None:
    an = a_member(cell)
    with pytest.raises(NotAllowed):
        give(an_actor("secretary", cell), an)
    with pytest.raises(NotThere):
        give(an_actor("clerk", a_commune(commune.parent)), an)
    stranger = a_member(a_cell(a_commune(commune.parent)))
    with pytest.raises(NotThere):
        give(an_actor("clerk", commune), stranger, cell)
    with pytest.raises(NotThere):
        queries.get_post(an_actor("member", cell), a_post(an).pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_who_elect_at_once_one_wins_and_the_other_is_told() -> None:
    commune = a_commune(a_province())
    an, clerk = a_member(a_cell(commune)), an_actor("clerk", commune)
    start = threading.Barrier(2)
    heard: list[str] = []

    def elect() -> None:
        start.wait()
        try:
            give(clerk, an)
            heard.append("elected")
        except BadPost as refusal:
            heard.append(refusal.code)
        finally:
            connection.close()

    clerks = [threading.Thread(target=elect) for _ in range(2)]
    for each in clerks:
        each.start()
    for each in clerks:
        each.join()
    assert sorted(heard) == ["bad_post", "elected"]
    assert Post.objects.unscoped("test").count() == 1


def test_names_of_posts_are_known_however_they_are_typed() -> None:
    for post in known_posts().values():
        for name in (post.name, *post.aliases):
            assert find_known_post(f" {name.upper()} ") == post
    assert post_key("trưởng khóm") == "village_head"
    assert post_key("Chủ tịch  UBND xã") == "chu tich ubnd xa"


def test_lists_of_posts_take_the_same_statements_for_one_and_for_many(
    clerk: Actor, cell: Unit, django_assert_num_queries: Any
) -> None:
    an = a_member(cell)
    a_post(an)
    for _ in range(2):
        with django_assert_num_queries(1):
            [post.member.full_name for post in queries.posts_in(clerk, cell, DAY)]
        with django_assert_num_queries(1):
            [post.unit.name for post in queries.posts_held_by(clerk, an.pk)]
        for number in range(9):
            a_post(a_member(cell), f"Tổ trưởng {number}")
            a_post(an, f"Đội trưởng {number} {_}")
