"""The tables of pages as workbooks: the same rows, by the page's permission, on record."""

import re
from datetime import date, datetime, time
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

import chibo.web
from chibo.areas.access.models import SecondAsk
from chibo.areas.access.queries import PAGE, actor_of
from chibo.areas.access.two_people import adding_up, asking, deciding
from chibo.areas.directives.models import Directive
from chibo.areas.members.models import Member, Transfer
from chibo.areas.posts.models import Term
from chibo.areas.posts.rollup.folding import fold_facts
from chibo.areas.remedies.models import Shortcoming
from chibo.core import clock
from chibo.core.models import AuditEvent
from chibo.web.components.downloads import CONTENT_TYPE
from tests.factories import (
    a_cell,
    a_class,
    a_commune,
    a_held_meeting,
    a_member,
    a_post,
    a_report,
    a_score,
    an_account,
    an_enrolment,
)
from tests.months import at
from tests.periods import Province

pytestmark = pytest.mark.django_db


def day(*told: int) -> datetime:
    """A day as workbooks hold it."""
    return datetime.combine(date(*told), time())


BOOKS: dict[str, tuple[Any, ...]] = {
    "periodic_reports": (
        (
            *("Mã", "Đơn vị", "Mẫu báo cáo", "Kỳ báo cáo"),
            *("Tình trạng", "Hạn", "Số ngày muộn", "Ghi chú"),
        ),
        (
            *("Đảng ủy xã Một", "Báo cáo tháng của cấp ủy", "tháng 10/2026"),
            *("chưa lập", day(2026, 11, 5), 15, None),
        ),
    ),
    "concurrent_posts": (
        ("Tỷ lệ", "Giá trị", "Tử số", "Mẫu số", "Mục tiêu", "Đến ngày", "Tình trạng"),
        ("Bí thư là trưởng thôn", 50, 1, 2, None, None, "chưa đặt"),
    ),
    "village_cells": (
        (
            *("Chi bộ", "Bí thư", "Trưởng thôn", "Bí thư là trưởng thôn", "Phó bí thư"),
            *("Trưởng ban công tác Mặt trận", "Phó bí thư là trưởng ban"),
        ),
        ("Chi bộ thôn Đông", "Nguyễn Văn 0", "Nguyễn Văn 0", "có", None, None, "không"),
    ),
    "terms_ending": (
        ("Đơn vị", "Hết nhiệm kỳ", "Muộn nhất", "Tình trạng", "Đại hội dự kiến"),
        ("Chi bộ thôn Đông", day(2026, 12, 1), day(2027, 6, 1), None, None),
    ),
    "unit_classes": (
        ("Lớp", "Loại lớp", "Đơn vị mở", "Khai giảng", "Học viên", "Lượt dự"),
        (
            *("Đối tượng Đảng L1", "Đối tượng Đảng", "Đảng ủy xã Một"),
            *(day(2026, 3, 3), 0, None),
        ),
    ),
    "grading_year": (
        ("Mã", "Chi bộ", "Tốt", "Khá", "Trung bình", "Kém", "Chưa chấm", "Cả năm", "Vì sao"),
        (
            *("Chi bộ thôn Đông", 1, 0, 0, 0, 0, None),
            "Khung chấm đang áp dụng không có quy tắc xếp loại cả năm.",
        ),
    ),
    "overseers": (
        (
            *("Đơn vị", "Người phụ trách", "Phụ trách chính", "Từ ngày", "Rời cấp ủy ngày"),
            *("Vì sao chưa có", "Bên dưới chưa có"),
        ),
        ("Đảng ủy xã Một", "chưa có ai", None, None, None, "Chưa giao cho ai.", 1),
    ),
    "several_posts": (
        (
            *("Họ và tên", "Chi bộ", "Chức vụ", "Nơi giữ chức vụ", "Từ ngày"),
            *("Trong, ngoài Đảng", "Địa bàn"),
        ),
        (
            *("Nguyễn Văn 0", "Chi bộ thôn Đông", "Bí thư", "Chi bộ thôn Đông"),
            *(day(2022, 6, 15), "trong Đảng", None),
        ),
    ),
    "dues_body": (
        (
            *("Mã", "Đơn vị", "Người nộp đủ", "Người phải nộp", "Chưa rõ mức"),
            *("Phải nộp (đồng)", "Thu trong tháng (đồng)", "Nộp lên (đồng)"),
            *("Sổ đã khóa", "Sổ đã lập"),
        ),
        ("Đảng ủy xã Một", "chưa lập", None, None, None, None, None, None, 0),
    ),
    "places": (
        ("Xã, phường", "Đã có chi bộ", "Tất cả", "Tên chưa khớp"),
        ("Đảng ủy xã Một", "chưa có sổ", None, 1),
    ),
    "grading_compare": (("Chênh lệch", "Số phiếu"), ("Cấp trên chấm cao hơn", 0)),
    "unit_remedies": (
        ("Mã", "Đơn vị", "Hạn chế", "Đã khắc phục", "Quá hạn", "Tỷ lệ (%)"),
        ("Đảng ủy xã Một", 1, 0, 0, 0),
    ),
    "unit_deadlines": (
        ("Việc", "Ai, đơn vị nào", "Nơi", "Hạn", "Tình trạng", "Sẽ mất gì", "Căn cứ"),
        (
            *("Báo cáo định kỳ quá hạn nộp", "Báo cáo tháng của cấp ủy, tháng 10/2026"),
            *("Đảng ủy xã Một", day(2026, 11, 5), "quá hạn"),
            *("Báo cáo của cấp trên thiếu phần của đơn vị này.", None),
        ),
    ),
    "topic_board": (
        ("Mã", "Chi bộ", "Quý I", "Quý II", "Quý III", "Quý IV", "Vì sao cần chú ý"),
        (
            *("Chi bộ thôn Đông", "không xét", "không xét", "không xét", "chưa có"),
            "Kế hoạch quý IV/2026 còn thiếu 1 buổi chuyên đề; còn 41 ngày là hết quý.",
        ),
    ),
    "unit_directives": (
        (
            *("Số, ký hiệu", "Cơ quan", "Ngày", "Trích yếu", "quá hạn"),
            *("chưa triển khai", "đang thực hiện", "đã xong"),
        ),
        ("05-CT/TW", "Bộ Chính trị", day(2026, 5, 15), "Học tập", "chưa giao", None, None, None),
    ),
}
"""Headings and first row of each, that without its code where it begins with one."""
BENCHES = {"grading_year", "grading_compare"}
"""Pages of the body of the role one works in."""
WITH_NAMES = {"village_cells", "overseers", "several_posts"}
TEMPLATES = Path(chibo.web.__file__).parent / "templates"


