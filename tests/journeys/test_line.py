"""Weak signal, impatient fingers, an expired sign-in: typed text stays and nothing doubles."""

from collections.abc import Callable

from tests.journeys.next_month import open_next_month
from tests.journeys.person import Person


def _deputy_at_preparation(sign_in: Callable[..., Person]) -> Person:
    deputy = sign_in("Chi ủy viên", phone=True)
    deputy.go("/thang-nay/")
    open_next_month(deputy)
    return deputy


def test_text_typed_without_a_line_is_kept_and_sent_when_the_line_is_back(
    sign_in: Callable[..., Person],
) -> None:
    deputy = _deputy_at_preparation(sign_in)
    page = deputy.page
    page.get_by_label("Nơi họp").fill("Nhà bà Tư đầu thôn")
    page.context.set_offline(True)
    page.get_by_role("button", name="Lưu kế hoạch").click()
    page.get_by_text("Mất kết nối").first.wait_for()
    deputy.picture("mat-ket-noi")
    assert page.get_by_label("Nơi họp").input_value() == "Nhà bà Tư đầu thôn"
    page.context.set_offline(False)
    page.get_by_text("Đã lưu kế hoạch họp.").first.wait_for()
    deputy.page.reload()
    assert page.get_by_label("Nơi họp").input_value() == "Nhà bà Tư đầu thôn"


def test_text_survives_an_expired_sign_in(sign_in: Callable[..., Person]) -> None:
    deputy = _deputy_at_preparation(sign_in)
    page = deputy.page
    page.get_by_label("Thêm nội dung").fill("Góp ý dự thảo hương ước")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Thêm", exact=True).click()
    page.get_by_role("link", name="Đăng nhập").first.click()
    page.wait_for_url("**/dang-nhap/**")
    account = deputy.site.account("Chi ủy viên")
    page.get_by_label("Tên đăng nhập").fill(account.username)
    page.get_by_label("Mật khẩu").fill(account.password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/chuan-bi/**")
    assert page.get_by_label("Thêm nội dung").input_value() == "Góp ý dự thảo hương ước"


def test_a_double_tap_adds_a_point_once(sign_in: Callable[..., Person]) -> None:
    deputy = _deputy_at_preparation(sign_in)
    page = deputy.page
    page.get_by_label("Thêm nội dung").fill("Việc chỉ thêm một lần")
    page.get_by_role("button", name="Thêm", exact=True).dblclick()
    page.get_by_text("Đã thêm nội dung.").first.wait_for()
    page.reload()
    assert page.locator(".agenda li", has_text="Việc chỉ thêm một lần").count() == 1
