"""A report that sums up years, whose figures follow the records until it is issued."""

from collections.abc import Callable

from tests.journeys.person import Person

COMMUNE = "Đảng bộ xã Yên Trầm"


def test_a_clerk_puts_a_figure_into_a_sentence(sign_in: Callable[..., Person]) -> None:
    clerk = sign_in("Cán bộ tổng hợp")
    page = clerk.page
    clerk.go(f"/tim/?q={COMMUNE}")
    page.locator("main").get_by_role("link", name=COMMUNE).first.click()
    page.wait_for_load_state()
    clerk.press("Tổng kết")
    page.locator("main a", has_text="Tổng kết 5 năm").first.click()
    page.wait_for_load_state()
    clerk.press("Soạn từng mục")
    clerk.check_page()
    clerk.picture("can-bo-tong-ket")
    section = page.locator("main textarea").nth(1)
    before = section.input_value()
    section.focus()
    page.get_by_role("button", name="Chèn").first.click()
    assert "{" in section.input_value().replace(before, "")