@pytest.fixture
def ours(today_is) -> Province:
    """A late report, a secretary who heads the village, a term near its end, a class, a grade."""
    today_is("2026-11-20")
    ours = Province()
    ours.ask()
    cell = ours.cells[0]
    cell.areas = ["thôn Đông"]
    cell.save()
    secretary = Member.objects.unscoped("test").filter(cell=cell).earliest("pk")
    for title in ("Bí thư", "Trưởng thôn"):
        a_post(secretary, title)
    fold_facts()
    Term.objects.create(
        unit=cell,
        number=1,
        starts_on=date(2022, 1, 1),
        months=60,
        due_on=date(2026, 12, 1),
        pack_id="organisation-24-2021",
    )
    a_class(ours.communes[0], date(2026, 3, 3), code="L1")
    Directive.objects.create(
        unit=ours.root,
        kind="CT",
        number="05-CT/TW",
        issuer="Bộ Chính trị",
        issued_on=date(2026, 5, 15),
        title="Học tập",
    )
    Shortcoming.objects.create(unit=cell, year=2025, title="Học nghị quyết còn chậm")
    a_score(a_held_meeting(cell, date(2026, 10, 3)), official_grade="good")
    return ours


def test_every_table_is_a_workbook_with_the_rows_of_the_page(ours, sign_in):
    client, stranger = sign_in("superior", ours.root), sign_in("clerk", a_commune())
    for name, (headings, row) in BOOKS.items():
        address = reverse(name, args=[] if name in BENCHES else [ours.root.pk])
        assert "dang=xlsx" in client.get(address).content.decode(), name
        answer = client.get(address, {"dang": "xlsx"})
        first, second = list(load_workbook(BytesIO(answer.content)).worksheets[0].values)[:2]
        second = second[1:] if headings[0] == "Mã" else second
        assert (name, first, second) == (name, headings, row)
        kept = AuditEvent.objects.latest("pk")
        named = "table" if name in WITH_NAMES else "figures"
        assert (kept.action, kept.unit_id) == (f"{named}.exported", ours.root.pk)
        if name not in BENCHES:
            assert stranger.get(address, {"dang": "xlsx"}).status_code == 404, name


