"""A meeting under way: how few taps a phone needs, and a printed list typed back."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.own_cell import give_account, open_sitting
from tests.journeys.person import Person

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


def test_a_printed_list_is_typed_back_by_keyboard_alone(
    sign_in: Callable[..., Person], stranger: Callable[..., Person]
) -> None:
    cell = "Chi bộ Văn phòng Sở Nông nghiệp và Môi trường"
    chair = give_account(sign_in, stranger, cell, name="Lò Văn Phím", username="lo.van.phim")
    page = chair.page
    open_sitting(chair)
    page.locator("summary", has_text="Cách điểm danh khác").click()
    chair.press("Danh sách để in")
    code = page.locator(".lead b").inner_text()
    chair.check_page()
    chair.go(f"/nhap-tu-giay/?code={code}")
    fields = page.locator("form[data-quick] input[maxlength='1']")
    people = fields.count()
    expect(fields.first).to_be_focused()
    keys = 0
    for key in ["c", "v", "c", "Backspace", "k"] + ["c"] * (people - 3):
        page.keyboard.press(key)
        keys += 1
    assert fields.nth(2).input_value() == "k", "the slip was taken back"
    expect(page.get_by_role("button", name="Lưu điểm danh")).to_be_focused()
    chair.check_page()
    page.keyboard.press("Enter")
    chair.sees("Đã ghi điểm danh")
    assert keys + 1 <= people + 4
    expect(page.locator("#roll-counts")).to_contain_text("vắng không lý do 1")
