"""A committee above cells: the picture, a record, a report returned, one accepted, a grade."""

from collections.abc import Callable

from tests.journeys.person import Person


def test_a_committee_sees_its_tree_and_opens_a_cell(sign_in: Callable[..., Person]) -> None:
    superior = sign_in("Cấp ủy cấp trên (xã)")
    page = superior.page
    assert superior.sees("Mười hai tháng qua")
    superior.check_page()
    superior.picture("cap-uy-tong-quan")
    page.set_viewport_size({"width": 360, "height": 740})
    superior.check_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator("table a").first.click()
    page.wait_for_load_state()
    superior.check_page()


def test_a_figure_opens_its_records_and_its_definition(sign_in: Callable[..., Person]) -> None:
    superior = sign_in("Cấp ủy cấp trên (xã)")
    page = superior.page
    page.get_by_text("Vì sao?").last.click()
    row = page.locator("tr", has_text="Buổi sinh hoạt thiếu thời gian")
    row.get_by_role("link").first.click()
    page.wait_for_load_state()
    superior.check_page()
    superior.picture("cap-uy-so-lieu")


def test_a_committee_returns_a_report_accepts_another_and_grades(
    sign_in: Callable[..., Person],
) -> None:
    superior = sign_in("Cấp ủy cấp trên (xã)")
    page = superior.page
    superior.go("/cho-duyet/")
    superior.check_page()
    superior.picture("cap-uy-cho-duyet")
    rows = page.locator("tbody th a")
    assert rows.count() >= 2
    first, second = (rows.nth(i).get_attribute("href") or "" for i in range(2))

    superior.go(first)
    page.get_by_label("Điểm chính thức").fill("88")
    superior.press("Ghi điểm chính thức")
    assert superior.sees("Hãy ghi một câu lý do.")
    page.get_by_label("Nhận xét").fill("Nội dung chuyên đề còn sơ sài.")
    superior.press("Ghi điểm chính thức")
    assert superior.sees("Đã ghi điểm chính thức.")
    superior.check_page()
    superior.picture("cap-uy-duyet-bao-cao")
    superior.press("Nhận báo cáo")
    assert superior.sees("Đã nhận báo cáo")

    superior.go(second)
    page.get_by_text("Trả lại để sửa").click()
    page.get_by_label("Góp ý chung").fill("Thiếu thời hạn của nhiệm vụ thứ hai.")
    superior.picture("cap-uy-tra-lai")
    superior.press("Trả lại", exact=True)
    assert superior.sees("Đã trả lại báo cáo.")
    assert superior.sees("Thiếu thời hạn của nhiệm vụ thứ hai.")
