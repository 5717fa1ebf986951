"""An administrator gives a person an account; the person signs in with the slip."""

import re
import time
from base64 import b32decode
from collections.abc import Callable

from chibo.areas.signin.rules import code_of, step_at
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


def _set_up_second_step(owner: Person) -> list[str]:
    """A role above the cell asks for it, in a demo too: this account is not one of the demo's."""
    page = owner.page
    page.wait_for_url("**/bao-mat/thiet-lap/")
    owner.check_page()
    owner.press("Dùng ứng dụng xác minh")
    page.locator("main details summary").click()
    owner.check_page()
    secret = b32decode(page.locator(".slip code").inner_text().replace(" ", ""))
    page.get_by_label("Mã 6 số").fill(code_of(secret, step_at(time.time())))
    owner.press("Xong", exact=True)
    owner.check_page()
    return page.locator(".codes code").all_inner_texts()


def _pass_second_step(owner: Person, code: str) -> None:
    owner.page.wait_for_url("**/dang-nhap/xac-minh/**")
    owner.check_page()
    owner.page.get_by_label("Mã xác minh").fill(code)
    owner.press("Tiếp tục")


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
    page.get_by_label("Vai trò").select_option(label="Người theo dõi chi bộ")
    page.locator("main").get_by_label("Đơn vị").fill("Chi bộ thôn Đình Trầm")
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
    own = "mot cau dai de nho 1"
    _set_own_password(owner, given, own)
    codes = _set_up_second_step(owner)
    owner.press("Đã cất mã, làm việc tiếp")
    owner.page.locator("details.menu summary").click()
    owner.press("Đăng xuất")
    owner.sign_in(Account("", USERNAME, own, NAME))
    _pass_second_step(owner, codes[0])
    owner.go("/bao-mat/")
    owner.check_page()
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
