"""What goes out: the export that comes back in, examples, files with their problems."""

import io
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import normalize

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.exchange import actions, queries
from chibo.areas.exchange.models import ImportBatch
from chibo.areas.exchange.national.form import NATIONAL, TITLE
from chibo.areas.exchange.sheets import SHEETS
from chibo.areas.meetings.models import Meeting
from chibo.areas.members.homes import move_home
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.scoring.models import ScoreSheet
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed, NotThere
from tests.factories import (
    a_cell,
    a_commune,
    a_held_meeting,
    a_member,
    a_province,
    a_score,
    an_account,
    an_actor,
)
from tests.factories.workbooks import MEMBERS, NOW, UNITS, a_workbook, counts, take, with_cell

pytestmark = pytest.mark.django_db
OPERATOR = operator_actor("kiểm thử")


def cells(content: bytes, title: str) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book[title].iter_rows()]


def records() -> dict[str, list[tuple[Any, ...]]]:
    """Everything the sheets carry, by business keys."""
    units = Unit.objects.unscoped("test").order_by("code")
    members = Member.objects.unscoped("test").order_by("code")
    meetings = Meeting.objects.unscoped("test").order_by("unit__code", "held_on", "kind")
    return {
        "units": list(
            units.values_list(
                "code", "name", "kind", "is_cell", "parent__code", "cell_type", "founded_on",
                "ended_before", "areas", "place", "term_starts_on", "search_key",
            )
        ),
        "members": list(
            members.values_list(
                "code", "full_name", "gender", "born_on", "ethnicity", "religion",
                "citizen_number", "card_number", "cell__code", "joined_on", "full_on", "state",
                "state_on", "phone", "name_key", "search_key",
            )
        ),
        "meetings": list(
            meetings.values_list(
                "unit__code", "month", "held_on", "kind", "starts_at", "ends_at", "expected",
                "present", "excused", "unexcused", "speakers", "topic", "visitors",
                "score_sheet__self_total", "score_sheet__self_grade",
                "score_sheet__official_total", "score_sheet__official_grade",
            )
        ),
    }  # fmt: skip


def empty_the_register() -> None:
    ImportBatch.objects.unscoped("test").delete()
    ScoreSheet.objects.unscoped("test").delete()
    Meeting.objects.unscoped("test").delete()
    Member.objects.unscoped("test").delete()
    Unit.objects.unscoped("test").order_by().update(parent=None)
    Unit.objects.unscoped("test").delete()


TEXT = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "),
    max_size=12,
).map(lambda text: " ".join(normalize("NFC", text).split()))
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2026, 11, 20))


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_an_export_taken_into_an_empty_system_gives_the_same_records(
    tmp_path: Path, data: st.DataObject
) -> None:
    empty_the_register()
    province = a_province(code="0", place=data.draw(TEXT))
    commune = a_commune(province, code="=0+1", term_starts_on=data.draw(st.none() | DAYS))
    founded = data.draw(st.none() | st.just(date(2000, 1, 1)))
    areas = [each for each in data.draw(st.lists(TEXT, max_size=2)) if each and ";" not in each]
    cell = a_cell(commune, "-" + data.draw(TEXT), code="0.1", founded_on=founded, areas=areas)
    a_cell(commune, "@Ended", code="0.2", ended_before=data.draw(DAYS))
    for number in range(data.draw(st.integers(0, 3))):
        joined = data.draw(DAYS)
        state = data.draw(st.sampled_from(["full", "probationary", "exempt", "left"]))
        a_member(
            cell,
            "+" + data.draw(TEXT),
            code=f"00{number}",
            joined_on=joined,
            full_on=joined + timedelta(1) if state == "full" else None,
            state=state,
            state_on=joined if state in ("left", "exempt") else None,
            ethnicity=data.draw(TEXT),
            phone=data.draw(st.sampled_from(["", "0900 000 001"])),
            citizen_number=data.draw(st.sampled_from([None, f"00000000000{number}"])),
            gender=data.draw(st.sampled_from(["male", "female"])),
        )
    for number in range(data.draw(st.integers(0, 2))):
        meeting = a_held_meeting(
            cell,
            date(2026, 1 + number, 5),
            kind=data.draw(st.sampled_from(["regular", "thematic", "combined"])),
            starts_at=data.draw(st.sampled_from([None, time(19, 30), time(0, 0)])),
            ends_at=data.draw(st.sampled_from([None, time(21, 45), time(0, 15)])),
            topic=data.draw(TEXT),
            speakers=data.draw(st.none() | st.integers(0, 9)),
        )
        if data.draw(st.booleans()):
            a_score(meeting, self_total=Decimal("92.50"), self_grade="good")
    before = records()
    content = queries.export_workbook(actor=OPERATOR, unit_code="0", on=None)
    empty_the_register()

    result = take(tmp_path, content)

    assert result.taken, result.lines()
    assert records() == before
    again = take(tmp_path, content)
    assert all(rows == same for rows, _new, _changed, same in counts(again).values())


