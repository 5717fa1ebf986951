"""A page that came too late says what somebody else did meanwhile, field by field."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.members.actions import MovePaper, record_move
from chibo.areas.members.models import Member
from chibo.areas.members.rules import MoveWish
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.actions import end_post
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, Meanwhile
from chibo.web.meanwhile import FIELDS, what_changed
from tests.factories import a_cell, a_commune, a_member, a_post, a_province, an_actor

SignIn = Callable[..., Client]
Form = Callable[..., dict[str, Any]]
NOW = datetime(2026, 11, 21, 9, 5, tzinfo=ZONE)


@pytest.fixture
def commune(db: None) -> Unit:
    return a_commune(a_province())


@pytest.fixture
def member(commune: Unit) -> Member:
    return a_member(a_cell(commune))


def told(action: str, **changes: Any) -> str:
    (sentence,) = what_changed(ChangedMeanwhile("", [Meanwhile("Mai", NOW, action, changes)]))
    return sentence


def test_who_when_and_each_field_from_what_to_what() -> None:
    assert told(
        "member.corrected", born_on=["1980-01-01", "1981-02-03"], gender=["male", "female"]
    ) == ("Mai, 09:05 ngày 21/11/2026: Ngày sinh: 01/01/1980 → 03/02/1981; Giới tính: Nam → Nữ")
    assert "Từ ngày: (để trống) → 01/01/2026" in told(
        "post.corrected", starts_on=[None, "2026-01-01"]
    )


def test_numbers_ethnicity_religion_and_phones_are_named_and_not_told() -> None:
    said = told(
        "member.corrected",
        citizen_number=["062070000001", "062070000002"],
        religion=["", "Phật giáo"],
        ethnicity=["Kinh", "Thái"],
        phone=["1", "2"],
    )
    assert "Số định danh (đã đổi)" in said
    for secret in ("0620", "Phật", "Thái"):
        assert secret not in said


def test_an_act_is_told_with_its_kind_and_day() -> None:
    said = told(
        "member.moved", kind="exempted", on="2026-11-10", state=["full", "exempt"], pack="x"
    )
    assert "ghi thay đổi trạng thái “Miễn sinh hoạt” 10/11/2026" in said
    assert "x" not in said.partition(": ")[2].replace("exempt", "")


def test_every_field_a_form_of_these_records_has_is_known_in_words() -> None:
    from chibo.areas.members.actions import MemberCorrection
    from chibo.areas.organisation.actions import UnitCorrection

    for form in (MemberCorrection, UnitCorrection):
        assert set(form.__dataclass_fields__) <= set(FIELDS)


def test_the_page_of_a_change_of_state_that_came_too_late(
    sign_in: SignIn, form: Form, commune: Unit, member: Member
) -> None:
    client = sign_in("clerk", commune)
    address = reverse("member_move", args=[member.pk, "deceased"])
    assert client.get(address).status_code == 200
    record_move(
        actor=an_actor("clerk", commune, name="Chị Mai"),
        member_id=member.pk,
        wish=MoveWish("deceased", on=date(2026, 11, 10)),
        paper=MovePaper(),
        version=1,
        now=NOW,
    )
    late = client.post(address, form(version=1, on="12/11/2026"), follow=True)
    assert late.redirect_chain[-1][0] == reverse("member", args=[member.pk])
    page = late.content.decode()
    assert "Chị Mai, 09:05 ngày 21/11/2026: ghi thay đổi trạng thái “Từ trần” 10/11/2026" in page


def test_the_page_that_ends_a_post_says_who_ended_it_already(
    sign_in: SignIn, form: Form, commune: Unit, member: Member
) -> None:
    post = a_post(member, "Bí thư", member.cell, starts_on=date(2024, 1, 1))
    end_post(
        actor=an_actor("clerk", commune, name="Chị Mai"),
        post_id=post.pk,
        last_day=date(2026, 10, 31),
        decision="",
        version=1,
        now=NOW,
    )
    address = reverse("post_end", args=[post.pk])
    late = sign_in("clerk", commune).post(
        address, form(version=1, last_day="30/09/2026", decision="")
    )
    assert late.status_code == 422
    page = late.content.decode()
    assert "Chị Mai, 09:05 ngày 21/11/2026: ghi thôi giữ chức vụ" in page
    assert "Thôi giữ từ ngày: (để trống) → 01/11/2026" in page


def test_two_versions_of_a_member_side_by_side_with_who_saved_the_other(
    sign_in: SignIn, form: Form, commune: Unit, member: Member
) -> None:
    values = {
        "full_name": "Nguyễn Văn Ân",
        "gender": "male",
        "born_on": "01/01/1980",
        "cell": member.cell.code,
        "joined_on": "19/05/2010",
        "full_on": "19/05/2011",
        "state": "full",
        "version": 1,
    }
    address = reverse("member_correct", args=[member.pk])
    sign_in("clerk", commune).post(address, form(**values))
    late = sign_in("clerk", commune).post(address, form(**{**values, "full_name": "Nguyễn An"}))
    page = late.content.decode()
    assert late.status_code == 422
    assert "Họ và tên: Nguyễn Văn An → Nguyễn Văn Ân" in page
    (row,) = late.context["conflicts"]
    assert (row.label, row.theirs, row.mine) == ("Họ và tên", "Nguyễn Văn Ân", "Nguyễn An")
