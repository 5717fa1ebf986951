"""A meeting under way: how few taps a phone needs, and the month of an agency cell."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys.keyboard import MINUTE, RHYTHM, print_roll, type_roll_back, type_sheet_back
from tests.journeys.own_cell import give_account, open_sitting
from tests.journeys.person import Person
from tests.journeys.test_secretary import _report as report
from tests.journeys.test_secretary import _resolve as resolve

LARGE_CELL = 27
CELL = "Chi bộ Sở Tư pháp"
COUNT = """
addEventListener('pointerdown', (event) => {
  if (event.isTrusted) sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1;
}, true);
"""


def test_a_meeting_is_recorded_in_a_few_taps_on_a_phone(
    sign_in: Callable[..., Person], stranger: Callable[..., Person]
) -> None:
    """Attendance, the hours, the chair's words, what was said and a vote: at most 25 taps."""
    chair = give_account(
        sign_in, stranger, CELL, name="Lò Thị Bấm", username="lo.thi.bam", phone=True
    )
    page = chair.page
    open_sitting(chair, prepare=True)
    page.context.add_init_script(COUNT)
    page.reload()
    _scan_page(chair)
    page.evaluate("sessionStorage.taps = 0")
    people = page.locator(".roll-row").count()
    assert people >= 20
    rows = page.locator(".roll-row").filter(has_not_text="được miễn")
    for row, word in ((0, "Vắng có lý do"), (1, "Vắng có lý do"), (2, "Vắng không lý do")):
        rows.nth(row).get_by_role("radio", name=word, exact=True).click()
    expect(page.locator("#roll-counts")).to_contain_text("có mặt 0")
    expect(page.locator("#roll-counts")).to_contain_text("vắng không lý do 1")
    chair.press("Những người còn lại có mặt")
    expect(page.locator("#roll-counts")).not_to_contain_text("chưa ghi")
    for label, text in (
        ("Bắt đầu", "19:30"),
        ("Kết thúc", "21:05"),
        ("Số người phát biểu", "6"),
        ("Kết luận của chủ trì", "Thống nhất các việc tháng tới."),
    ):
        field = page.get_by_label(label)
        field.click()
        field.fill(text)
    chair.press("Lưu giờ họp")
    note = page.locator("textarea[name^=note-]").first
    note.click()
    note.fill("Chi bộ nghe báo cáo và thống nhất.")
    chair.press("Lưu ghi chép")
    page.locator("#bieu-quyet summary.button").click()
    for label, text in (("Biểu quyết về", "Thông qua nghị quyết"), ("Đồng ý", "15")):
        field = page.get_by_label(label, exact=True)
        field.click()
        field.fill(text)
    chair.press("Ghi biểu quyết")
    chair.sees("Đã ghi biểu quyết.")
    taps = int(page.evaluate("sessionStorage.taps"))
    print(f"a meeting of {people} people: {taps} taps")
    assert 10 <= taps <= 25


def _scan_page(chair: Person) -> None:
    page = chair.page
    page.locator("summary", has_text="Cách điểm danh khác").click()
    chair.press("Mã QR điểm danh")
    page.locator(".turning svg").wait_for()
    chair.check_page()
    page.go_back()


def test_an_agency_cell_holds_its_month(
    sign_in: Callable[..., Person], stranger: Callable[..., Person], tmp_path: Path
) -> None:
    """A combined meeting at a desk: the printed list typed back, parts, opinions, a secret vote,
    the room's screen; then the score sheet from paper, resolution and report."""
    cell = "Chi bộ Văn phòng Sở Nông nghiệp và Môi trường"
    chair = give_account(sign_in, stranger, cell, name="Lò Văn Phím", username="lo.van.phim")
    open_sitting(chair)
    sitting = chair.page.url
    _type_list_back(chair)
    _tell_hours(chair, sitting)
    _note_what_was_said(chair, sitting)
    _vote_in_secret(chair, sitting)
    _show_the_room(chair, sitting)
    chair.go(urlsplit(sitting).path)
    _type_sheet_back(chair)
    resolve(chair)
    report(chair, tmp_path)


def _type_list_back(chair: Person) -> None:
    """One key a person, a slip taken back, Enter: under a minute also for a larger cell."""
    page = chair.page
    code = print_roll(chair)
    chair.check_page()
    keys = type_roll_back(chair, code)
    people = page.locator(".roll-row").count()
    beside = len(code) + 1 + 2 + 1
    assert keys.pressed == people + beside, "the code, a key a person, a slip, Enter"
    assert (LARGE_CELL + beside) * RHYTHM < MINUTE
    print(f"a list of {people} typed back: {keys.pressed} keys, {keys.at_rhythm:.0f} s at a rhythm")
    expect(page.locator("#roll-counts")).to_contain_text("vắng không lý do 1")


