"""A month of a chi ủy: what organisations send becomes a draft, the draft a resolution, its tasks
the next agenda."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.own_cell import take_account
from tests.journeys.person import Person
from tests.journeys.test_secretary import _score as score

SECRETARY = "nguyen.thanh.thoa"  # of a village nobody else writes on, nothing prepared this month
DONE = "Vận động 14 hộ phân loại rác tại nhà."
DIRECTION = "Mỗi đảng viên nhận vận động ba hộ phân loại rác."
TASK = "Lập danh sách hộ chưa có thùng rác"
TODAY = "21/11/2026"
MET = "20/11/2026"  # the day before: whatever the hour, the meetings are over


def test_the_month_of_a_chi_uy(
    sign_in: Callable[..., Person], stranger: Callable[..., Person]
) -> None:
    secretary = take_account(sign_in, stranger, SECRETARY)
    page = secretary.page
    secretary.go("/thang-nay/")
    secretary.press("Chuẩn bị buổi họp")
    page.wait_for_url("**/chuan-bi/")
    meeting = re.sub(r"chuan-bi/.*", "", page.url.removeprefix(secretary.site.address))
    page.get_by_label("Ngày họp", exact=True).fill(TODAY)
    page.get_by_label("Nơi họp").fill("Nhà văn hóa thôn")
    secretary.press("Lưu kế hoạch")
    _ask_an_organisation(secretary, stranger(phone=True), meeting)
    _draft(secretary, meeting)
    _chi_uy_meets(secretary, meeting)
    _send_papers(secretary, meeting)
    _cell_meets(secretary, meeting)
    _adopt(secretary, meeting)
    _next_agenda(secretary)


def _ask_an_organisation(secretary: Person, phone: Person, meeting: str) -> None:
    """By a link, on a phone, without an account."""
    secretary.go(meeting + "y-kien/")
    women = secretary.page.locator("section", has_text="Chi hội Phụ nữ")
    women.get_by_role("button", name="Tạo đường dẫn").click()
    address = secretary.page.locator("#address").inner_text()
    secretary.picture("chi-uy-1-duong-dan")
    phone.go(address.removeprefix(phone.site.address))
    phone.page.get_by_label("Việc đã làm trong tháng").fill(DONE)
    phone.check_page()
    phone.picture("chi-uy-1-gui-y-kien")
    phone.press("Gửi chi bộ")
    phone.sees("Đã gửi tới chi bộ. Xin cảm ơn.")
    phone.page.context.close()


def _draft(secretary: Person, meeting: str) -> None:
    """The report tells what was sent; the resolution gets a sentence of its own."""
    page = secretary.page
    secretary.go(meeting + "du-thao/bao-cao/")
    secretary.press("Lập dự thảo từ hồ sơ")
    expect(page.locator("#muc-inputs")).to_contain_text(DONE)
    secretary.check_page()
    secretary.picture("chi-uy-2-du-thao")
    secretary.go(meeting + "du-thao/nghi-quyet/")
    secretary.press("Lập dự thảo từ hồ sơ")
    page.locator("#muc-direction summary", has_text="Thêm câu").click()
    page.locator("#add-direction").fill(DIRECTION)
    page.locator("#muc-direction").get_by_role("button", name="Thêm").click()
    expect(page.locator("#muc-direction li", has_text=DIRECTION)).to_contain_text("tự gõ")


def _chi_uy_meets(secretary: Person, meeting: str) -> None:
    """On the phone: who was there, a conclusion for the cell; closed, signed, sent, locked."""
    page = secretary.page
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    secretary.go(meeting + "chuan-bi/truoc-hop/")
    secretary.press("Chuẩn bị họp chi ủy")
    page.wait_for_url("**/hop-chi-uy/**")
    sitting = page.url.removeprefix(secretary.site.address)
    secretary.press("Những người còn lại có mặt")
    page.locator("#noi-dung a", has_text="Ghi").first.click()
    page.get_by_label("Ghi chép").fill("Ba hộ chưa tham gia; cần người đến tận nhà.")
    page.get_by_label("Kết luận của chi ủy").fill("Phân công đảng viên đến từng hộ")
    page.get_by_label("Đưa ra chi bộ thảo luận").check()
    secretary.press("Lưu", exact=True)
    secretary.sees("Đã lưu nội dung.")
    for label, text in (("Ngày đã họp", MET), ("Bắt đầu", "17:00"), ("Kết thúc", "18:00")):
        page.get_by_label(label).fill(text)
    page.get_by_label("Kết luận chung").fill("Thống nhất đưa ra chi bộ.")
    secretary.press("Lưu", exact=True)
    secretary.sees("Đã lưu buổi họp chi ủy.")
    secretary.check_page()
    secretary.picture("chi-uy-3-hop-chi-uy")
    secretary.press("Đóng buổi họp chi ủy")
    secretary.press("Biên bản, chữ ký")
    page.wait_for_url("**/bien-ban/")
    page.get_by_role("button", name="ký chủ trì").click()
    secretary.sees("Đã ký biên bản.")
    page.locator("summary", has_text="Ghi đã ký tay trên giấy").click()
    page.get_by_role("radio", name="Người ghi biên bản").check()
    secretary.press("Ghi", exact=True)
    secretary.press("Gửi chi ủy")
    secretary.press("Khóa biên bản")
    secretary.sees("Đã khóa biên bản.")
    secretary.check_page()
    secretary.picture("chi-uy-3-bien-ban")
    secretary.go("/cua-toi/")
    assert page.locator(f"a[href*='bien-ban-chi-uy/{sitting.split('/')[2]}/']").count() == 1
    page.set_viewport_size(DESK)  # type: ignore[arg-type]


def _send_papers(secretary: Person, meeting: str) -> None:
    """The draft goes out; who opened it is no longer among those to remind."""
    page = secretary.page
    secretary.go(meeting + "du-thao/nghi-quyet/")
    secretary.press("Cập nhật từ hồ sơ")
    expect(page.locator("#muc-direction")).to_contain_text("Phân công đảng viên đến từng hộ")
    secretary.press("Đưa vào tài liệu gửi trước")
    secretary.go(meeting + "chuan-bi/")
    page.locator("#tai-lieu").get_by_role("button", name="Ghi đã gửi").click()
    page.locator("#tai-lieu", has_text="Sửa ngày").wait_for()
    page.locator("#tai-lieu summary", has_text="Nhắc người chưa mở tài liệu").click()
    own_name = page.get_by_label("Người chủ trì").input_value()
    expect(page.locator("#tai-lieu details[open]")).to_contain_text(own_name)
    secretary.go("/cua-toi/")
    with page.expect_download():
        page.locator(".papers a").first.click()
    secretary.go(meeting + "chuan-bi/")
    expect(page.locator("#tai-lieu details p").first).not_to_contain_text(own_name)


def _cell_meets(secretary: Person, meeting: str) -> None:
    page = secretary.page
    secretary.go(meeting + "hop/")
    expect(page.locator("main")).to_contain_text("Phân công đảng viên đến từng hộ")
    secretary.press("Những người còn lại có mặt")
    expect(page.locator("#roll-counts")).not_to_contain_text("chưa ghi")
    page.get_by_label("Ngày họp", exact=True).fill(MET)
    for label, text in (("Bắt đầu", "19:30"), ("Kết thúc", "21:10"), ("Số người phát biểu", "6")):
        page.get_by_label(label).fill(text)
    page.get_by_label("Kết luận của chủ trì").fill("Thống nhất các việc tháng tới.")
    secretary.press("Lưu giờ họp")
    secretary.sees("100 phút")
    for area in page.locator("textarea[name^=note-]").all():
        area.fill("Chi bộ thống nhất.")
    secretary.press("Lưu ghi chép")
    secretary.sees("Đã lưu ghi chép.")
    score(secretary)


def _adopt(secretary: Person, meeting: str) -> None:
    """The draft stands in the form already, without its marks; adopted as it is."""
    page = secretary.page
    secretary.go(meeting + "nghi-quyet/")
    direction = page.get_by_label("Phương hướng, nhiệm vụ tháng tới")
    expect(direction).to_have_value(re.compile(re.escape(DIRECTION)))
    expect(direction).to_have_value(re.compile("Phân công đảng viên đến từng hộ"))
    assert "tự gõ" not in direction.input_value()
    secretary.picture_of("#nghi-quyet", "chi-uy-5-nghi-quyet")
    reviews = page.locator("#viec-thang-truoc details[open] form")
    while left := reviews.count():
        reviews.first.get_by_role("radio", name="Đã xong").check()
        reviews.first.get_by_role("button", name="Ghi").click()
        expect(reviews).to_have_count(left - 1)
    page.get_by_label("Việc phải làm").fill(TASK)
    page.get_by_label("Thời hạn").fill("10/12/2026")
    secretary.press("Giao việc", exact=True)
    secretary.sees("Đã giao việc.")
    secretary.check_page()
    secretary.go(meeting + "bao-cao/")
    secretary.press("Đóng buổi sinh hoạt", exact=True)
    secretary.sees("Đã đóng buổi sinh hoạt.")
    secretary.go(meeting + "nghi-quyet/")
    expect(page.locator("#nghi-quyet dl")).to_contain_text(DIRECTION)


def _next_agenda(secretary: Person) -> None:
    """What was given and is not done opens the next agenda."""
    page = secretary.page
    secretary.go("/thang-nay/")
    page.locator(".tabs a").last.click()
    page.wait_for_url("**/2026-12/")
    secretary.press("Chuẩn bị buổi họp")
    page.wait_for_url("**/chuan-bi/")
    expect(page.locator("#chuong-trinh .agenda")).to_contain_text(TASK)
    secretary.picture_of("#chuong-trinh", "chi-uy-6-chuong-trinh-toi")
