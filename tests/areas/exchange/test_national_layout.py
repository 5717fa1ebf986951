"""The 33 columns of the national member database, in and out."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.exchange import actions, queries
from chibo.areas.exchange.models import ImportState
from chibo.areas.exchange.national.writing import HEADINGS
from chibo.areas.exchange.results import ImportResult
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from tests.factories import a_cell, a_commune, a_member, a_province, an_account, an_actor
from tests.factories.workbooks import NOW, UNITS, a_csv, a_workbook, counts, saved, take

pytestmark = pytest.mark.django_db
SHEET = "Sheet1"
ONE_LINE = [heading for heading, _field in HEADINGS]
NUMBER = "062070000001"
DAY = "01/01/2026"


@pytest.fixture
def province() -> Unit:
    return a_province("Đảng bộ tỉnh Ví Dụ", code="52")


@pytest.fixture
def commune(province: Unit) -> Unit:
    return a_commune(province, "Đảng bộ xã Tân Mẫu", code="52.01")


@pytest.fixture
def cell(commune: Unit) -> Unit:
    return a_cell(commune, "Chi bộ thôn Một", code="52.01.1")


def person(**said: Any) -> list[Any]:
    """A row of the layout; what is not said is as for Nguyễn Văn Mẫu."""
    values = {
        "code": "e7c1-0001",
        "full_name": "Nguyễn Văn Mẫu",
        "gender": "Nam",
        "born_on": "05/02/1970",
        "ethnicity": "Kinh",
        "religion": "Không",
        "citizen_number": NUMBER,
        "card_number": NUMBER,
        "cell": "Chi bộ thôn Một - Đảng bộ xã Tân Mẫu",
        "joined_on": "03/02/1995",
        "full_on": "03/02/1996",
        "state": "Đang sinh hoạt Đảng",
        **said,
    }
    return [values.get(field, "") if field else "" for _heading, field in HEADINGS]


def taken(tmp_path: Path, *rows: list[Any], **more: Any) -> ImportResult:
    return take(tmp_path, {SHEET: [ONE_LINE, *rows], **more})


def members() -> list[Member]:
    return list(Member.objects.unscoped("test").select_related("cell").order_by("code"))


def found(problems: Any) -> list[tuple[str, int | None, str, str]]:
    assert all(each.message and each.repair for each in problems)
    return [(each.sheet, each.row, each.column, each.code) for each in problems]


def notable(result: ImportResult) -> list[tuple[str, int | None, str, str]]:
    return [each for each in found(result.warnings) if each[3] != "small_cell"]


TITLE = "Danh sách đảng viên (33 cột)"


class TestIn:
    def test_the_layout_is_known_by_its_headings_whatever_the_sheet_is_called(
        self, tmp_path: Path, cell: Unit
    ) -> None:
        result = taken(tmp_path, person(), person(code="", full_name="Trần Thị Ví Dụ", gender="Nữ",
                       born_on="30/04/1985", citizen_number="062185000002", card_number="",
                       old_card_number="38.012345", full_on=""))  # fmt: skip
        assert result.taken, result.lines()
        assert counts(result) == {"Đảng viên": (2, 2, 0, 0)}
        second, first = members()
        assert (first.code, first.full_name, first.cell, first.state) == (
            "e7c1-0001",
            "Nguyễn Văn Mẫu",
            cell,
            "full",
        )
        assert (first.citizen_number, first.card_number, first.ethnicity, first.religion) == (
            NUMBER,
            NUMBER,
            "Kinh",
            "Không",
        )
        assert re.fullmatch(r"DD-[0-9A-F]{15}", second.code), "a code is shown, a number is not"
        assert (second.citizen_number, second.card_number, second.state) == (
            "062185000002",
            "38.012345",
            "probationary",
        )
        again = taken(tmp_path, person())
        assert counts(again) == {"Đảng viên": (1, 0, 0, 1)}
        assert again.lines()[-1] == "Đã nhận: mọi hàng đều như đã có, không có gì thay đổi."

    def test_headings_on_two_lines_further_down_as_programs_write_them(
        self, tmp_path: Path, cell: Unit
    ) -> None:
        upper = ["STT", "ID (UUID)", "Họ và tên *", "Tên gọi khác", "Giới tính *", "Sinh ngày *",
                 "Dân tộc *", "Tôn giáo *", "Số định danh cá nhân *", "Số thẻ Đảng *",
                 "Nơi cấp thẻ Đảng", "Ngày cấp thẻ Đảng", "Số thẻ Đảng theo QĐ 85",
                 "Tổ chức Đảng sinh hoạt *", "Nơi đăng ký khai sinh", "", "", "Quê quán", "", "",
                 "Thường trú", "", "", "Ngày vào Đảng *", "Ngày chính thức *", "Số CMND cũ",
                 "Trạng thái hoạt động *", "Ngày rời/mất/miễn SH", "Đề nghị xóa (Có/Không)",
                 "Kết quả kiểm tra", "Chi tiết lỗi"]  # fmt: skip
        lower = ["" if not 14 <= n <= 22 else ("Quốc gia", "Tỉnh/Thành", "Chi tiết")[(n - 14) % 3]
                 for n in range(31)]  # fmt: skip
        row = [1, "e7c1-0001", "Nguyễn Văn Mẫu", "", "Nam", date(1970, 2, 5), "Kinh", "Không",
               NUMBER, NUMBER, "", "", "", "Chi bộ thôn Một", "Việt Nam", "Ví Dụ", "Tân Mẫu", "",
               "", "", "", "", "", date(1995, 2, 3), date(1996, 2, 3), "", "Đang sinh hoạt Đảng",
               "", "Không", "HỢP LỆ", ""]  # fmt: skip
        title = ["DANH SÁCH THÔNG TIN ĐẢNG VIÊN"]
        result = take(
            tmp_path, {"DANH SÁCH ĐẢNG VIÊN": [title, [""], [""], [""], [""], upper, lower, row]}
        )
        assert result.taken, result.lines()
        assert counts(result) == {"Đảng viên": (1, 1, 0, 0)}
        (not_kept,) = [each for each in result.warnings if each.code == "not_kept"]
        assert not_kept.row == 6
        assert "Nơi đăng ký khai sinh - Quốc gia" in not_kept.message

    def test_a_csv_of_it_is_known_too(self, tmp_path: Path, cell: Unit) -> None:
        path = saved(tmp_path, a_csv([ONE_LINE, person()]), "dang-vien.csv")
        result = actions.import_files(
            actor=operator_actor("kiểm thử"), paths=[path], dry_run=False, now=NOW
        )
        assert result.taken, result.lines()

    def test_what_is_not_kept_is_named_once_and_stays_out(self, tmp_path: Path, cell: Unit) -> None:
        rows = [person(), person(code="2", citizen_number="", born_on="01/01/1960")]
        for row in rows:
            row[3], row[14], row[25] = "Bảy", "Việt Nam", "012345678"
        result = taken(tmp_path, *rows)
        (told,) = [each for each in result.warnings if each.code == "not_kept"]
        assert told.message == (
            "Không lưu ở đây: Tên gọi khác; Nơi đăng ký khai sinh - Quốc gia; Số CMND cũ (nếu có)."
        )
        kept = Member.objects.unscoped("test").values()
        assert "012345678" not in str(list(kept))

    def test_a_known_member_is_met_by_id_or_by_number_and_only_what_differs_changes(
        self, tmp_path: Path, cell: Unit
    ) -> None:
        a_member(
            cell,
            "Nguyễn Văn Mẫu",
            code="DV1",
            citizen_number=NUMBER,
            phone="0900",
            born_on=date(1970, 2, 5),
            joined_on=date(1995, 2, 3),
            full_on=date(1996, 2, 3),
        )
        by_number = taken(tmp_path, person(full_name="Nguyễn Văn Mầu", religion=""))
        assert counts(by_number) == {"Đảng viên": (1, 0, 1, 0)}
        (member,) = members()
        assert (member.code, member.full_name, member.phone) == ("DV1", "Nguyễn Văn Mầu", "0900")
        by_id = taken(tmp_path, person(code="DV1", citizen_number="", full_name="Nguyễn Văn Mẫu"))
        assert counts(by_id) == {"Đảng viên": (1, 0, 1, 0)}
        assert members()[0].citizen_number == NUMBER, "an empty cell leaves the value"

    @pytest.mark.parametrize(
        "place",
        [
            "52.01.1",
            "52.01.1 · Chi bộ thôn Một",
            "chi bo thon mot",
            "Chi bộ thôn Một, Đảng bộ xã Tân Mẫu, Đảng bộ tỉnh Ví Dụ",
            "Đảng bộ tỉnh Ví Dụ / Đảng bộ xã Tân Mẫu / Chi bộ thôn Một",
            "Đảng bộ tỉnh Ví Dụ > Chi bộ thôn Một",
        ],
    )
    def test_the_cell_is_given_by_code_or_by_a_path_of_names(
        self, tmp_path: Path, cell: Unit, place: str
    ) -> None:
        assert taken(tmp_path, person(cell=place)).taken
        assert members()[0].cell == cell

    def test_cells_of_one_name_are_told_apart_by_their_superior(
        self, tmp_path: Path, province: Unit, cell: Unit
    ) -> None:
        other = a_cell(a_commune(province, "Đảng bộ xã Xa"), "Chi bộ thôn Một", code="52.02.1")
        unclear = taken(tmp_path, person(cell="Chi bộ thôn Một"))
        assert found(unclear.errors) == [(TITLE, 2, "Tổ chức Đảng đang sinh hoạt", "several_cells")]
        assert taken(tmp_path, person(cell="Chi bộ thôn Một - Đảng bộ xã Xa")).taken
        assert members()[0].cell == other
        assert taken(tmp_path, person(cell="Chi bộ thôn Một")).taken, "who is there stays there"
        assert members()[0].cell == other

    def test_units_and_their_members_may_come_in_one_file(self, tmp_path: Path) -> None:
        result = taken(tmp_path, person(cell="Chi bộ thôn Hai"), **{"Tổ chức": UNITS})
        assert result.taken, result.lines()
        assert members()[0].cell.code == "52.01.2"

    @pytest.mark.parametrize(
        ("said", "state", "state_on"),
        [
            ({"state": "Miễn sinh hoạt Đảng", "state_on": DAY}, "exempt", DAY),
            ({"state": "Đã chuyển sinh hoạt", "state_on": DAY}, "transferred", DAY),
            ({"state": "Đã từ trần", "state_on": DAY}, "deceased", DAY),
            ({"state": "Đã ra khỏi Đảng", "state_on": DAY}, "left", DAY),
            ({"state": ""}, "full", ""),
            ({"state": "", "full_on": ""}, "probationary", ""),
        ],
    )  # fmt: skip
    def test_states_in_the_layout_s_words(
        self, tmp_path: Path, cell: Unit, said: dict[str, str], state: str, state_on: str
    ) -> None:
        assert taken(tmp_path, person(**said)).taken
        (member,) = members()
        assert member.state == state
        assert (f"{member.state_on:%d/%m/%Y}" if member.state_on else "") == state_on

    def test_days_in_three_columns_say_the_state_where_it_is_left_out(
        self, tmp_path: Path, cell: Unit
    ) -> None:
        headings = [*ONE_LINE[:27], "Ngày rời khỏi", "Ngày mất", "Ngày miễn sinh hoạt"]
        row = person(state="")[:27]
        result = take(tmp_path, {SHEET: [headings, [*row, "", "01/03/2026", ""]]})
        assert result.taken, result.lines()
        assert (members()[0].state, members()[0].state_on) == ("deceased", date(2026, 3, 1))
        left = take(tmp_path, {SHEET: [headings, [*row, "01/03/2026", "", ""]]})
        assert found(left.errors) == [(TITLE, 2, "Trạng thái hoạt động", "day_without_state")]

    def test_who_is_active_again_has_no_day_of_an_end(self, tmp_path: Path, cell: Unit) -> None:
        taken(tmp_path, person(state="Đã chuyển sinh hoạt", state_on="01/01/2026"))
        back = taken(tmp_path, person())
        assert counts(back) == {"Đảng viên": (1, 0, 1, 0)}
        assert (members()[0].state, members()[0].state_on) == ("full", None)
        assert counts(taken(tmp_path, person())) == {"Đảng viên": (1, 0, 0, 1)}

    def test_a_request_to_delete_removes_nobody(self, tmp_path: Path, cell: Unit) -> None:
        taken(tmp_path, person())
        row = person()
        row[28] = "có"
        result = taken(tmp_path, row)
        assert counts(result) == {"Đảng viên": (1, 0, 0, 1)}
        assert notable(result) == [(TITLE, 2, "Đề nghị xóa", "nothing_deleted")]
        assert len(members()) == 1

    @pytest.mark.parametrize(
        ("said", "column", "code"),
        [
            ({"full_name": ""}, "Họ và tên", "missing_value"),
            ({"born_on": "1970"}, "Sinh ngày", "bad_date"),
            ({"cell": "Chi bộ nào đó"}, "Tổ chức Đảng đang sinh hoạt", "unknown_cell"),
            ({"cell": "52.01"}, "Tổ chức Đảng đang sinh hoạt", "not_a_cell"),
            ({"code": "", "citizen_number": ""}, "ID", "missing_value"),
            ({"citizen_number": 62070000001}, "Số định danh cá nhân", "code_became_number"),
            ({"state": "Lạ"}, "Trạng thái hoạt động", "bad_choice"),
            ({"state": "Đã từ trần"},
             "Ngày rời khỏi/ Ngày mất/ Ngày miễn sinh hoạt Đảng", "state_without_date"),
            ({"joined_on": "01/01/1960"}, "Ngày vào Đảng", "impossible_date"),
        ],
    )  # fmt: skip
    def test_errors_name_the_layout_s_sheet_row_and_column(
        self, tmp_path: Path, cell: Unit, said: dict[str, Any], column: str, code: str
    ) -> None:
        result = taken(tmp_path, person(**said))
        assert not result.taken
        assert found(result.errors) == [(TITLE, 2, column, code)]
        assert members() == []

    def test_an_id_and_a_number_of_two_people_are_refused(self, tmp_path: Path, cell: Unit) -> None:
        a_member(cell, code="e7c1-0001")
        a_member(cell, code="DV2", citizen_number=NUMBER)
        result = taken(tmp_path, person())
        assert found(result.errors) == [(TITLE, 2, "ID", "id_and_number_disagree")]

    def test_it_is_checked_taken_and_undone_like_any_workbook(
        self, province: Unit, cell: Unit, commune: Unit, settings: Any
    ) -> None:
        settings.CHIBO_JOBS = "inline"
        clerk = actor_of(an_account("clerk", commune), NOW.date())
        content = a_workbook({SHEET: [ONE_LINE, person()]})
        files = [("csdl.xlsx", content)]
        batch = actions.upload(actor=clerk, unit=commune, files=files, now=NOW)
        assert batch.state == ImportState.CHECKED
        batch = actions.take(actor=clerk, batch_id=batch.pk, now=NOW)
        assert len(members()) == 1
        actions.undo(actor=clerk, batch_id=batch.pk, now=NOW)
        assert members() == []
        far = a_cell(a_commune(province), "Chi bộ Xa", code="52.09.1")
        content = a_workbook({SHEET: [ONE_LINE, person(cell=far.name)]})
        refused = actions.upload(actor=clerk, unit=commune, files=[("a.xlsx", content)], now=NOW)
        assert queries.problems(clerk, refused.pk, severity="error").get().code == "unknown_cell"
        back = openpyxl.load_workbook(io.BytesIO(queries.problem_workbook(clerk, refused.pk)))
        last = [row[-1].value for row in back[SHEET].iter_rows()]
        assert last[0] == "Cần sửa"
        assert "Không có chi bộ nào mang mã hoặc tên “Chi bộ Xa”" in str(last[1])


class TestOut:
    def rows(self, content: bytes) -> list[list[Any]]:
        book = openpyxl.load_workbook(io.BytesIO(content))
        return [[cell.value for cell in row] for row in book[TITLE].iter_rows()]

    def test_33_columns_with_what_there_is_and_empty_cells_for_the_rest(self, cell: Unit) -> None:
        a_member(cell, "Nguyễn Văn Mẫu", code="DV1", citizen_number=NUMBER, card_number=NUMBER,
                 ethnicity="Kinh", born_on=date(1970, 2, 5), joined_on=date(1995, 2, 3),
                 full_on=date(1996, 2, 3), state="exempt", state_on=date(2026, 1, 1))  # fmt: skip
        a_member(cell, "Trần Thị Ví Dụ", code="DV2", card_number="38.012345", gender="female")
        content = queries.export_workbook(
            actor=an_actor("clerk", cell.parent), unit_code="52.01", on=None, layout="national"
        )
        headings, second, first = self.rows(content)
        assert len(headings) == 33
        assert headings == ONE_LINE
        told = dict(zip(headings, first, strict=True))
        assert {heading: value for heading, value in told.items() if value is not None} == {
            "STT": 2,
            "ID": "DV1",
            "Họ và tên *": "Nguyễn Văn Mẫu",
            "Giới tính *": "Nam",
            "Sinh ngày * (dd/mm/yyyy)": "05/02/1970",
            "Dân tộc *": "Kinh",
            "Số định danh cá nhân *": NUMBER,
            "Số thẻ Đảng* (12 số theo HD38-HD/BTCTW)": NUMBER,
            "Tổ chức Đảng đang sinh hoạt * (không sửa)": "Chi bộ thôn Một - Đảng bộ xã Tân Mẫu",
            "Ngày vào Đảng* (dd/mm/yyyy)": "03/02/1995",
            "Ngày vào Đảng chính thức* (dd/mm/yyyy)": "03/02/1996",
            "Trạng thái hoạt động": "Miễn sinh hoạt Đảng",
            "Ngày rời khỏi/ Ngày mất/ Ngày miễn sinh hoạt Đảng (dd/mm/yyyy)": "01/01/2026",
            "Mã tổ chức đảng": "52.01.1",
        }
        assert (second[9], second[12]) == (None, "38.012345")

    def test_taken_in_again_it_changes_nothing(
        self, tmp_path: Path, cell: Unit, commune: Unit
    ) -> None:
        for state in ("full", "probationary", "exempt", "transferred", "deceased", "left"):
            full_on = None if state == "probationary" else date(2011, 5, 19)
            ended = state in ("exempt", "transferred", "deceased", "left")
            a_member(cell, f"Người {state}", state=state, full_on=full_on,
                     state_on=date(2026, 1, 1) if ended else None)  # fmt: skip
        a_member(a_cell(commune, "Chi bộ A - B, C"), "Lê Thị Bưởi", card_number="38.1", phone="09")
        content = queries.export_workbook(
            actor=operator_actor("kiểm thử"), unit_code="52", on=None, layout="national"
        )
        result = take(tmp_path, content)
        assert result.taken, result.lines()
        assert counts(result) == {"Đảng viên": (7, 0, 0, 7)}

    def test_numbers_go_only_to_those_who_may_see_them(self, cell: Unit) -> None:
        a_member(cell, citizen_number=NUMBER, card_number=NUMBER, ethnicity="Kinh")
        clerk = an_actor("clerk", cell)
        (grant,) = clerk.grants
        fewer = replace(grant, permissions=grant.permissions - {"members.sensitive"})
        limited = type(clerk)(1, "x", None, (fewer,))
        content = queries.export_workbook(
            actor=limited, unit_code=cell.code, on=None, layout="national"
        )
        assert NUMBER not in str(self.rows(content))
        assert "Kinh" not in str(self.rows(content))

    def test_the_example_can_be_taken(self, tmp_path: Path, province: Unit) -> None:
        commune = a_commune(province, "Đảng bộ xã Tân Mẫu", code="052.014")
        a_cell(commune, "Chi bộ thôn Một", code="052.014.003")
        result = take(tmp_path, queries.example_workbook("national"))
        assert result.taken, result.lines()
        assert counts(result) == {"Đảng viên": (3, 3, 0, 0)}