def test_the_trail_is_taken_along_by_its_readers_only_and_that_is_in_the_trail(ours, sign_in):
    signed = sign_in("superior", ours.root)
    signed.get(reverse("figures", args=[ours.root.pk]), {"dang": "xlsx"})
    reader, address = sign_in("auditor", ours.communes[0].parent), reverse("trail")
    assert "dang=xlsx" in reader.get(address).content.decode()
    book = load_workbook(BytesIO(reader.get(address, {"dang": "xlsx"}).content)).worksheets[0]
    headings, *rows = book.values
    assert headings[:4] == ("Ngày", "Giờ", "Ai", "Vai trò")
    told = [row[5] for row in rows]
    assert "tải bảng số liệu, danh sách đơn vị" in told
    kept = AuditEvent.objects.latest("pk")
    assert (kept.action, kept.unit_id, kept.kind) == ("table.exported", ours.root.pk, "export")
    assert signed.get(address, {"dang": "xlsx"}).status_code == 403


def test_lists_of_people_and_of_work_that_waits_are_taken_along_by_their_readers(sign_in):
    commune = a_commune()
    cell = a_cell(commune, "Chi bộ thôn Đông")
    member = a_member(cell, full_name="Nguyễn Văn An")
    a_post(member, "Bí thư", starts_on=date(2025, 6, 1))
    opened = a_class(commune, date(2026, 3, 3))
    an_enrolment(opened, member, attended=9)
    Transfer.objects.create(
        member=member,
        full_name=member.full_name,
        kind="internal",
        reason="work",
        from_cell=cell,
        to_unit=a_cell(commune, "Chi bộ thôn Tây"),
        issued_on=date(2026, 10, 1),
        fee_paid_to=date(2026, 10, 1),
        state="issued",
        pack_id="members-24-2021",
        recorded_by="Trần Thị Bình",
        recorded_at=at(date(2026, 10, 1)),
    )
    a_score(a_held_meeting(cell, date(2026, 10, 3)))
    a_report(cell, date(2026, 10, 1), state="submitted", submitted_at=at(date(2026, 10, 5)))
    client = sign_in("superior", commune)
    for address, row in {
        reverse("unit_posts", args=[cell.pk]): ("Bí thư", "Nguyễn Văn An"),
        reverse("training_class", args=[opened.pk]): ("Nguyễn Văn An", 9),
        reverse("transfers", args=[commune.pk]): (
            *("Nguyễn Văn An", "Chi bộ thôn Đông", "Chi bộ thôn Tây"),
        ),
        f"{reverse('grading')}?duoi=1": ("Chi bộ thôn Đông", "10/2026", day(2026, 10, 3), 91),
        reverse("reports_waiting"): ("Chi bộ thôn Đông", "10/2026", day(2026, 10, 5), 91),
    }.items():
        assert "dang=xlsx" in client.get(address).content.decode(), address
        join = "&" if "?" in address else "?"
        book = load_workbook(BytesIO(client.get(f"{address}{join}dang=xlsx").content))
        assert list(book.worksheets[0].values)[1][: len(row)] == row, address


def test_any_page_that_marks_its_tables_gives_all_parts_of_its_list_and_that_is_on_record(sign_in):
    commune = a_commune()
    administrator = sign_in("administrator", commune)
    for number in range(PAGE + 5):
        an_account("secretary", a_cell(commune, f"Chi bộ {number}"), username=f"bt{number:03d}")
    page = administrator.get(reverse("accounts"), {"q": "bt"}).content.decode()
    assert 'href="?q=bt&amp;dang=xlsx" data-tables="people"' in page
    answer = administrator.get(reverse("accounts"), {"q": "bt", "dang": "xlsx"})
    assert (
        f'filename="accounts-{commune.code.lower()}.xlsx"' in answer.headers["Content-Disposition"]
    )
    (sheet,) = load_workbook(BytesIO(answer.content)).worksheets
    headings, *rows = sheet.values
    assert headings == ("Họ và tên", "Tên đăng nhập", "Vai trò", "Tình trạng")
    assert [row[1] for row in rows] == [f"bt{number:03d}" for number in range(PAGE + 5)]
    kept = AuditEvent.objects.latest("pk")
    assert (kept.action, kept.unit_id) == ("table.exported", commune.pk)
    told = {"what": "accounts", "rows": PAGE + 5, "people": PAGE + 5}
    assert kept.changes == {**told, "file": kept.changes["file"]}
    secretary = sign_in("secretary", a_cell(commune))
    assert secretary.get(reverse("accounts"), {"dang": "xlsx"}).status_code == 403


