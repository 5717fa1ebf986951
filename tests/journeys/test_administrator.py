"""An administrator gives a person an account; the person signs in with the slip."""

import re
from collections.abc import Callable

from tests.journeys.person import Person
from tests.journeys.site import Account

NAME = "Hoàng Thị Kiểm Thử"
USERNAME = "hoang.thi.kiem.thu"


def _slip_password(administrator: Person) -> str:
    slip = administrator.page.locator(".slip").inner_text()
    password = re.search(r"\b[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}\b", slip)
    assert password is not None
    return password[0]


def _set_own_password(owner: Person, given: str, own: str) -> None:
    page = owner.page
    page.get_by_label("Mật khẩu đang dùng").fill(given)
    page.get_by_label("Mật khẩu mới", exact=True).fill(own)
    page.get_by_label("Gõ lại mật khẩu mới").fill(own)
    owner.check_page()
    owner.press("Đổi mật khẩu", exact=True)


def test_an_administrator_opens_resets_and_closes_an_account(
    sign_in: Callable[..., Person], stranger: Callable[[], Person]
) -> None:
    administrator = sign_in("Quản trị")
    page = administrator.page
    administrator.go("/tai-khoan/")
    administrator.check_page()
    administrator.picture("quan-tri-tai-khoan")
    administrator.press("Cấp tài khoản", exact=True)
    page.get_by_label("Họ và tên").fill(NAME)
    page.get_by_label("Vai trò").select_option(label="Cán bộ tổng hợp")
    page.locator("main").get_by_label("Đơn vị").fill("Đảng bộ xã Yên Trầm")
    administrator.check_page()
    administrator.picture("quan-tri-cap")
    administrator.press("Cấp tài khoản và xem phiếu")
    administrator.check_page()
    administrator.picture("quan-tri-phieu")

    owner = stranger()
    given = _slip_password(administrator)
    owner.sign_in(Account("", USERNAME, given, NAME))
    owner.page.wait_for_url("**/mat-khau/**")
    owner.picture("mat-khau-lan-dau")
    _set_own_password(owner, given, "mot cau dai de nho 1")
    owner.go("/to-chuc/")

    administrator.press("Đã in xong")
    page.locator("main").get_by_label("Tên người hoặc tên đăng nhập").fill(USERNAME)
    administrator.press("Tìm", exact=True)
    administrator.press(NAME)
    administrator.check_page()
    administrator.picture("quan-tri-mot-tai-khoan")
    administrator.press("Đặt lại mật khẩu")
    assert _slip_password(administrator) != given
    administrator.go("/tai-khoan/?q=" + USERNAME)
    administrator.press(NAME)
    administrator.press("Đóng tài khoản")
    assert administrator.sees("Đã đóng")
    owner.sign_in(Account("", USERNAME, given, NAME))
    assert owner.sees("chưa đúng")


def test_an_administrator_gives_accounts_from_a_list(sign_in: Callable[..., Person]) -> None:
    administrator = sign_in("Quản trị")
    page = administrator.page
    administrator.go("/tim/?q=dang+bo+xa+yen+tram")
    page.locator("main .rows a", has_text="xã Yên Trầm").first.click()
    page.wait_for_load_state()
    code = page.locator(".lead").inner_text().split("·")[-1].strip()
    administrator.go("/tai-khoan/danh-sach/")
    people = page.get_by_label(re.compile("Danh sách|Dán"))
    people.fill(f"Lò Thị Thử Một\tCán bộ tổng hợp\t{code}\nLò Văn Thử Hai\tVai lạ\t{code}")
    administrator.press("Cấp tài khoản và xem phiếu")
    assert administrator.sees("Chưa cấp tài khoản nào")
    administrator.check_page()
    administrator.picture("quan-tri-danh-sach-sai")
    people.fill(f"Lò Thị Thử Một\tCán bộ tổng hợp\t{code}")
    administrator.press("Cấp tài khoản và xem phiếu")
    assert page.locator(".slip").count() == 1
    administrator.check_page()