def test_a_part_of_the_tree_is_exported_without_its_superior(tmp_path: Path) -> None:
    province = a_province(code="52")
    commune = a_commune(province, code="52.1")
    a_cell(commune, code="52.1.1")
    a_cell(province, code="52.9")
    content = queries.export_workbook(actor=OPERATOR, unit_code="52.1", on=None)

    rows = cells(content, "Tổ chức")[1:]
    assert [(row[0], row[3]) for row in rows] == [("52.1", None), ("52.1.1", "52.1")]
    assert counts(take(tmp_path, content))["Tổ chức"] == (2, 0, 0, 2)  # an empty cell leaves it
    empty_the_register()
    assert take(tmp_path, content).taken
    assert Unit.objects.unscoped("test").get(parent=None).code == "52.1"


def test_what_came_after_the_day_asked_for_is_left_out() -> None:
    cell = a_cell(code="1", ended_before=date(2026, 9, 1))
    a_member(cell, code="1", state="transferred", state_on=date(2026, 9, 1))
    a_member(cell, code="2", joined_on=date(2026, 8, 1), full_on=None)
    a_held_meeting(cell, date(2026, 8, 5))
    content = queries.export_workbook(actor=OPERATOR, unit_code="1", on=date(2026, 7, 1))

    assert cells(content, "Tổ chức")[1][6] is None
    people = cells(content, "Đảng viên")
    assert [(row[0], row[11], row[12]) for row in people[1:]] == [("1", None, None)]
    assert len(cells(content, "Sinh hoạt")) == 1


def test_members_are_written_in_the_cell_of_the_day_asked_for() -> None:
    province = a_province(code="52")
    commune, other = a_commune(province, code="52.1"), a_commune(province, code="52.2")
    east, west = a_cell(commune, code="52.1.1"), a_cell(commune, code="52.1.2")
    away = a_cell(other, code="52.2.1")
    moved, came = a_member(east, code="1"), a_member(away, code="2")
    for member, cell in ((moved, west), (came, east)):
        move_home(member, cell, date(2026, 8, 1))
        member.save()

    def written(layout: str, on: date | None) -> dict[str, str]:
        content = queries.export_workbook(actor=OPERATOR, unit_code="52.1", on=on, layout=layout)
        own = layout == queries.OWN_LAYOUT
        rows = cells(content, "Đảng viên" if own else TITLE)[1:]
        return {row[0 if own else 1]: row[8 if own else 32] for row in rows}

    for layout in (queries.OWN_LAYOUT, NATIONAL.code):
        assert written(layout, date(2026, 7, 31)) == {"1": "52.1.1"}
        assert written(layout, date(2026, 8, 1)) == {"1": "52.1.2", "2": "52.1.1"}
        assert written(layout, None) == {"1": "52.1.2", "2": "52.1.1"}