def test_a_page_that_names_many_asks_for_a_second_person_as_any_other_file_does(
    sign_in, form, monkeypatch
):
    commune = a_commune()
    administrator = sign_in("administrator", commune)
    for number in range(6):
        an_account("secretary", a_cell(commune, f"Chi bộ {number}"), username=f"bt{number:03d}")
    bulk = {("exports", "members"): 6, ("exports", "hours"): 24, ("second", "hours"): 72}
    for module in (asking, adding_up):
        monkeypatch.setattr(module, "limit", lambda part, name: bulk[part, name])
    asked = {"q": "bt", "dang": "xlsx"}
    refused = administrator.get(reverse("accounts"), asked)
    assert refused.status_code == 400
    page = refused.content.decode()
    assert "cần người thứ hai xác nhận" in page
    assert not AuditEvent.objects.filter(action="table.exported").exists()
    fields = dict(re.findall(r'name="(unit|what|address)" value="([^"]*)"', page))
    address = f"{reverse('accounts')}?q=bt&dang=xlsx"
    wanted = {"unit": str(commune.pk), "what": "accounts", "address": address}
    assert {name: unescape(told) for name, told in fields.items()} == wanted
    administrator.post(reverse("second_page"), form(**wanted, why="Rà soát tài khoản"))
    ask = SecondAsk.objects.unscoped("test").get()
    clerk = actor_of(an_account("clerk", commune), clock.today())
    deciding.confirm(actor=clerk, ask_id=ask.pk, now=clock.now())
    assert administrator.get(address).headers["Content-Type"] == CONTENT_TYPE
    assert administrator.get(address).status_code == 400, "once"
    asked["q"] = "bt000"
    assert administrator.get(reverse("accounts"), asked).headers["Content-Type"] == CONTENT_TYPE


def test_a_page_without_tables_stays_a_page(sign_in):
    member = sign_in("member", a_cell())
    answer = member.get(reverse("accounts"), {"dang": "xlsx"})
    assert answer.status_code == 403
    assert "<html" in member.get("/", {"dang": "xlsx"}, follow=True).content.decode()


NO_LISTS: dict[str, str] = {
    "a form, and what is typed into it": (
        "accounts/from_list accounts/roles forms/conflict from_paper/scores grading/sheet"
        " month/conflicts posts/checklist sittings/printed sittings/quick rules/rubric_edit"
        " dues/stretches month/resolution month/decide"
    ),
    "a part of a page that has one": (
        "places/place_rows overview/main_courses statistics/checks"
        " month/figures summations/tables overview/overview units/meeting_rows"
        " rules/chain rules/groups rules/lengths rules/what_if_meetings"
    ),
    "members have the workbook that is taken in again": "members/members members/members_then",
}
"""Tables of pages that offer no file, and why."""
SHOWS = ("<table", "{{ chart }}")
"""A chart has its table in it."""
OFFERS = ("workbook", "xlsx", "{% table_file")


def test_whatever_page_shows_a_table_offers_it_as_a_workbook_or_says_here_why_not():
    without = {name for names in NO_LISTS.values() for name in names.split()}
    tables = {
        str(path.relative_to(TEMPLATES).with_suffix("")): path.read_text(encoding="utf-8")
        for path in TEMPLATES.rglob("*.html")
    }
    shown = {name for name, text in tables.items() if any(word in text for word in SHOWS)}
    offered = {name for name in shown if any(word in tables[name] for word in OFFERS)}
    assert shown - offered - without == set()
    assert without - shown == set()
