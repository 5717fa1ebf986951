"""Workbooks in, figures and workbooks out: the same from the shell as from a page."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import xlsxwriter

from chibo.core.embedded.home import Home

from .conftest import Chibo

UNITS = [
    ["Mã", "Tên", "Loại", "Mã cấp trên", "Loại hình"],
    ["CLI", "Đảng bộ xã Đồng Tâm", "Đảng bộ cơ sở"],
    ["CLI-01", "Chi bộ thôn Hoành", "Chi bộ trực thuộc", "CLI", "Thôn, tổ dân phố"],
]
MEETINGS = [
    ["Mã chi bộ", "Ngày", "Loại", "Bắt đầu", "Kết thúc", "Phải dự", "Có mặt"],
    ["CLI-01", date(2026, 1, 5), "Thường kỳ", "19:00", "20:45", 20, 18],
    ["CLI-01", date(2026, 2, 5), "Thường kỳ", "19:00", "20:15", 20, 20],
]


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> str:
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return str(path)


@pytest.fixture
def imported(migrated: Home, chibo: Chibo, ground: Path) -> Home:
    """A commune with one cell that met twice, brought in once by `chibo import`."""
    file = workbook(ground / "hồ sơ.xlsx", {"Tổ chức": UNITS, "Sinh hoạt": MEETINGS})
    brought_in = migrated.folder / "brought-in"
    if not brought_in.exists():
        done = chibo("import", file)
        assert done.returncode == 0, done.stdout + done.stderr
        brought_in.touch()
    return migrated


def test_the_same_file_twice_changes_nothing_the_second_time(
    chibo: Chibo, imported: Home, ground: Path
) -> None:
    done = chibo("import", str(ground / "hồ sơ.xlsx"), "--json")

    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["taken"] is True
    assert document["errors"] == []
    assert document["sheets"]["Sinh hoạt"] == {"rows": 2, "new": 0, "changed": 0, "same": 2}


def test_a_workbook_with_a_fault_is_refused_whole_and_a_dry_run_says_so_too(
    chibo: Chibo, imported: Home, ground: Path
) -> None:
    spoilt = [*MEETINGS, ["CLI-99", date(2026, 3, 5), "Thường kỳ", "19:00", "20:45", 20, 18]]
    file = workbook(ground / "sai.xlsx", {"Sinh hoạt": spoilt})

    for arguments in (["import", file, "--json"], ["import", file, "--dry-run", "--json"]):
        done = chibo(*arguments)
        assert done.returncode == 1
        document = json.loads(done.stdout)
        assert document["taken"] is False
        assert [(e["sheet"], e["row"]) for e in document["errors"]] == [("Sinh hoạt", 4)]


def test_figures_of_a_unit_with_those_below_it(chibo: Chibo, imported: Home) -> None:
    period = ("--from", "2026-01", "--to", "2026-02")
    done = chibo("indicators", "--unit", "CLI", *period, "--children", "--json")

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["unit"], report["from"], report["structure"]) == ("CLI", "2026-01", "then")
    figures = report["indicators"]
    assert figures["meetings.regular"]["value"] == 2
    assert figures["meetings.short"]["value"] == 1
    assert figures["meetings.attendance_rate"] == {
        "value": 95.0,
        "numerator": 38,
        "denominator": 40,
        "unit": "%",
    }
    assert [child["unit"] for child in report["children"]] == ["CLI-01"]
    assert "meetings.regular" in chibo("indicators", "--unit", "CLI", *period).stdout


def test_an_unknown_unit_is_a_refusal(chibo: Chibo, imported: Home) -> None:
    done = chibo("indicators", "--unit", "KHONG", "--from", "2026-01", "--to", "2026-01")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr


def test_an_export_holds_the_sheets_that_the_import_takes(
    chibo: Chibo, imported: Home, ground: Path
) -> None:
    out = ground / "ra.xlsx"
    done = chibo("export", "--unit", "CLI", "--out", str(out))

    assert done.returncode == 0, done.stderr
    book = python_calamine.CalamineWorkbook.from_path(str(out))
    assert {"Tổ chức", "Đảng viên", "Sinh hoạt"} <= set(book.sheet_names)
    assert chibo("import", str(out), "--dry-run").returncode == 0


def test_a_paper_of_a_month_without_a_meeting_is_refused(
    chibo: Chibo, imported: Home, ground: Path
) -> None:
    out = ground / "bien-ban.docx"
    done = chibo("paper", "minutes", "--unit", "CLI-01", "--month", "2026-06", "--out", str(out))
    assert done.returncode == 1
    assert "06/2026" in done.stderr
    assert not out.exists()
