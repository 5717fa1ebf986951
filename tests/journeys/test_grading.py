"""A committee grades what came up in one sitting, without leaving the keyboard."""

from collections.abc import Callable

from tests.journeys.keyboard import Keyboard
from tests.journeys.person import Person

SITTING = 40
MOST_KEYS = 6


def test_a_sheet_is_left_for_later_by_a_key(sign_in: Callable[..., Person]) -> None:
    superior = sign_in("Cấp ủy cấp trên (xã)")
    superior.go("/cham-chinh-thuc/")
    superior.press("Chấm lần lượt")
    here = superior.page.url
    superior.page.keyboard.press("ArrowRight")
    superior.page.wait_for_url(lambda url: url != here)


def test_forty_sheets_are_graded_with_at_most_six_keys_each(sign_in: Callable[..., Person]) -> None:
    superior = sign_in("Cấp ủy cấp trên (xã)")
    page = superior.page
    superior.go("/cham-chinh-thuc/")
    superior.check_page()
    superior.press("Chấm lần lượt")
    superior.check_page()
    page.set_viewport_size({"width": 360, "height": 740})
    superior.check_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    graded, changed, most = 0, 0, 0
    while "/phieu/" in page.url and graded < SITTING:
        here, keys = page.url, Keyboard(superior)
        own = page.locator("[data-key=c]").first
        if own.count() and graded % 3 == 0:
            keys.press("c", "2", "Enter", "1", "Enter")
            changed += 1
        else:
            keys.press("Enter")
        page.wait_for_url(lambda url, before=here: url != before)
        assert superior.sees("điểm chính thức.")
        graded += 1
        most = max(most, keys.pressed)
    assert superior.errors == []
    assert most <= MOST_KEYS
    assert changed
    assert graded == SITTING
    print(f"{graded} sheets, {changed} with a changed criterion, at most {most} keys a sheet")


def test_a_province_sees_the_sheets_below_compares_them_and_draws_second_looks(
    sign_in: Callable[..., Person],
) -> None:
    superior = sign_in("Cấp ủy cấp trên (tỉnh)")
    page = superior.page
    superior.go("/cham-chinh-thuc/?duoi=1")
    superior.check_page()
    superior.go("/cham-chinh-thuc/doi-chieu/?xem=same")
    superior.check_page()
    superior.go("/cham-chinh-thuc/xem-lai/")
    page.get_by_label("Số phiếu cần rút").fill("2")
    page.get_by_label("Từ tháng").fill("01/2026")
    superior.press("Bốc thăm", exact=True)
    assert superior.sees("Rút lại với số này ra đúng các phiếu dưới đây.")
    superior.check_page()
