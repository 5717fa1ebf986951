"""Posts go along with a unit that ends by a change, and come back with it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.exchange import actions, queries
from chibo.areas.exchange.models import ImportBatch, ImportState
from chibo.areas.indicators.queries import indicator_report
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.actions import PostGiven, correct_post, end_post, withdraw_post
from chibo.areas.posts.bulk import remove_posts
from chibo.areas.posts.models import Post
from chibo.areas.posts.villages import villages_on
from chibo.core.periods import Month
from tests.factories import an_account
from tests.factories.workbooks import MEMBER_HEADINGS, NOW, Table, a_workbook, counts, take

pytestmark = pytest.mark.django_db
MERGED_ON = date(2025, 7, 1)
CHANGE_HEADINGS = ["Ngày*", "Loại*", "Mã đơn vị*", "Mã đơn vị nhận", "Loại mới", "Tên mới"]
POST_HEADINGS = ["Mã đảng viên*", "Mã đơn vị*", "Chức vụ*", "Từ ngày*", "Đến ngày", "Địa bàn"]
UNITS: list[list[Any]] = [
    ["Mã*", "Tên*", "Loại*", "Mã cấp trên", "Loại hình", "Địa bàn"],
    ["52", "Đảng bộ tỉnh Ví Dụ", "Đảng bộ tỉnh"],
    ["52.01", "Đảng bộ xã Tân Mẫu", "Đảng bộ cơ sở", "52"],
    ["52.01.1", "Chi bộ thôn Một", "Chi bộ trực thuộc", "52.01", "Thôn, tổ dân phố", "Thôn Một"],
    ["52.01.2", "Chi bộ thôn Hai", "Chi bộ trực thuộc", "52.01", "Thôn, tổ dân phố",
     "Thôn Một; Thôn Hai"],
]  # fmt: skip
MEMBERS: list[list[Any]] = [
    MEMBER_HEADINGS,
    ["01", "Nguyễn Văn An", "Nam", "05/02/1970", "", "52.01.1", "03/02/1995", "03/02/1996"],
    ["02", "Trần Thị Bình", "Nữ", "30/04/1985", "", "52.01.2", "19/05/2015", "19/05/2016"],
]
POSTS: list[list[Any]] = [
    POST_HEADINGS,
    ["01", "52.01.1", "Bí thư", "15/06/2022"],
    ["01", "52.01.1", "Trưởng thôn", "01/01/2023", "", "Thôn Một"],
    ["02", "52.01.2", "Phó bí thư", "15/06/2022", "31/12/2025"],
]
MERGER = [CHANGE_HEADINGS, ["01/07/2025", "Sáp nhập", "52.01.1", "52.01.2"]]


@pytest.fixture(autouse=True)
def jobs_run_at_once(settings: Any) -> None:
    settings.CHIBO_JOBS = "inline"


def book(*, changes: Table = MERGER, posts: Table = POSTS) -> dict[str, Table]:
    return {
        "Tổ chức": UNITS,
        "Đảng viên": MEMBERS,
        "Chức vụ": posts,
        "Biến động tổ chức": changes,
    }


def without_change() -> dict[str, Table]:
    return {title: rows for title, rows in book().items() if title != "Biến động tổ chức"}


def held() -> list[tuple[Any, ...]]:
    rows = Post.objects.unscoped("test").order_by("member__code", "key", "starts_on")
    return list(
        rows.values_list("member__code", "unit__code", "kind", "starts_on", "followed__unit__code")
    )


FOLLOWED = [
    ("01", "52.01.1", "secretary", date(2022, 6, 15), None),
    ("01", "52.01.2", "secretary", MERGED_ON, "52.01.1"),
    ("01", "52.01.1", "village_head", date(2023, 1, 1), None),
    ("01", "52.01.2", "village_head", MERGED_ON, "52.01.1"),
    ("02", "52.01.2", "deputy", date(2022, 6, 15), None),
]


def running(day: date) -> list[tuple[str, str]]:
    rows = Post.objects.unscoped("test").held_on(day).order_by("unit__code", "key")
    return list(rows.values_list("unit__code", "kind"))


def followed(kind: str) -> Post:
    rows = Post.objects.unscoped("test").filter(followed__isnull=False)
    return rows.select_related("unit").get(kind=kind)


@pytest.mark.parametrize("at_once", [True, False])
def test_posts_follow_whether_the_change_comes_with_them_or_later(
    tmp_path: Path, at_once: bool
) -> None:
    if not at_once:
        take(tmp_path, without_change())
    result = take(tmp_path, book())
    assert result.taken, result.lines()
    assert held() == FOLLOWED
    assert running(date(2025, 6, 30)) == [
        ("52.01.1", "secretary"),
        ("52.01.1", "village_head"),
        ("52.01.2", "deputy"),
    ]
    assert running(MERGED_ON) == [
        ("52.01.2", "deputy"),
        ("52.01.2", "secretary"),
        ("52.01.2", "village_head"),
    ]
    again = take(tmp_path, book())
    assert counts(again)["Chức vụ"] == (3, 0, 0, 3)
    assert held() == FOLLOWED


def test_the_shares_stand_before_and_after_a_merger(tmp_path: Path) -> None:
    take(tmp_path, book())

    def share(month: str) -> tuple[int, int]:
        found = indicator_report(
            actor=operator_actor("kiểm thử"),
            unit_code="52",
            start=Month.parse(month),
            end=Month.parse(month),
            children=False,
            structure="then",
            today=NOW.date(),
        )["indicators"]["posts.secretary_is_village_head_rate"]
        return found["numerator"], found["denominator"]

    assert share("2025-06") == (1, 2)
    assert share("2025-07") == (1, 1)


def test_the_receiver_covers_the_places_of_the_cell_it_took_over(tmp_path: Path) -> None:
    units = [[*row[:5], "Thôn Hai"] if row[0] == "52.01.2" else row for row in UNITS]
    take(tmp_path, {**book(), "Tổ chức": units})
    top = Unit.objects.unscoped("test").get(code="52")
    for day, places, heads in ((date(2025, 6, 30), (1, 1), [1, 0]), (MERGED_ON, (2,), [1])):
        villages, _paths = villages_on(top.path, day)
        assert tuple(len(cell.places) for cell in villages.cells) == places
        assert [villages.secretary_is_head(cell) for cell in villages.cells] == heads
        assert len(villages.places()) == 2


def test_an_export_taken_into_an_empty_system_leads_to_the_same_posts(tmp_path: Path) -> None:
    take(tmp_path, book())
    content = queries.export_workbook(actor=operator_actor("kiểm thử"), unit_code="52", on=None)
    ImportBatch.objects.unscoped("test").delete()
    remove_posts(list(Post.objects.unscoped("test").values_list("pk", flat=True)))
    result = take(tmp_path, content)
    assert result.taken, result.lines()
    assert counts(result)["Chức vụ"] == (3, 3, 0, 0)
    assert held() == FOLLOWED


def test_undoing_the_change_s_import_leads_the_posts_home(tmp_path: Path) -> None:
    take(tmp_path, without_change())
    before = held()
    clerk = actor_of(an_account("clerk", Unit.objects.unscoped("test").get(code="52")), NOW.date())
    content = a_workbook({"Biến động tổ chức": MERGER})
    unit = Unit.objects.unscoped("test").get(code="52")
    batch = actions.upload(actor=clerk, unit=unit, files=[("a.xlsx", content)], now=NOW)
    assert batch.state == ImportState.CHECKED, list(batch.problems.values("message"))  # type: ignore[attr-defined]
    actions.take(actor=clerk, batch_id=batch.pk, now=NOW)
    assert held() == FOLLOWED
    undone = actions.undo(actor=clerk, batch_id=batch.pk, now=NOW)
    assert undone.state == ImportState.UNDONE, undone.result
    assert held() == before


def test_undoing_everything_leaves_no_post_behind(tmp_path: Path) -> None:
    take(tmp_path, book())
    batch = ImportBatch.objects.unscoped("test").get()
    undone = actions.undo(actor=operator_actor("kiểm thử"), batch_id=batch.pk, now=NOW)
    assert undone.state == ImportState.UNDONE, undone.result
    assert held() == []


def test_who_was_elected_at_the_receiver_gets_the_post_once(tmp_path: Path) -> None:
    elected = [*POSTS, ["01", "52.01.2", "Bí thư", "20/08/2025"]]
    for _ in range(2):
        result = take(tmp_path, book(posts=elected))
        assert result.taken, result.lines()
        assert [row for row in held() if row[2] == "secretary"] == [
            ("01", "52.01.1", "secretary", date(2022, 6, 15), None),
            ("01", "52.01.2", "secretary", date(2025, 8, 20), None),
        ]


def test_a_party_post_of_a_dissolved_cell_is_none_of_the_committee_above(tmp_path: Path) -> None:
    gone = [CHANGE_HEADINGS, ["01/07/2025", "Giải thể", "52.01.1", ""]]
    result = take(tmp_path, book(changes=gone))
    if result.taken:
        assert [row for row in running(MERGED_ON) if row[1] == "secretary"] == []


def test_what_is_done_to_a_followed_post_is_done_to_the_recorded_one(tmp_path: Path) -> None:
    take(tmp_path, book())
    clerk = operator_actor("kiểm thử")
    post = followed("secretary")
    told = {"decision": "9-QĐ/ĐU", "version": 1, "now": NOW}
    end_post(actor=clerk, post_id=post.pk, last_day=date(2025, 9, 30), **told)
    assert followed("secretary").ends_before == date(2025, 10, 1)
    head = followed("village_head")
    given = PostGiven(
        member_id=head.member_id,
        unit_id=head.unit_id,
        title="Trưởng ấp",
        starts_on=date(2023, 1, 1),
        last_day=date(2025, 6, 30),
    )
    correct_post(actor=clerk, post_id=head.pk, given=given, version=1, now=NOW)
    assert [row[1] for row in held() if row[2] == "village_head"] == ["52.01.1"]
    with transaction.atomic():
        withdraw_post(actor=clerk, post_id=followed("secretary").pk, version=2, now=NOW)
    assert [row[2] for row in held()] == ["village_head", "deputy"]


class TestSplit:
    """A cell is split in two; its secretary goes to the second one, its deputy to the first."""

    SPLIT: Table = [CHANGE_HEADINGS, ["01/07/2025", "Chia tách", "52.01.1", "52.01.3;52.01.4"]]
    MORE: Table = [
        *UNITS,
        ["52.01.3", "Chi bộ thôn Ba", "Chi bộ trực thuộc", "52.01"],
        ["52.01.4", "Chi bộ thôn Bốn", "Chi bộ trực thuộc", "52.01"],
    ]
    HELD: Table = [
        POST_HEADINGS,
        ["01", "52.01.1", "Bí thư", "15/06/2022"],
        ["03", "52.01.1", "Phó bí thư", "15/06/2022"],
    ]

    def sheets(self, cell_of_secretary: str) -> dict[str, Table]:
        an, _binh = MEMBERS[1], MEMBERS[2]
        people: Table = [
            MEMBERS[0],
            [*an[:5], cell_of_secretary, *an[6:]],
            ["03", "Lê Thị Cúc", "Nữ", "01/02/1980", "", "52.01.1", "03/02/2005", "03/02/2006"],
        ]
        return {
            "Tổ chức": self.MORE,
            "Biến động tổ chức": self.SPLIT,
            "Đảng viên": people,
            "Chức vụ": self.HELD,
        }

    def units_of(self, code: str) -> list[str]:
        rows = Post.objects.unscoped("test").filter(member__code=code).order_by("starts_on")
        return list(rows.values_list("unit__code", flat=True))

    def test_each_post_goes_where_its_holder_went(self, tmp_path: Path) -> None:
        take(tmp_path, self.sheets("52.01.1"))
        assert self.units_of("01") == ["52.01.1", "52.01.3"]
        moved = self.sheets("52.01.4")["Đảng viên"]
        done = take(tmp_path, {"Đảng viên": moved[:2]})
        assert done.taken, done.errors
        assert self.units_of("01") == ["52.01.1", "52.01.4"]
        assert self.units_of("03") == ["52.01.1", "52.01.3"]