def test_formulas_in_text_go_out_as_text() -> None:
    a_cell(name="=HYPERLINK(0)", code="+1")
    content = queries.export_workbook(actor=OPERATOR, unit_code="+1", on=None)
    book = openpyxl.load_workbook(io.BytesIO(content))
    code, name = (book["Tổ chức"].cell(2, column) for column in (1, 2))
    assert (code.value, code.data_type) == ("+1", "s")
    assert (name.value, name.data_type) == ("=HYPERLINK(0)", "s")


def test_sensitive_columns_go_only_to_those_who_may_see_them() -> None:
    cell = a_cell(code="1")
    a_member(cell, ethnicity="Ba Na", religion="Không", citizen_number="052070000001")

    def sensitive(actor: Actor) -> list[Any]:
        content = queries.export_workbook(actor=actor, unit_code="1", on=None)
        return cells(content, "Đảng viên")[1][4:7]

    clerk = an_actor("clerk", cell)
    assert sensitive(clerk) == ["Ba Na", "Không", "052070000001"]
    (grant,) = clerk.grants
    fewer = grant.permissions - {"members.sensitive"}
    limited = Actor(1, "x", None, (replace(grant, permissions=fewer),))
    assert sensitive(limited) == [None, None, None]


def test_an_export_needs_the_right_to_make_one() -> None:
    cell = a_cell(code="1")
    with pytest.raises(NotAllowed):
        queries.export_workbook(actor=an_actor("secretary", cell), unit_code="1", on=None)
    stranger = an_actor("clerk", a_cell())
    with pytest.raises(NotThere):
        queries.export_workbook(actor=stranger, unit_code="1", on=None)


def test_the_examples_together_are_a_register_that_can_be_taken(tmp_path: Path) -> None:
    result = take(tmp_path, *(queries.example_workbook(form.code) for form in SHEETS))
    assert result.taken, result.lines()
    assert counts(result) == {
        "Tổ chức": (4, 4, 0, 0),
        "Biến động tổ chức": (2, 2, 0, 0),
        "Đảng viên": (3, 3, 0, 0),
        "Chuyển sinh hoạt": (2, 2, 0, 0),
        "Địa bàn": (3, 3, 0, 0),
        "Chức vụ": (3, 3, 0, 0),
        "Phụ trách": (3, 3, 0, 0),
        "Sinh hoạt": (3, 3, 0, 0),
        "Chỉ tiêu": (3, 3, 0, 0),
        "Lớp học": (2, 2, 0, 0),
        "Học viên": (3, 3, 0, 0),
    }


def test_the_file_comes_back_with_what_to_repair_in_each_row() -> None:
    province = a_province(code="52")
    clerk = actor_of(an_account("clerk", province), NOW.date())
    people = with_cell(MEMBERS, 2, "Ngày sinh", "13/25/2024")
    people = with_cell(people, 4, "Họ và tên", "=1+1")
    content = a_workbook({"Tổ chức": UNITS, "Đảng viên": people, "Ghi chú": [["x"]]})
    batch = actions.upload(actor=clerk, unit=province, files=[("a.xlsx", content)], now=NOW)

    back = queries.problem_workbook(clerk, batch.pk)

    assert cells(back, "Tổ chức")[1][:3] == ["52", "Đảng bộ tỉnh Ví Dụ", "Đảng bộ tỉnh"]
    rows = cells(back, "Đảng viên")
    assert rows[0][-1] == "Cần sửa"
    assert rows[1][3] == "13/25/2024"
    assert rows[1][-1].startswith("Lỗi (Ngày sinh): “13/25/2024” không phải một ngày. Hãy ghi")
    assert (rows[2][3].date(), rows[2][-1]) == (date(1985, 4, 30), None)
    assert rows[3][1] == "=1+1"
    assert "Không biết trang “Ghi chú”" in cells(back, "Cần sửa")[1][2]
    again = actions.upload(actor=clerk, unit=province, files=[("a.xlsx", back)], now=NOW)
    told = queries.problems(clerk, again.pk).values_list("code", flat=True)
    assert set(told) == {"bad_date", "unknown_sheet", "small_cell"}
