"""Badges on the screen: the clerk's list of a round, a member's own years."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from chibo.areas.badges.models import AgeGap, Badge, BadgeWait
from chibo.areas.organisation.models import Unit
from tests.factories import a_cell, a_commune, a_member

Form = Callable[..., dict[str, Any]]
SignIn = Callable[..., Client]


@pytest.fixture
def cell(db: None, today_is: Callable[[str], None]) -> Unit:
    today_is("2026-10-20")
    return a_cell(a_commune())


def veteran(cell: Unit, name: str = "Lê Văn An", joined_on: date = date(1996, 10, 1)) -> Any:
    return a_member(
        cell, name, born_on=date(1960, 1, 1), joined_on=joined_on, full_on=date(1998, 1, 1)
    )


def test_the_clerk_records_a_round_at_once(cell: Unit, sign_in: SignIn, form: Form) -> None:
    first, second = veteran(cell), veteran(cell, "Lê Văn Bình")
    clerk = sign_in("clerk", cell.parent)
    page = clerk.get(reverse("badges"), follow=True)
    shown = page.content.decode()
    assert "Đợt 07/11/2026" in shown
    assert "Lê Văn Bình" in shown
    address = reverse("badge_round_record", args=[cell.parent_id])
    typed = {"dot": "2026-11-07", "who": [f"{first.pk}-30", f"{second.pk}-30"]}
    refused = clerk.post(address, form(decision_number=" ", **typed), follow=True)
    assert "số quyết định" in refused.content.decode()
    sent = form(decision_number="120-QĐ/TU", **typed)
    for _time in range(2):
        clerk.post(address, sent)
    assert Badge.objects.unscoped("test").count() == 2
    assert (
        "không có ai đến mốc"
        in clerk.get(
            reverse("badge_round", args=[cell.parent_id]), {"dot": "2026-11-07"}
        ).content.decode()
    )


def test_the_list_goes_out_as_workbook_and_paper(cell: Unit, sign_in: SignIn) -> None:
    veteran(cell)
    clerk = sign_in("clerk", cell.parent)
    answer = clerk.get(reverse("badge_workbook", args=[cell.pk]), {"dot": "2026-11-07"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][1] == "Lê Văn An"
    assert rows[1][8] == 30
    paper = clerk.get(reverse("badge_list_paper", args=[cell.pk]), {"dot": "2026-11-07"})
    assert paper.status_code == 200
    assert "danh-sach-huy-hieu-dang" in paper.headers["Content-Disposition"]


def test_the_list_asks_the_same_number_of_questions_for_few_and_many(
    cell: Unit, sign_in: SignIn
) -> None:
    clerk = sign_in("clerk", cell.parent)
    address = reverse("badge_round", args=[cell.parent_id])

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            clerk.get(address, {"dot": "2026-11-07"})
        return len(asked)

    veteran(cell)
    few = count()
    for number in range(30):
        veteran(cell, f"Lê Văn {number}")
    assert count() == few


def test_what_bears_on_the_day_is_recorded_and_seen_by_few(
    cell: Unit, sign_in: SignIn, form: Form
) -> None:
    member = veteran(cell)
    clerk = sign_in("clerk", cell.parent)
    page = reverse("member_badges", args=[member.pk])
    clerk.post(
        reverse("badge_gap", args=[member.pk]),
        form(**{"gap-starts_on": "01/01/2000", "gap-ends_before": "01/03/2000"}),
    )
    clerk.post(
        reverse("badge_wait", args=[member.pk]),
        form(**{"wait-form": "warning", "wait-decided_on": "01/03/2026"}),
    )
    assert AgeGap.objects.unscoped("test").count() == 1
    shown = clerk.get(page).content.decode()
    assert "Cảnh cáo" in shown
    assert "30/11/2026" in shown
    secretary = sign_in("secretary", cell).get(page).content.decode()
    assert "Cảnh cáo" not in secretary
    assert "30 năm, đủ ngày 30/11/2026" in secretary
    assert "Cảnh cáo" in sign_in("member", cell, member).get(page).content.decode()
    other = sign_in("member", cell, veteran(cell, "Lê Văn Bình"))
    assert other.get(page).status_code == 404
    wait = BadgeWait.objects.unscoped("test").get()
    clerk.post(reverse("badge_fact_remove", args=["wait", wait.pk]), form())
    assert not BadgeWait.objects.unscoped("test").exists()
    bad = clerk.post(
        reverse("badge_gap", args=[member.pk]),
        form(**{"gap-starts_on": "01/01/1990", "gap-ends_before": "01/03/2000"}),
    )
    assert bad.status_code == 422
    assert "giữa ngày vào Đảng" in bad.content.decode()


def test_a_single_badge_is_recorded_refused_and_taken_back(
    cell: Unit, sign_in: SignIn, form: Form
) -> None:
    member = veteran(cell)
    clerk = sign_in("clerk", cell.parent)
    page = reverse("member_badges", args=[member.pk])
    typed = {"years": "40", "awarded_on": "07/11/2026", "how": "on_time"}
    refused = clerk.post(page, form(**typed))
    assert refused.status_code == 422
    assert "Đến ngày 01/10/2036" in refused.content.decode()
    clerk.post(page, form(**{**typed, "years": "30"}))
    badge = Badge.objects.unscoped("test").get()
    clerk.post(
        reverse("badge_take_back", args=[badge.pk]), form(version=1, reason="Ghi nhầm người.")
    )
    assert not Badge.objects.unscoped("test").exists()
    assert sign_in("secretary", cell).post(page, form(**typed)).status_code == 422


@pytest.mark.parametrize(
    ("role", "on_body", "sees"),
    [
        ("clerk", True, True),
        ("secretary", False, True),
        ("cell_committee", False, False),
        ("inspection_clerk", True, False),
    ],
)
def test_badges_are_offered_to_who_may_see_them(
    cell: Unit, sign_in: SignIn, role: str, on_body: bool, sees: bool
) -> None:
    member = veteran(cell)
    badges = reverse("member_badges", args=[member.pk])
    somebody = sign_in(role, cell.parent if on_body else cell)
    record = somebody.get(reverse("member", args=[member.pk]))
    assert record.status_code == 200
    assert (badges in record.content.decode()) == sees
    assert (somebody.get(badges).status_code == 200) == sees
