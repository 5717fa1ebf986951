"""Files that are not what they seem are refused before anything is read from them."""

import io
import os
import zipfile
from typing import Any

import pytest

from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.exchange.errors import CannotRead
from chibo.areas.exchange.reading import read_file, refuse_secrets
from tests.factories.workbooks import MEMBERS, UNITS, Formula, a_csv, a_workbook, with_cell


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(CannotRead) as refused:
        read_file(name, content)
    assert name in refused.value.problem
    assert refused.value.repair
    return refused.value.code


def repacked(content: bytes, part: str, change: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.infolist():
            data = old.read(each)
            new.writestr(each.filename, data + change if each.filename == part else data)
    return out.getvalue()


def sheet_with(xml: str) -> bytes:
    content = a_workbook({"Tổ chức": [["Mã"]]})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.infolist():
            data = old.read(each)
            if each.filename == "xl/worksheets/sheet1.xml":
                start, end = data.index(b"<sheetData"), data.index(b"</sheetData>") + 12
                data = data[:start] + xml.encode() + data[end:]
            new.writestr(each.filename, data)
    return out.getvalue()


def test_ten_megabytes_of_garbage_with_an_xlsx_name() -> None:
    assert refusal("rac.xlsx", os.urandom(10 * 1024 * 1024)) == "not_a_workbook"


def test_a_zip_of_something_else() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert refusal("van-ban.xlsx", out.getvalue()) == "not_a_workbook"


def test_a_workbook_cut_short() -> None:
    content = a_workbook({"Tổ chức": UNITS})
    assert refusal("dut.xlsx", content[: len(content) // 2]) == "not_a_workbook"


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = repacked(a_workbook({"Tổ chức": UNITS}), "xl/workbook.xml", b" " * (60 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert refusal("bom.xlsx", bomb) == "zip_bomb"


def test_a_zip_with_too_many_parts_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(2500):
            archive.writestr(f"xl/{number}.xml", "")
    assert refusal("nhieu.xlsx", out.getvalue()) == "zip_bomb"


@pytest.mark.parametrize(
    "xml",
    [
        '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        "<sheetData><row r='1048576'><c><v>1</v></c></row></sheetData>",
        '<sheetData><row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row></sheetData>',
    ],
)
def test_a_lonely_cell_in_the_last_corner_reserves_no_memory(xml: str) -> None:
    assert refusal("goc.xlsx", sheet_with(xml)) == "file_too_large"


def test_cells_far_out_that_are_only_coloured_do_no_harm() -> None:
    coloured = (
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Mã</t></is></c></row>'
        '<row r="1048576"><c r="A1048576" s="0"/></row></sheetData>'
    )
    (sheet,) = read_file("mau.xlsx", sheet_with(coloured))
    assert sheet.rows[0] == ["Mã"]


def test_entities_in_a_sheet_are_not_opened() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><sheetData/>'
    assert refusal("thuc-the.xlsx", sheet_with(bomb)) == "not_a_workbook"


def test_old_and_locked_workbooks_are_told_apart() -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert refusal("cu.xls", compound) == "old_format"
    locked = compound + "EncryptedPackage".encode("utf-16-le")
    assert refusal("khoa.xlsx", locked) == "password_protected"
    assert refusal("so.ods", b"PK\x03\x04") == "old_format"


def test_a_file_over_the_limit_is_not_looked_into(settings: Any) -> None:
    settings.CHIBO_UPLOAD_LIMIT = 1024 * 1024
    assert refusal("to.xlsx", b"PK" + b"\0" * 1024 * 1024) == "file_too_large"


def test_a_formula_is_never_run_and_counts_as_what_excel_last_showed() -> None:
    rows = [["Mã", "Tên"], [Formula('="0"&"1"', "01"), Formula("=1+1", "")]]
    (sheet,) = read_file("cong-thuc.xlsx", a_workbook({"Tổ chức": rows}))
    assert sheet.rows[1] == ["01", ""]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_with_each_separator_keeps_every_cell_as_text(separator: str) -> None:
    rows = [["Mã*", "Tên*", "Loại*"], ["007", "Chi bộ Một", "Chi bộ trực thuộc"]]
    (sheet,) = read_file("to-chuc.csv", a_csv(rows, separator))
    assert (sheet.title, sheet.rows) == ("", rows)


def test_csv_in_another_encoding_is_refused_with_the_way_out() -> None:
    assert refusal("cu.csv", "Mã;Tên\n1;Chi bộ".encode("utf-16")) == "not_utf8"
    assert refusal("rac.csv", b"a;b\n\x00;c") == "not_a_workbook"


@pytest.mark.parametrize("name", ["NGUYỄN VĂN MẬT", "Trần Thị Mật"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_person_called_mat_is_no_secret(name: str, kind: str) -> None:
    rows = with_cell(MEMBERS, 2, "Họ và tên", name)
    content = a_csv(rows) if kind == "csv" else a_workbook({"Đảng viên": rows})
    refuse_secrets(f"dv.{kind}", content, read_file(f"dv.{kind}", content))


def test_a_mark_of_secrecy_in_name_sheet_or_cell_is_refused() -> None:
    plain = a_workbook({"Tổ chức": UNITS})
    stamped = a_workbook({"Tổ chức": with_cell(UNITS, 2, "Loại hình", "TỐI MẬT")})
    titled = a_workbook({"Tổ chức": UNITS, "Tài liệu mật": [["x"]]})
    for name, content in (
        ("Danh sách MẬT.xlsx", plain),
        ("a.xlsx", stamped),
        ("b.xlsx", titled),
    ):
        with pytest.raises(MarkedSecret):
            refuse_secrets(name, content, read_file(name, content))
