"""A clerk takes a workbook with mistakes, mends it, takes it, takes it back."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import xlsxwriter

from tests.journeys.person import Person

HEADINGS = ["Mã đảng viên", "Họ và tên", "Giới tính", "Ngày sinh", "Mã chi bộ", "Ngày vào Đảng"]
NAME = "Trần Thị Thử Nghiệm"


def _workbook(path: Path, cell: str, born: str) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Đảng viên")
    sheet.write_row(0, 0, HEADINGS)
    sheet.write_row(1, 0, ["KT0001", NAME, "Nữ", born, cell, "03/02/2020"])
    book.close()
    return path


def _cell_code(clerk: Person) -> str:
    clerk.go("/tim/?q=chi+bo+thon")
    clerk.page.locator("main .rows a", has_text="Chi bộ").first.click()
    clerk.page.wait_for_load_state()
    return clerk.page.locator(".lead").inner_text().split("·")[-1].strip()


def _send(clerk: Person, workbook: Path) -> None:
    clerk.go("/nhap/")
    clerk.page.set_input_files("input[type=file]", workbook)
    clerk.press("Gửi lên để kiểm tra")


def test_a_clerk_mends_a_workbook_takes_it_and_takes_it_back(
    sign_in: Callable[..., Person], tmp_path: Path
) -> None:
    clerk = sign_in("Cán bộ tổng hợp")
    page = clerk.page
    cell = _cell_code(clerk)
    clerk.go("/nhap/")
    clerk.check_page()
    clerk.picture("can-bo-nhap")
    _send(clerk, _workbook(tmp_path / "sai.xlsx", cell, "13/25/1990"))
    page.locator("#problems").wait_for()
    assert "Ngày sinh" in page.locator("main").inner_text()
    clerk.check_page()
    clerk.picture("can-bo-nhap-loi")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải bảng có cột").click()
    download.value.save_as(tmp_path / "can-sua.xlsx")
    headings = [cell.value for cell in openpyxl.load_workbook(tmp_path / "can-sua.xlsx").active[1]]
    assert "Cần sửa" in headings

    _send(clerk, _workbook(tmp_path / "dung.xlsx", cell, "13/05/1990"))
    page.get_by_role("button", name="Nhận tất cả").wait_for()
    clerk.check_page()
    clerk.picture("can-bo-nhap-cho-nhan")
    clerk.press("Nhận tất cả")
    page.get_by_role("button", name="Hoàn tác lần nhập này").wait_for()
    clerk.check_page()
    clerk.picture("can-bo-nhap-xong")
    batch = page.url

    clerk.go("/tim/?q=tran+thi+thu+nghiem")
    assert clerk.sees(NAME)
    page.goto(batch)
    clerk.press("Hoàn tác lần nhập này")
    page.locator(".badge", has_text="Đã hoàn tác").wait_for()
    clerk.go("/tim/?q=tran+thi+thu+nghiem")
    assert page.locator("main").get_by_text(NAME).count() == 0


def test_a_clerk_finds_anyone_by_keys_without_accents(sign_in: Callable[..., Person]) -> None:
    clerk = sign_in("Cán bộ tổng hợp")
    clerk.page.keyboard.press("Control+k")
    clerk.page.keyboard.type("le hong ha", delay=20)
    clerk.page.locator(".found a", has_text="Lê Hồng Hà").first.wait_for()
    clerk.check_page()
    clerk.picture("can-bo-tim")


def test_a_clerk_corrects_a_member_and_takes_the_workbook_of_a_cell(
    sign_in: Callable[..., Person], tmp_path: Path
) -> None:
    clerk = sign_in("Cán bộ tổng hợp")
    page = clerk.page
    code = _cell_code(clerk)
    clerk.picture("can-bo-don-vi")
    page.locator(".facts a[href$='/dang-vien/']").click()
    page.wait_for_load_state()
    page.locator("tbody th a").first.click()
    page.wait_for_load_state()
    clerk.press("Sửa thông tin")
    clerk.check_page()
    clerk.picture("can-bo-sua-dang-vien")
    page.get_by_label("Điện thoại").fill("0912 345 678")
    page.get_by_role("button", name="Lưu", exact=True).click()
    assert clerk.sees("•••••••678")
    clerk.go("/xuat/")
    page.locator("main").get_by_label("Đơn vị").fill(code)
    page.get_by_label("Để làm gì").fill("Rà soát cuối năm")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải tệp").click()
    download.value.save_as(tmp_path / "xuat.xlsx")
    book = openpyxl.load_workbook(tmp_path / "xuat.xlsx")
    assert set(book.sheetnames) >= {"Tổ chức", "Đảng viên", "Sinh hoạt"}
