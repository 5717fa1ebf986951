"""`Chức vụ`: who held which post, taken as it was; contradictions refused."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chibo.areas.access.models import Account, RoleEnd, RoleGrant
from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.exchange import actions, queries
from chibo.areas.exchange.errors import CannotUndo
from chibo.areas.exchange.models import ImportBatch, ImportState
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.models import Post, PostEnd
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_commune, a_member, a_post, a_province, an_account
from tests.factories.workbooks import (
    MEMBERS,
    NOW,
    POSTS,
    Table,
    a_csv,
    a_workbook,
    counts,
    saved,
    take,
    three_sheets,
    with_cell,
)

pytestmark = pytest.mark.django_db


def sheets(posts: Table = POSTS) -> dict[str, Table]:
    return {**three_sheets(), "Chức vụ": posts}


def held() -> list[tuple[Any, ...]]:
    rows = Post.objects.unscoped("test").order_by("member__code", "unit__code", "starts_on", "key")
    return list(
        rows.values_list(
            "member__code", "unit__code", "kind", "title", "inside", "starts_on", "ends_before",
            "areas", "how", "decision",
        )
    )  # fmt: skip


def found(problems: Any) -> list[tuple[int | None, str, str]]:
    assert all(each.message and each.repair for each in problems)
    return [(e.row, e.column, e.code) for e in problems if e.sheet == "Chức vụ"]


def test_posts_come_in_with_the_last_day_held_and_their_place(tmp_path: Path) -> None:
    result = take(tmp_path, sheets())
    assert result.taken, result.lines()
    assert counts(result)["Chức vụ"] == (3, 3, 0, 0)
    assert held() == [
        ("01", "52.01.1", "secretary", "Bí thư", True, date(2022, 6, 15), None, [], "", ""),
        ("01", "52.01.1", "village_head", "Trưởng thôn", False, date(2023, 1, 1), None,
         ["Thôn Một"], "", ""),
        ("02", "52.01", "other", "Phó Chủ tịch Hội Phụ nữ", False, date(2026, 1, 1),
         date(2026, 7, 1), [], "", "12-QĐ/ĐU"),
    ]  # fmt: skip


def test_the_same_file_taken_twice_changes_nothing_and_says_so(tmp_path: Path) -> None:
    take(tmp_path, sheets())
    before = held()
    again = take(tmp_path, sheets())
    assert again.lines()[-1] == "Đã nhận: mọi hàng đều như đã có, không có gì thay đổi."
    assert counts(again)["Chức vụ"] == (3, 0, 0, 3)
    assert held() == before


def test_a_known_post_is_updated_and_an_empty_cell_leaves_the_value(tmp_path: Path) -> None:
    take(tmp_path, sheets())
    ended = with_cell(with_cell(POSTS, 2, "Đến ngày", "30/09/2026"), 4, "Số quyết định", "")
    result = take(tmp_path, sheets(ended))
    assert counts(result)["Chức vụ"] == (3, 0, 1, 2)
    assert [row[6] for row in held()] == [date(2026, 10, 1), None, date(2026, 7, 1)]
    assert held()[2][9] == "12-QĐ/ĐU"


@pytest.mark.parametrize(
    "title",
    ["Trưởng ấp", "trưởng khóm", "TRƯỞNG BẢN", "Trưởng buôn", "Tổ trưởng tổ dân phố"],
)
def test_heads_of_other_kinds_of_place_count_as_truong_thon(tmp_path: Path, title: str) -> None:
    result = take(tmp_path, sheets(with_cell(POSTS, 3, "Chức vụ", title)))
    assert result.taken
    assert held()[1][2] == "village_head"
    assert held()[1][3].casefold() == title.casefold()


@pytest.mark.parametrize(
    ("row", "heading", "value", "code"),
    [
        (2, "Mã đảng viên", "99", "unknown_member"),
        (2, "Mã đơn vị", "52.09", "unknown_unit"),
        (2, "Chức vụ", "", "missing_value"),
        (2, "Từ ngày", "01/01/2027", "future_date"),
        (2, "Từ ngày", "31/02/2022", "bad_date"),
        (4, "Từ ngày", "01/01/1960", "impossible_date"),
        (2, "Đến ngày", "14/06/2022", "impossible_date"),
        (2, "Đến ngày", "01/01/2027", "future_date"),
        (2, "Từ ngày", "30/06/2020", "unit_not_there"),
        (2, "Mã đảng viên", 1.0, "code_became_number"),
    ],
)
def test_a_contradiction_keeps_the_whole_file_out(
    tmp_path: Path, row: int, heading: str, value: Any, code: str
) -> None:
    result = take(tmp_path, sheets(with_cell(POSTS, row, heading, value)))
    assert not result.taken
    column = "Đến ngày" if heading == "Đến ngày" else heading
    assert found(result.errors) == [(row, column, code)]
    assert held() == []


def test_nobody_holds_the_same_post_twice_at_a_time(tmp_path: Path) -> None:
    twice = [*POSTS, ["01", "52.01.1", "Bí thư", "20/06/2025"]]
    assert found(take(tmp_path, sheets(twice)).errors) == [
        (2, "Từ ngày", "overlapping_post"),
        (5, "Từ ngày", "overlapping_post"),
    ]
    elected_again = with_cell(twice, 2, "Đến ngày", "19/06/2025")
    assert take(tmp_path, sheets(elected_again)).taken


def test_a_second_time_beside_one_on_record_is_refused_too(tmp_path: Path) -> None:
    take(tmp_path, sheets())
    rows = [POSTS[0], ["01", "52.01.1", "Bí thư", "20/06/2025"]]
    result = take(tmp_path, {"Chức vụ": rows})
    assert found(result.errors) == [(2, "Từ ngày", "overlapping_post")]
    both = [POSTS[0], ["01", "52.01.1", "Bí thư", "15/06/2022", "19/06/2025"], rows[1]]
    assert take(tmp_path, {"Chức vụ": both}).taken
    assert len(held()) == 4


def test_two_rows_of_one_post_are_told_apart(tmp_path: Path) -> None:
    doubled = [*POSTS, ["01", "52.01.1", "BÍ THƯ", "15/06/2022"]]
    assert found(take(tmp_path, sheets(doubled)).errors) == [(5, "Từ ngày", "doubled_post")]


def test_what_is_only_odd_is_taken_and_told(tmp_path: Path) -> None:
    odd = [
        *POSTS,
        ["02", "52.01.1", "Bí thư", "20/05/2025"],
        ["02", "52.01", "Trưởng thôn", "20/05/2025"],
        ["03", "52.01.2", "Chi ủy viên", "20/05/1979"],
    ]
    units = with_cell(three_sheets()["Tổ chức"], 1, "Ngày thành lập", "Ngày thành lập")
    units[0].append("Địa bàn")
    units = with_cell(units, 4, "Địa bàn", "Thôn Nhất")
    result = take(tmp_path, {**sheets(odd), "Tổ chức": units})
    assert result.taken, result.lines()
    assert found(result.warnings) == [
        (2, "Từ ngày", "two_secretaries"),
        (3, "Địa bàn", "place_not_covered"),
        (5, "Từ ngày", "two_secretaries"),
        (6, "Mã đơn vị", "odd_unit_of_post"),
        (7, "Từ ngày", "before_joining"),
    ]


def test_a_post_of_somebody_who_died_is_told(tmp_path: Path) -> None:
    result = take(tmp_path, sheets([*POSTS, ["03", "52.01.2", "Bí thư", "01/01/2020"]]))
    assert found(result.warnings) == [(5, "Đến ngày", "no_longer_member")]


def test_a_csv_is_known_by_its_headings(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    path = saved(tmp_path, a_csv([[*row[:3], "15/06/2022"] for row in POSTS[1:2]]), "x.csv")
    path.write_bytes(a_csv([POSTS[0][:4], ["01", "52.01.1", "Bí thư", "15/06/2022"]]))
    result = actions.import_files(
        actor=operator_actor("kiểm thử"), paths=[path], dry_run=False, now=NOW
    )
    assert result.taken
    assert counts(result) == {"Chức vụ": (1, 1, 0, 0)}


def test_a_post_outside_the_reach_of_the_clerk_is_refused() -> None:
    province = a_province()
    commune, other = a_commune(province, code="52.01"), a_commune(province, code="52.02")
    a_member(a_cell(commune, code="52.01.1"), code="01")
    a_member(a_cell(other, code="52.02.1"), code="02")
    clerk = actor_of(an_account("clerk", commune), NOW.date())
    rows = [
        POSTS[0],
        ["01", "52.01.1", "Bí thư", "15/06/2022"],
        ["01", "52.02.1", "Bí thư", "15/06/2022"],
        ["02", "52.01.1", "Phó bí thư", "15/06/2022"],
    ]
    content = a_workbook({"Chức vụ": rows})
    batch = actions.upload(actor=clerk, unit=commune, files=[("a.xlsx", content)], now=NOW)
    problems = list(queries.problems(clerk, batch.pk).values_list("row", "column", "code"))
    assert problems == [(3, "Mã đơn vị", "outside_scope"), (4, "Mã đơn vị", "outside_scope")]


def test_undoing_takes_made_posts_out_and_puts_changed_ones_back(tmp_path: Path) -> None:
    province = a_province("Đảng bộ tỉnh Ví Dụ", code="52")
    clerk = actor_of(an_account("clerk", province), NOW.date())
    take(tmp_path, sheets(POSTS[:2]))
    before = held()
    ended = with_cell(POSTS, 2, "Đến ngày", "30/09/2026")
    content = a_workbook({"Chức vụ": ended})
    batch = actions.upload(actor=clerk, unit=province, files=[("a.xlsx", content)], now=NOW)
    actions.take(actor=clerk, batch_id=batch.pk, now=NOW)
    assert len(held()) == 3
    undone = actions.undo(actor=clerk, batch_id=batch.pk, now=NOW)
    assert undone.state == ImportState.UNDONE
    assert held() == before


def test_a_member_who_got_a_post_by_form_keeps_the_import_from_being_undone(
    tmp_path: Path,
) -> None:
    province = a_province("Đảng bộ tỉnh Ví Dụ", code="52")
    clerk = actor_of(an_account("clerk", province), NOW.date())
    take(tmp_path, three_sheets())
    batch = ImportBatch.objects.unscoped("test").get()
    a_post(Member.objects.unscoped("test").get(code="01"))
    with pytest.raises(CannotUndo, match="đã có chức vụ"):
        actions.undo(actor=clerk, batch_id=batch.pk, now=NOW)


def test_an_export_taken_into_an_empty_system_gives_the_same_posts(tmp_path: Path) -> None:
    take(tmp_path, sheets())
    member = Member.objects.unscoped("test").get(code="02")
    a_post(member, "Ủy viên Ủy ban kiểm tra", inside=True, how="elected", decision="7-QĐ/ĐU")
    content = queries.export_workbook(actor=operator_actor("kiểm thử"), unit_code="52", on=None)
    before = held()
    ImportBatch.objects.unscoped("test").delete()
    Post.objects.unscoped("test").delete()
    result = take(tmp_path, content)
    assert result.taken, result.lines()
    assert counts(result)["Chức vụ"] == (4, 4, 0, 0)
    assert held() == before
    as_of = queries.export_workbook(
        actor=operator_actor("kiểm thử"), unit_code="52", on=date(2025, 12, 31)
    )
    Post.objects.unscoped("test").delete()
    assert counts(take(tmp_path, as_of))["Chức vụ"][0] == 3


def test_the_example_can_be_taken_with_the_other_examples(tmp_path: Path) -> None:
    examples = [queries.example_workbook(code) for code in ("units", "members", "posts")]
    result = take(tmp_path, *examples)
    assert result.taken, result.lines()
    assert Unit.objects.unscoped("test").exists()
    assert len(held()) == 3


def test_posts_end_with_a_membership_that_a_file_ends_and_undoing_gives_them_back(
    tmp_path: Path,
) -> None:
    take(tmp_path, {**three_sheets(), "Chức vụ": POSTS})
    before = held()
    gone = with_cell(MEMBERS, 2, "Trạng thái", "Đã chuyển đi")
    gone = with_cell(gone, 2, "Ngày trạng thái", "01/10/2026")
    result = take(tmp_path, {"Đảng viên": gone})
    assert result.taken, result.lines()
    left = {(row[0], row[3]): row[6] for row in held()}
    assert left["01", "Bí thư"] == date(2026, 10, 1)
    assert left["01", "Trưởng thôn"] is None  # the village's to end, not the Party's
    batch = ImportBatch.objects.unscoped("test").latest("pk")
    again = take(tmp_path, {"Đảng viên": gone, "Chức vụ": POSTS})
    assert counts(again)["Chức vụ"] == (3, 0, 0, 3)
    actions.undo(actor=operator_actor("kiểm thử"), batch_id=batch.pk, now=NOW)
    batch.refresh_from_db()
    assert batch.state == ImportState.UNDONE, batch.result
    assert held() == before
    assert not PostEnd.objects.exists()


def roles_held(account: Account) -> list[tuple[str, date | None]]:
    rows = RoleGrant.objects.unscoped("test").filter(account=account).order_by("id")
    return list(rows.values_list("role", "ends_before"))


def test_roles_end_with_a_membership_that_a_file_ends_and_undoing_gives_them_back(
    tmp_path: Path,
) -> None:
    take(tmp_path, three_sheets())
    member = Member.objects.unscoped("test").get(code="01")
    account = an_account("secretary", member.cell, member=member)
    RoleGrant.objects.create(
        account=account, role="cell_committee", unit=member.cell, starts_on=date(2027, 1, 1)
    )
    before = roles_held(account)
    gone = with_cell(MEMBERS, 2, "Trạng thái", "Đã chuyển đi")
    gone = with_cell(gone, 2, "Ngày trạng thái", "01/10/2026")
    assert take(tmp_path, {"Đảng viên": gone}).taken
    ended = [("secretary", date(2026, 10, 1)), ("cell_committee", date(2027, 1, 1))]
    assert roles_held(account) == ended, "one that was to begin later never holds"
    assert AuditEvent.objects.filter(action="role.ended").count() == 2
    batch = ImportBatch.objects.unscoped("test").latest("pk")
    take(tmp_path, {"Đảng viên": gone})
    assert roles_held(account) == ended, "the same file again ends nothing"
    actions.undo(actor=operator_actor("kiểm thử"), batch_id=batch.pk, now=NOW)
    assert roles_held(account) == before
    assert not RoleEnd.objects.exists()


def test_a_role_given_anew_since_is_not_given_twice_when_the_import_is_undone(
    tmp_path: Path,
) -> None:
    take(tmp_path, three_sheets())
    member = Member.objects.unscoped("test").get(code="01")
    account = an_account("secretary", member.cell, member=member)
    gone = with_cell(MEMBERS, 2, "Trạng thái", "Đã chuyển đi")
    gone = with_cell(gone, 2, "Ngày trạng thái", "01/10/2026")
    take(tmp_path, {"Đảng viên": gone})
    batch = ImportBatch.objects.unscoped("test").latest("pk")
    RoleGrant.objects.create(
        account=account, role="secretary", unit=member.cell, starts_on=date(2026, 10, 5)
    )
    actions.undo(actor=operator_actor("kiểm thử"), batch_id=batch.pk, now=NOW)
    assert roles_held(account) == [("secretary", date(2026, 10, 1)), ("secretary", None)]
