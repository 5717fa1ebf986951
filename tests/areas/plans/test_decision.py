"""The draft decision as a paper: what it says of one change, and of many."""

import io
from datetime import date, datetime
from typing import Any

import docx
import pytest

from chibo.areas.organisation.actions import Decision, decide
from chibo.areas.plans.drafts import moves
from chibo.areas.plans.papers import decision_on_change, decision_on_plan
from chibo.core.clock import ZONE
from tests.factories import a_cell, a_commune, a_member, a_province, an_actor
from tests.factories.plans import a_line, a_plan

pytestmark = pytest.mark.django_db
NOW, DAY = datetime(2026, 11, 5, 9, tzinfo=ZONE), date(2026, 12, 1)


def opened(made: Any) -> tuple[str, list[list[str]]]:
    document = docx.Document(io.BytesIO(made.content))
    tables = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return "\n".join(paragraph.text for paragraph in document.paragraphs), tables


def test_a_plan_of_many_lines_has_its_list_as_an_annex():
    province = a_province()
    one, two = a_commune(province, "Đảng bộ xã Một"), a_commune(province, "Đảng bộ xã Hai")
    cells = [a_cell(one, f"Chi bộ thôn {n}") for n in range(3)]
    a_member(cells[0])
    clerk = an_actor("clerk", province, account_id=1)
    plan = a_plan(clerk, province, *moves([c.code for c in cells], two.code), on=DAY, now=NOW)
    made = decision_on_plan(actor=clerk, plan=plan, now=NOW)
    text, rows = opened(made)
    assert made.name == "quyet-dinh-ve-to-chuc-2026-11-05.docx"
    assert "Căn cứ Quy định thi hành Điều lệ Đảng số 208-QĐ/TW" in text
    assert "gồm 03 nội dung theo danh sách kèm theo kể từ ngày 01 tháng 12 năm 2026." in text
    assert "TỈNH ỦY BÌNH AN QUYẾT ĐỊNH:" in text
    assert ["1", "Chi bộ thôn 0", "Chuyển giao", "Đảng bộ xã Hai", "1"] in rows


def test_a_plan_of_one_line_is_a_decision_in_its_own_words():
    province = a_province()
    commune = a_commune(province, "Đảng bộ xã Một")
    cell, other = a_cell(commune), a_cell(commune, "Chi bộ thôn Đoài")
    clerk = an_actor("clerk", province, account_id=1)
    plan = a_plan(clerk, commune, a_line("merged", cell, other), on=DAY, now=NOW)
    text, _rows = opened(decision_on_plan(actor=clerk, plan=plan, now=NOW))
    assert (
        "Điều 1. Sáp nhập Chi bộ thôn Đông trực thuộc Đảng bộ xã Một vào Chi bộ thôn Đoài kể từ "
        "ngày 01 tháng 12 năm 2026." in text
    )
    assert "bàn giao đảng viên, hồ sơ" in text
    assert "DANH SÁCH" not in text


def test_a_single_change_on_record_has_its_decision_too():
    commune = a_commune(a_province(), "Đảng bộ xã Một")
    cell = a_cell(commune)
    clerk = an_actor("clerk", commune, account_id=1)
    decision = Decision("renamed", date(2026, 11, 1), new_name="Chi bộ thôn Đông Mới")
    change = decide(actor=clerk, unit_id=cell.pk, decision=decision, version=1, now=NOW)
    change.unit.refresh_from_db()
    text, _rows = opened(decision_on_change(actor=clerk, change=change, now=NOW))
    assert "thành Chi bộ thôn Đông Mới" in text
    assert "ĐẢNG ỦY XÃ MỘT QUYẾT ĐỊNH:" in text
