"""Members on a day that has passed: who was where, as what, with which posts."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from chibo.areas.members.homes import end_home, move_home
from chibo.areas.members.models import Member, StateChange
from chibo.areas.members.past import count_elsewhere, count_home
from chibo.core.clock import ZONE
from tests.factories import a_cell, a_commune, a_member, a_post, a_province, an_actor, an_overseer

pytestmark = pytest.mark.django_db
MOVED = date(2026, 3, 31)
BEFORE, AFTER = "2026-03-30", "2026-03-31"


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-21")


def _moved(member, cell, on=MOVED):
    move_home(member, cell, on)
    member.save()
    return member


def _left(member, on, state="left"):
    """Struck off, with the record of it."""
    StateChange.objects.create(
        member=member,
        cell=member.cell,
        kind="removed",
        on=on,
        from_state=member.state,
        from_state_on=member.state_on,
        to_state=state,
        pack_id="test",
        recorded_at=datetime.combine(on, datetime.min.time(), ZONE),
    )
    end_home(member, on)
    Member.objects.unscoped("test").filter(pk=member.pk).update(state=state, state_on=on)


def _names(page):
    return [row.member.full_name for row in page.context["rows"]]


def test_the_lists_of_two_cells_before_and_after_a_transfer(sign_in):
    commune = a_commune()
    east, west = a_cell(commune, "Chi bộ thôn Đông"), a_cell(commune, "Chi bộ thôn Tây")
    a_member(east, "Trần Thị Bình")
    _moved(a_member(east, "Nguyễn Văn An"), west)
    client = sign_in("clerk", commune)

    def names(cell, day):
        return _names(client.get(reverse("members", args=[cell.pk]), {"ngay": day}))

    assert names(east, BEFORE) == ["Nguyễn Văn An", "Trần Thị Bình"]
    assert names(west, BEFORE) == []
    assert names(east, AFTER) == ["Trần Thị Bình"]
    assert names(west, AFTER) == ["Nguyễn Văn An"]


def test_the_old_superior_counts_who_moved_away_up_to_the_change_and_names_nobody(sign_in):
    province = a_province()
    ours, theirs = a_commune(province, "Xã A"), a_commune(province, "Xã B")
    here, there = a_cell(ours), a_cell(theirs)
    a_member(here, "Trần Thị Bình")
    gone = _moved(a_member(here, "Nguyễn Văn An"), there)
    list_of, count_of = (reverse(name, args=[ours.pk]) for name in ("members", "members_counted"))

    def told(role_unit, day):
        client = sign_in("clerk", role_unit)
        counted = client.get(count_of, {"ngay": day}).context
        return _names(client.get(list_of, {"ngay": day})), counted["total"], counted["elsewhere"]

    assert told(ours, BEFORE) == (["Trần Thị Bình"], 2, 1)
    assert told(ours, AFTER) == (["Trần Thị Bình"], 1, 0)
    assert told(province, BEFORE) == (["Nguyễn Văn An", "Trần Thị Bình"], 2, 0)
    old = sign_in("clerk", ours).get(reverse("member", args=[gone.pk]), {"ngay": BEFORE})
    assert old.status_code == 404
    new = sign_in("clerk", theirs).get(reverse("member", args=[gone.pk]), {"ngay": BEFORE})
    assert new.context["home"].cell_id == here.pk
    assert f'href="{reverse("unit", args=[here.pk])}' not in new.content.decode()


def test_a_count_is_the_same_by_stays_as_by_members(sign_in):
    province = a_province()
    commune = a_commune(province)
    cell, other = a_cell(commune), a_cell(commune)
    a_member(cell, joined_on=date(2026, 5, 1), full_on=None)
    a_member(cell, joined_on=date(2024, 2, 29), full_on=date(2025, 2, 28))
    _left(a_member(cell), date(2026, 4, 30))
    Member.objects.unscoped("test").filter(pk=a_member(other).pk).update(
        state="deceased", state_on=date(2025, 12, 31)
    )  # the stay goes on, as after an import
    _moved(a_member(other), cell)
    for day in (
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2025, 12, 30),
        date(2025, 12, 31),
        date(2026, 3, 30),
        date(2026, 3, 31),
        date(2026, 4, 29),
        date(2026, 4, 30),
        date(2026, 5, 1),
    ):
        for unit in (province, commune, cell, other):
            counted = Member.objects.unscoped("test").home_under(unit.path, day).count()
            assert count_home(unit.path, day) == counted, (unit, day)


def test_who_is_elsewhere_is_counted_for_each_kind_of_scope():
    province = a_province()
    ours, theirs = a_commune(province), a_commune(province)
    here, there = a_cell(ours), a_cell(theirs)
    gone = _moved(a_member(here), there)
    day = date(2026, 3, 30)
    assert count_elsewhere(an_actor("clerk", ours), ours.path, day) == 1
    assert count_elsewhere(an_actor("secretary", here), here.path, day) == 1
    assert count_elsewhere(an_actor("secretary", here, member=gone), here.path, day) == 0
    assert count_elsewhere(an_actor("clerk", province), ours.path, day) == 0


def test_the_state_of_the_day_is_what_the_next_change_found(sign_in):
    cell = a_cell(a_commune())
    exempt = a_member(cell, "Lê Văn Cường", state="exempt", state_on=date(2025, 1, 1))
    _left(exempt, date(2026, 6, 1))
    a_member(cell, "Nguyễn Văn An", joined_on=date(2025, 6, 1), full_on=date(2026, 6, 1))
    client = sign_in("clerk", cell.parent)

    def states(day):
        page = client.get(reverse("members", args=[cell.pk]), {"ngay": day})
        return {row.member.full_name: row.state.shown for row in page.context["rows"]}

    assert states("2024-12-31") == {"Lê Văn Cường": "full"}
    assert states("2026-05-31") == {"Lê Văn Cường": "exempt", "Nguyễn Văn An": "probationary"}
    assert states("2026-06-01") == {"Nguyễn Văn An": "full"}


def test_a_members_page_shows_cell_state_posts_and_duties_of_the_day(sign_in):
    commune = a_commune()
    east, west = a_cell(commune, "Chi bộ thôn Đông"), a_cell(commune, "Chi bộ thôn Tây")
    member = a_member(east)
    a_post(member, "Bí thư", east, starts_on=date(2024, 1, 1), ends_before=MOVED)
    an_overseer(member, west, starts_on=date(2026, 4, 1))
    _moved(member, west)
    client = sign_in("clerk", commune)
    address = reverse("member", args=[member.pk])
    then = client.get(address, {"ngay": BEFORE})
    assert then.context["cell_name"] == "Chi bộ thôn Đông"
    assert [post.unit_id for post in then.context["posts"]] == [east.pk]
    assert then.context["follows"] == []
    later = client.get(address, {"ngay": "2026-04-01"})
    assert later.context["cell_name"] == "Chi bộ thôn Tây"
    assert later.context["posts"] == []
    assert len(later.context["follows"]) == 1
    assert "citizen" not in then.content.decode()


def test_before_joining_and_after_leaving_the_page_says_so(sign_in):
    cell = a_cell(a_commune())
    member = a_member(cell, joined_on=date(2010, 5, 19))
    _left(member, date(2026, 6, 1))
    client = sign_in("clerk", cell.parent)
    address = reverse("member", args=[member.pk])
    early = client.get(address, {"ngay": "2010-05-18"}).content.decode()
    assert "chưa vào Đảng: vào Đảng ngày 19/05/2010" in early
    assert client.get(address, {"ngay": "2010-05-19"}).context["was_member"]
    assert client.get(address, {"ngay": "2026-05-31"}).context["was_member"]
    late = client.get(address, {"ngay": "2026-06-01"}).content.decode()
    assert "không được tính ở chi bộ nào" in late


def test_a_long_list_of_a_day_goes_on_in_that_day(sign_in):
    cell = a_cell(a_commune())
    for number in range(51):
        a_member(cell, f"Nguyễn Văn {number:02d}")
    client = sign_in("clerk", cell.parent)
    address = reverse("members", args=[cell.pk])
    first = client.get(address, {"ngay": BEFORE})
    assert len(first.context["rows"]) == 50
    assert f"ngay={BEFORE}&amp;sau=" in first.content.decode()
    rest = client.get(address, {"ngay": BEFORE, "sau": first.context["next_after"]})
    assert _names(rest) == ["Nguyễn Văn 50"]