def _type_sheet_back(chair: Person) -> None:
    """The paper's points in the printed order, the sum on it as a check, Enter."""
    page = chair.page
    chair.go(urlsplit(page.url).path.replace("hop/", "cham-diem/tu-giay/"))
    chair.check_page()
    code = page.locator("header .lead, .lead").first.inner_text().rsplit(" ", 1)[-1]
    keys = type_sheet_back(chair, code)
    assert keys.at_rhythm < MINUTE
    print(f"a score sheet typed back: {keys.pressed} keys, {keys.at_rhythm:.0f} s at a rhythm")


def _tell_hours(chair: Person, sitting: str) -> None:
    page = chair.page
    for label, text in (("Bắt đầu", "14:00"), ("Kết thúc", "16:05"), ("Số người phát biểu", "7")):
        page.get_by_label(label).fill(text)
    page.get_by_label("Kết luận của chủ trì").fill("Thống nhất phân công theo kế hoạch.")
    chair.press("Lưu giờ họp")
    chair.sees("125 phút, đủ thời lượng (tối thiểu 120 phút)")
    chair.go(urlsplit(sitting).path + "khach-va-gio/")
    page.get_by_label("Hoặc gõ họ tên").fill("Trần Văn Thuận")
    page.get_by_label("Chức vụ").fill("Phó Bí thư Đảng ủy")
    chair.press("Ghi khách dự", exact=True)
    chair.sees("Trần Văn Thuận (Phó Bí thư Đảng ủy)")
    page.get_by_label("Giờ chuyển sang phần sau").fill("15:20")
    chair.press("Ghi hai phần")
    chair.sees("Phần thường kỳ 80 phút, phần chuyên đề 45 phút; cả buổi 125 phút.")
    page.locator("input[name=arrived_at]").first.fill("14:20")
    page.locator("#gio form").first.get_by_role("button").click()
    chair.sees("Đã ghi giờ đến, giờ về.")
    chair.check_page()


def _note_what_was_said(chair: Person, sitting: str) -> None:
    page = chair.page
    chair.go(urlsplit(sitting).path + "y-kien/")
    page.get_by_label("Thuộc nội dung").select_option(index=5)
    page.get_by_label("Ý kiến", exact=True).fill("Đề nghị làm sớm phần số hóa hồ sơ")
    chair.press("Ghi ý kiến", exact=True)
    chair.sees("Đề nghị làm sớm phần số hóa hồ sơ")
    chair.check_page()
    chair.go(urlsplit(sitting).path)
    for area in page.locator("textarea[name^=note-]").all():
        area.fill("Chi bộ nghe báo cáo và thống nhất.")
    chair.press("Lưu ghi chép")
    chair.sees("Đã lưu ghi chép.")


def _vote_in_secret(chair: Person, sitting: str) -> None:
    page = chair.page
    before = page.locator("#bieu-quyet ul.rows > li > form button", has_text="Bỏ")
    while count := before.count():  # taken while more were marked present
        before.first.click()
        expect(before).to_have_count(count - 1)
    page.locator("#bieu-quyet summary.button").click()
    page.get_by_label("Biểu quyết về").fill("Đề nghị khen thưởng")
    page.get_by_label("Đồng ý", exact=True).fill("12")
    page.get_by_label("Không đồng ý", exact=True).fill("1")
    page.get_by_label("Bỏ phiếu kín").check()
    page.locator("summary", has_text="Kết quả của tổ kiểm phiếu").click()
    page.get_by_label("Tổ kiểm phiếu").fill("Lò Văn Một, Lò Thị Hai")
    for label, count in (("Phát ra", 15), ("Thu về", 14), ("Hợp lệ", 14), ("Không hợp lệ", 0)):
        page.get_by_label(label, exact=True).fill(str(count))
    chair.press("Ghi biểu quyết")
    chair.sees("khác 14 hợp lệ")
    page.get_by_label("Không đồng ý", exact=True).fill("2")
    chair.press("Ghi biểu quyết")
    chair.sees("Phát ra 15, thu về 14")
    chair.check_page()


def _show_the_room(chair: Person, sitting: str) -> None:
    page = chair.page
    chair.go(urlsplit(sitting).path.removesuffix("hop/") + "trinh-chieu/")
    shown = page.locator(".stage h1")
    began = int(shown.inner_text().split(".")[0])
    for key, at in (("ArrowRight", began + 1), ("PageDown", began + 2), ("ArrowLeft", began + 1)):
        page.keyboard.press(key)
        page.locator(".stage h1", has_text=re.compile(rf"^{at}\.")).wait_for()
        page.wait_for_load_state()
    chair.sees("12 đồng ý")
    chair.check_page()
