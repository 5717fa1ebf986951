"""The pages of people recorded twice."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.members.duplicates import actions
from chibo.areas.members.duplicates.models import Merge, Proposal
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.clock import ZONE
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_commune, a_member, a_post, a_province

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
Form = Callable[..., dict[str, Any]]
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
BORN = date(1970, 2, 5)


@pytest.fixture
def commune() -> Unit:
    return a_commune(a_province())


@pytest.fixture
def pair(commune: Unit) -> tuple[Member, Member]:
    cell = a_cell(commune)
    first = a_member(cell, "Nguyễn Văn Thành", born_on=BORN, phone="0911")
    second = a_member(cell, "Nguyen Van Thanh", born_on=BORN, phone="0922")
    return first, second


def found() -> Proposal:
    actions.search(now=NOW)
    return Proposal.objects.unscoped("test").order_by("pk")[0]


def test_the_list_of_a_level_is_paged_with_constant_queries(
    sign_in: SignIn, commune: Unit, django_assert_num_queries: Any
) -> None:
    cell = a_cell(commune)
    client = sign_in("clerk", commune)
    address = reverse("duplicates", args=[commune.pk])

    def ask(**query: str) -> Any:
        with django_assert_num_queries(5):
            return client.get(address, query)

    ask()
    for day in range(1, 28):
        for month in (1, 2):
            a_member(cell, "Lê Văn An", born_on=date(1980, month, day))
            a_member(cell, "Le Van An", born_on=date(1980, month, day))
    actions.search(now=NOW)
    page = ask()
    rows = list(page.context["rows"])
    while page.context["next_after"]:
        page = ask(sau=page.context["next_after"])
        rows += page.context["rows"]
    assert len({row.proposal.pk for row in rows}) == len(rows)
    assert len(rows) == Proposal.objects.unscoped("test").count() > 54


def test_somebody_elsewhere_is_told_of_in_one_sentence_and_never_shown(
    sign_in: SignIn, commune: Unit
) -> None:
    own = a_member(a_cell(commune, "Chi bộ thôn Đông"), "Nguyễn Văn Thành", born_on=BORN)
    far = a_cell(a_commune(commune.parent, "Đảng ủy xã Xa Lắc"), "Chi bộ thôn Bí Mật")
    other = a_member(far, "Nguyen Van Thanh", born_on=BORN, code="DV-XA")
    proposal = found()
    for role, unit in (("clerk", commune), ("secretary", own.cell)):
        client = sign_in(role, unit)
        page = client.get(reverse("duplicates", args=[unit.pk])).content.decode()
        assert "Có thể trùng, hỏi cấp trên." in page
        assert own.code in page
        for word in (other.code, "Nguyen Van Thanh", "Bí Mật", "Xa Lắc", "khác dấu", "ngày sinh"):
            assert word not in page.split("<main")[1].split("</table>")[0]
        assert client.get(reverse("duplicate", args=[proposal.pk])).status_code == 404


def test_two_records_stand_side_by_side_with_what_differs_marked(
    sign_in: SignIn, commune: Unit, pair: tuple[Member, Member]
) -> None:
    page = sign_in("clerk", commune).get(reverse("duplicate", args=[found().pk]))
    text = page.content.decode()
    assert "họ tên chỉ khác dấu" in text
    assert "QĐ 347-QĐ/TW" in text
    differing = {row[3].name for row in page.context["fields"] if row[3].differs}
    assert differing == {"full_name", "phone"}
    assert text.count("badge-due") == 2


def test_two_people_are_told_apart_with_a_reason_and_that_can_be_taken_back(
    sign_in: SignIn, form: Form, commune: Unit, pair: tuple[Member, Member]
) -> None:
    client, proposal = sign_in("clerk", commune), found()
    address = reverse("duplicate_dismiss", args=[proposal.pk])
    silent = client.post(address, form(version=1, why=" "))
    assert silent.status_code == 422
    answer = client.post(address, form(version=1, why="Hai anh em họ"))
    assert answer.headers["Location"] == reverse("duplicates", args=[pair[0].cell_id])
    listed = client.get(answer.headers["Location"], {"muc": "khac-nhau"}).content.decode()
    assert "Hai anh em họ" in listed
    client.post(reverse("duplicate_reopen", args=[proposal.pk]), form(version=2))
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_two_records_are_merged_by_a_double_click_once_and_undone(
    sign_in: SignIn, form: Form, commune: Unit, pair: tuple[Member, Member]
) -> None:
    client, proposal = sign_in("clerk", commune), found()
    first, second = pair
    typed = form(
        first_version=1,
        second_version=1,
        keep=second.pk,
        value_full_name=first.pk,
        value_phone=second.pk,
        why="Ghi hai lần",
    )
    address = reverse("duplicate_merge", args=[proposal.pk])
    answer = client.post(address, typed)
    done = Merge.objects.unscoped("test").get()
    assert answer.headers["Location"] == reverse("merge", args=[done.pk])
    assert client.post(address, typed).headers["Location"] == answer.headers["Location"]
    kept = Member.objects.unscoped("test").get()
    assert (kept.pk, kept.full_name, kept.phone) == (second.pk, "Nguyễn Văn Thành", "0922")
    shown = client.get(answer.headers["Location"]).content.decode()
    assert "Hoàn tác lần gộp này" in shown
    assert "Ghi hai lần" in shown
    assert kept.full_name in client.get(reverse("merges", args=[commune.pk])).content.decode()

    client.post(reverse("merge_undo", args=[done.pk]), form())
    back = Member.objects.unscoped("test").order_by("pk")
    assert [(each.full_name, each.phone) for each in back] == [
        ("Nguyễn Văn Thành", "0911"),
        ("Nguyen Van Thanh", "0922"),
    ]


def test_a_post_held_by_both_is_asked_about_on_the_same_page(
    sign_in: SignIn, commune: Unit, pair: tuple[Member, Member], form: Form
) -> None:
    for member, day in zip(pair, (date(2024, 1, 1), date(2025, 1, 1)), strict=True):
        a_post(member, "Bí thư", pair[0].cell, starts_on=day)
    client, proposal = sign_in("clerk", commune), found()
    address = reverse("duplicate_merge", args=[proposal.pk])
    typed = {"first_version": 1, "second_version": 1, "keep": pair[0].pk, "why": ""}
    values = {f"value_{name}": pair[0].pk for name in ("full_name", "phone")}
    asked = client.post(address, form(**typed, **values))
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "Cả hai bản ghi đều có chức vụ" in page
    assert Member.objects.unscoped("test").count() == 2
    done = client.post(address, form(**typed, **values, **{"clash_posts.post": "kept"}))
    assert done.headers["Location"] == reverse(
        "merge", args=[Merge.objects.unscoped("test").get().pk]
    )


def test_a_refused_merge_comes_back_with_what_to_do(
    sign_in: SignIn, form: Form, commune: Unit, pair: tuple[Member, Member]
) -> None:
    proposal = found()
    Member.objects.unscoped("test").filter(pk=pair[1].pk).update(version=5)
    answer = sign_in("clerk", commune).post(
        reverse("duplicate_merge", args=[proposal.pk]),
        form(
            first_version=1,
            second_version=1,
            keep=pair[0].pk,
            value_full_name=pair[0].pk,
            value_phone=pair[0].pk,
        ),
    )
    assert answer.status_code == 422
    assert "Người khác vừa lưu nội dung này" in answer.content.decode()
    opened = AuditEvent.objects.filter(action="member.opened").order_by("target")
    assert [event.target for event in opened] == [f"member:{each.pk}" for each in pair], (
        "a refused form shows both records again"
    )


def test_while_a_member_is_typed_look_alikes_of_the_own_part_appear(
    sign_in: SignIn, commune: Unit, pair: tuple[Member, Member]
) -> None:
    far = a_member(a_cell(a_commune(commune.parent)), "Nguyễn Văn Thành", born_on=BORN)
    client = sign_in("clerk", commune)
    address = reverse("duplicate_check")
    typed = {"full_name": "nguyen van thanh", "born_on": "05/02/1970"}
    text = client.post(address, typed).content.decode()
    assert pair[0].code in text
    assert "cùng ngày sinh" in text
    assert far.code not in text
    assert "hỏi cấp trên" not in text
    corrected = client.post(address, {**typed, "member": pair[0].pk}).content.decode()
    assert pair[0].code not in corrected
    assert client.post(address, {"full_name": "nguyen"}).content.decode().strip() == ""
    assert client.get(address).status_code == 405
    stranger = sign_in("member", pair[0].cell)
    assert stranger.post(address, typed, headers={"HX-Request": "true"}).status_code == 403


def test_after_a_correction_the_clerk_is_told(sign_in: SignIn, form: Form, commune: Unit) -> None:
    cell = a_cell(commune)
    a_member(cell, "Nguyễn Văn Thành", born_on=BORN)
    a_member(a_cell(a_commune(commune.parent)), "Nguyễn Văn Thành", born_on=BORN)
    member = a_member(cell, "Lê Văn Tám", born_on=BORN)
    client = sign_in("clerk", commune)
    address = reverse("member_correct", args=[member.pk])
    assert 'id="alike"' in client.get(address).content.decode()
    answer = client.post(
        address,
        form(
            version=1,
            full_name="Nguyen Van Thanh",
            gender="male",
            born_on="05/02/1970",
            cell=cell.code,
            joined_on="19/05/2010",
            full_on="19/05/2011",
            state="full",
        ),
        follow=True,
    )
    text = answer.content.decode()
    assert "Có thể trùng với 1 người khác" in text
    assert "Có thể trùng, hỏi cấp trên." in text
    assert Proposal.objects.unscoped("test").count() == 2


def test_the_list_is_there_for_who_reads_members_and_searching_for_who_keeps_them(
    sign_in: SignIn, form: Form, commune: Unit, pair: tuple[Member, Member], settings: Any
) -> None:
    settings.CHIBO_JOBS = "inline"
    superior, clerk = sign_in("superior", commune), sign_in("clerk", commune)
    search = reverse("duplicates_search", args=[commune.pk])
    superior.post(search, form())
    assert not Proposal.objects.unscoped("test").exists()
    assert superior.get(reverse("merges", args=[commune.pk])).status_code == 403
    assert clerk.post(search, form()).status_code == 302
    listed = superior.get(reverse("duplicates", args=[commune.pk])).content.decode()
    assert "Nguyen Van Thanh" in listed
    assert search not in listed
    pair_page = superior.get(reverse("duplicate", args=[found().pk])).content.decode()
    assert "Gộp thành một" not in pair_page
