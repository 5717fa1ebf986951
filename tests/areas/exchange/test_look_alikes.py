"""Workbooks and people recorded twice: told of, never decided; merged codes do not come back."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from chibo.areas.access.queries import actor_of
from chibo.areas.exchange import actions, queries
from chibo.areas.members.duplicates import actions as duplicates
from chibo.areas.members.duplicates.models import Proposal
from chibo.areas.members.models import Member
from chibo.core.clock import ZONE
from tests.factories import a_cell, a_commune, a_member, a_province, an_account, an_actor
from tests.factories.workbooks import (
    MEMBER_HEADINGS,
    NOW,
    UNITS,
    a_workbook,
    counts,
    take,
)

pytestmark = pytest.mark.django_db
BORN = date(1970, 2, 5)


def row(code: str, name: str, born: str = "05/02/1970", number: str = "") -> list[Any]:
    return [code, name, "Nam", born, number, "52.01.1", "03/02/1995", "03/02/1996"]


def told(result: Any) -> list[tuple[int | None, str]]:
    return [(w.row, w.message) for w in result.warnings if w.code == "possible_duplicate"]


def test_a_row_that_looks_like_somebody_is_warned_of_and_taken(tmp_path: Path) -> None:
    take(tmp_path, {"Tổ chức": UNITS, "Đảng viên": [MEMBER_HEADINGS, row("1", "Lê Văn Tám")]})
    sheets = {
        "Đảng viên": [
            MEMBER_HEADINGS,
            row("1", "Lê Văn Tám"),
            row("2", "Le Van Tam", "02/05/1970"),
            row("3", "Nguyễn Thị Hoa", "19/05/1990"),
            row("4", "Hoa Nguyễn Thị", "19/05/1990"),
            row("5", "Y Bhăm", "01/01/1960"),
        ]
    }
    result = take(tmp_path, sheets)
    assert result.taken
    assert told(result) == [
        (
            3,
            "Có thể trùng với Lê Văn Tám, mã 1: họ tên chỉ khác dấu, "
            "ngày sinh đảo ngày và tháng, cùng ngày vào Đảng.",
        ),
        (
            5,
            "Có thể trùng với trang “Đảng viên”, hàng 4: họ tên cùng các chữ, khác thứ tự, "
            "cùng ngày sinh, cùng ngày vào Đảng.",
        ),
    ]
    assert Member.objects.unscoped("test").count() == 5
    assert told(take(tmp_path, sheets)) == [], "nothing new, nothing to look at"


def test_somebody_outside_the_importer_s_part_is_not_shown() -> None:
    province = a_province(code="52")
    commune = a_commune(province, code="52.01")
    a_cell(commune, code="52.01.1")
    a_member(a_cell(a_commune(province)), "Lê Văn Tám", born_on=BORN, code="XA-1")
    clerk = actor_of(an_account("clerk", commune), NOW.date())
    content = a_workbook({"Đảng viên": [MEMBER_HEADINGS, row("2", "Lê Văn Tám")]})
    batch = actions.upload(actor=clerk, unit=commune, files=[("a.xlsx", content)], now=NOW)
    found = queries.problems(clerk, batch.pk).filter(code="possible_duplicate")
    assert [each.message for each in found] == ["Có thể trùng, hỏi cấp trên."]


def test_what_was_found_to_be_two_people_is_not_warned_of_again(tmp_path: Path) -> None:
    people = [MEMBER_HEADINGS, row("1", "Lê Văn Tám"), row("2", "Lê Văn Tám")]
    assert len(told(take(tmp_path, {"Tổ chức": UNITS, "Đảng viên": people}))) == 1
    duplicates.search(now=NOW)
    proposal = Proposal.objects.unscoped("test").get()
    clerk = an_actor("clerk", proposal.first.cell)
    duplicates.dismiss(actor=clerk, proposal_id=proposal.pk, why="hai anh em", version=1, now=NOW)
    changed = [MEMBER_HEADINGS, row("1", "Lê Văn Tám"), row("2", "Lê Văn Tâm")]
    assert told(take(tmp_path, {"Đảng viên": changed})) == []


def test_an_old_file_does_not_bring_a_merged_record_back(tmp_path: Path) -> None:
    people = [MEMBER_HEADINGS, row("1", "Lê Văn Tám"), row("2", "Le Van Tam"), row("3", "Lê Tám")]
    posts = [
        ["Mã đảng viên*", "Mã đơn vị*", "Chức vụ*", "Từ ngày*"],
        ["2", "52.01.1", "Bí thư", "01/01/2024"],
    ]
    file = {"Tổ chức": UNITS, "Đảng viên": people, "Chức vụ": posts}
    take(tmp_path, file)
    merge("2", "1")
    again = take(tmp_path, file)
    assert again.taken, again.lines()
    (warning,) = [each for each in again.warnings if each.code == "merged_code"]
    assert (warning.row, warning.column) == (3, "Mã đảng viên")
    assert "đã gộp vào mã 1" in warning.message
    assert counts(again)["Đảng viên"] == (2, 0, 0, 2)
    assert counts(again)["Chức vụ"] == (1, 0, 0, 1)
    assert again.lines()[-1] == "Đã nhận: mọi hàng đều như đã có, không có gì thay đổi."

    merge("1", "3")
    third = take(tmp_path, file)
    assert counts(third)["Đảng viên"] == (1, 0, 0, 1), "a chain is followed to its end"
    assert Member.objects.unscoped("test").get().code == "3"


def merge(gone: str, kept: str) -> None:
    rows = Member.objects.unscoped("test")
    old, new = rows.get(code=gone), rows.get(code=kept)
    first, second = sorted((old, new), key=lambda each: each.pk)
    proposal, _made = Proposal.objects.unscoped("test").get_or_create(
        first=first,
        second=second,
        defaults={"reasons": ["same_birth"], "found_at": datetime(2026, 11, 21, tzinfo=ZONE)},
    )
    duplicates.merge(
        actor=an_actor("clerk", new.cell.parent),
        proposal_id=proposal.pk,
        keep_id=new.pk,
        take=[],
        versions={old.pk: old.version, new.pk: new.version},
        why="",
        now=NOW,
    )
