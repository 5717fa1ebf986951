"""The pages of a cell's plan of thematic meetings, and of the committee above."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.meetings.models import Meeting
from chibo.areas.topics.models import PlannedTopic
from tests.factories import a_cell, a_commune, a_member

pytestmark = pytest.mark.django_db

Fill = Callable[..., dict[str, Any]]
SignIn = Callable[..., Client]
TITLE = "Phân loại rác tại nhà"


@pytest.fixture(autouse=True)
def _today(today_is: Callable[[str], None]) -> None:
    today_is("2026-11-03")


def rows() -> list[PlannedTopic]:
    return list(PlannedTopic.objects.unscoped("a test").order_by("month"))


def typed(form: Fill, **more: Any) -> dict[str, Any]:
    return form(**{"title": TITLE, "month": "11/2026", "kind": "combined", "drafter_id": ""} | more)


def test_from_an_empty_year_to_a_prepared_month(sign_in: SignIn, form: Fill) -> None:
    cell = a_cell(a_commune())
    drafter = a_member(cell, "Lê Văn Cường")
    secretary = sign_in("secretary", cell)
    year = reverse("topic_plan", args=[cell.pk, 2026])
    page = secretary.get(reverse("topics"), follow=True)
    assert page.redirect_chain[-1][0] == year
    assert "còn thiếu 1 buổi chuyên đề; còn 58 ngày" in page.content.decode()
    assert "/quy-dinh/" in page.content.decode()

    add = reverse("topic_add", args=[cell.pk, 2026])
    assert secretary.get(add).context["form"].initial["month"].label == "11/2026"
    answer = secretary.post(add, typed(form, drafter_id=drafter.pk))
    assert answer["Location"] == year
    (row,) = rows()

    month = secretary.get(reverse("cell_month", args=[cell.pk, "2026-11"])).content.decode()
    assert TITLE in month
    assert "Chưa được chi ủy thông qua" in month

    seen = f"{row.pk}-{row.version}"
    agree = reverse("topic_approve", args=[cell.pk, 2026])
    assert secretary.post(agree, form(on="03/11/2026", seen=[seen])).status_code == 302
    month_page = secretary.get(reverse("cell_month", args=[cell.pk, "2026-11"]))
    assert month_page.context["proposed_kind"] == "combined"
    secretary.post(reverse("prepare_meeting", args=[cell.pk, "2026-11"]), form(kind="combined"))
    meeting = Meeting.objects.unscoped("a test").get()
    assert (meeting.topic, meeting.drafter_name) == (TITLE, "Lê Văn Cường")


def test_a_double_click_plans_once(sign_in: SignIn, form: Fill) -> None:
    cell = a_cell(a_commune())
    secretary, fields = sign_in("secretary", cell), typed(form)
    for _click in range(2):
        secretary.post(reverse("topic_add", args=[cell.pk, 2026]), fields)
    assert len(rows()) == 1


def test_what_was_wrong_is_said_beside_the_field(sign_in: SignIn, form: Fill) -> None:
    cell = a_cell(a_commune())
    secretary = sign_in("secretary", cell)
    add = reverse("topic_add", args=[cell.pk, 2026])
    secretary.post(add, typed(form))
    page = secretary.post(add, typed(form, title="Nước sạch"))
    assert page.status_code == 422
    assert "đã có chuyên đề" in page.context["form"].errors["month"][0]
    assert secretary.post(add, typed(form, month="31/11")).status_code == 422


def test_who_saved_second_sees_both_versions(sign_in: SignIn, form: Fill) -> None:
    cell = a_cell(a_commune())
    secretary = sign_in("secretary", cell)
    secretary.post(reverse("topic_add", args=[cell.pk, 2026]), typed(form))
    change = reverse("topic_change", args=[rows()[0].pk])
    secretary.post(change, typed(form, title="Nước sạch", version=1))
    page = secretary.post(change, typed(form, title="Cây xanh", version=1))
    assert page.status_code == 422
    assert [(row.mine, row.theirs) for row in page.context["conflicts"]] == [
        ("Cây xanh", "Nước sạch")
    ]
    assert rows()[0].title == "Nước sạch"
    assert secretary.post(change, typed(form, title="Cây xanh", version=2)).status_code == 302


def test_agreeing_to_what_changed_meanwhile_is_refused_on_the_page(
    sign_in: SignIn, form: Fill
) -> None:
    cell = a_cell(a_commune())
    secretary = sign_in("secretary", cell)
    secretary.post(reverse("topic_add", args=[cell.pk, 2026]), typed(form))
    agree = reverse("topic_approve", args=[cell.pk, 2026])
    page = secretary.post(agree, form(on="03/11/2026", seen=[f"{rows()[0].pk}-9"]))
    assert page.status_code == 422
    assert "vừa được người khác sửa" in page.content.decode()


def test_a_topic_leaves_the_plan(sign_in: SignIn, form: Fill) -> None:
    cell = a_cell(a_commune())
    secretary = sign_in("secretary", cell)
    secretary.post(reverse("topic_add", args=[cell.pk, 2026]), typed(form))
    secretary.post(reverse("topic_drop", args=[rows()[0].pk]), form(version=1))
    assert not rows()


def test_another_cell_s_plan_is_not_there_and_a_member_s_role_does_not_reach_it(
    sign_in: SignIn, form: Fill
) -> None:
    commune = a_commune()
    cell, other = a_cell(commune), a_cell(commune)
    sign_in("secretary", cell).post(reverse("topic_add", args=[cell.pk, 2026]), typed(form))
    stranger = sign_in("secretary", other)
    for address in (
        reverse("topic_plan", args=[cell.pk, 2026]),
        reverse("topic_add", args=[cell.pk, 2026]),
        reverse("topic_change", args=[rows()[0].pk]),
        reverse("topic_month", args=[cell.pk, "2026-11"]),
    ):
        assert stranger.get(address).status_code == 404
    stranger.post(reverse("topic_drop", args=[rows()[0].pk]), form(version=1))
    assert len(rows()) == 1
    member = sign_in("member", cell)
    assert member.get(reverse("topic_plan", args=[cell.pk, 2026])).status_code == 403
    assert member.get(reverse("topics")).status_code == 403
    assert stranger.get(reverse("topic_plan", args=[other.pk, 1800])).status_code == 404


def test_the_quarter_is_fetched_after_the_month(sign_in: SignIn) -> None:
    cell = a_cell(a_commune())
    secretary = sign_in("secretary", cell)
    address = reverse("topic_month", args=[cell.pk, "2026-11"])
    month = secretary.get(reverse("cell_month", args=[cell.pk, "2026-11"])).content.decode()
    assert f'hx-get="{address}"' in month
    told = secretary.get(address).content.decode()
    assert "quý IV/2026" in told
    assert "<html" not in told


def test_the_committee_sees_which_cells_lack_one(
    sign_in: SignIn, form: Fill, django_assert_num_queries: Any
) -> None:
    commune = a_commune()
    superior = sign_in("superior", commune)
    address = reverse("topic_board", args=[commune.pk])
    assert superior.get(reverse("topics"))["Location"] == address
    assert "Chưa có chi bộ nào bên dưới" in superior.get(address).content.decode()
    for number in range(60):
        cell = a_cell(commune, f"Chi bộ thôn {number}")
        if number % 2:
            PlannedTopic.objects.create(
                unit=cell,
                month=date(2026, 12, 1),
                title=TITLE,
                kind="combined",
                state="approved",
                approved_on=date(2026, 11, 1),
            )
    superior.get(address)
    with django_assert_num_queries(11):
        page = superior.get(address)
    assert (len(page.context["rows"]), page.context["board"].planning) == (50, 30)
    lacking = superior.get(address, {"thieu": "4"})
    assert len(lacking.context["rows"]) == 30
    assert superior.get(address, {"nam": "abcd", "thieu": "9"}).status_code == 200
    assert superior.get(reverse("topic_board", args=[a_commune().pk])).status_code == 404
    assert superior.get(reverse("topic_board", args=[cell.pk])).status_code == 302
