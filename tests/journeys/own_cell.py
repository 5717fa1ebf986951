"""The secretary of a cell no other journey writes on, given an account on the way."""

import re
from collections.abc import Callable

from tests.journeys.person import Person
from tests.journeys.site import Account

OWN_PASSWORD = "mot cau dai de nho 1"


def give_account(
    sign_in: Callable[..., Person],
    stranger: Callable[..., Person],
    cell: str,
    *,
    name: str,
    username: str,
    phone: bool = False,
) -> Person:
    """Somebody at a browser, signed in as secretary of the cell of this name."""
    administrator = sign_in("Quản trị")
    page = administrator.page
    administrator.go("/tai-khoan/")
    administrator.press("Cấp tài khoản", exact=True)
    page.get_by_label("Họ và tên").fill(name)
    page.get_by_label("Vai trò").select_option(label="Bí thư chi bộ")
    page.locator("main").get_by_label("Đơn vị").fill(cell)
    administrator.press("Cấp tài khoản và xem phiếu")
    slip = page.locator(".slip").inner_text()
    password = re.search(r"\b[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}\b", slip)
    assert password is not None
    page.context.close()
    owner = stranger(phone=phone)
    owner.sign_in(Account("", username, password[0], name))
    owner.page.wait_for_url("**/mat-khau/**")
    owner.page.get_by_label("Mật khẩu đang dùng").fill(password[0])
    owner.page.get_by_label("Mật khẩu mới", exact=True).fill(OWN_PASSWORD)
    owner.page.get_by_label("Gõ lại mật khẩu mới").fill(OWN_PASSWORD)
    owner.press("Đổi mật khẩu", exact=True)
    return owner


def open_sitting(person: Person, *, prepare: bool = False) -> None:
    """To the step “Họp” of this month's meeting, begun where nobody has yet."""
    person.go("/thang-nay/")
    if prepare:
        person.press("Chuẩn bị buổi họp")
        person.page.wait_for_url("**/chuan-bi/")
    person.page.locator(".steps a").nth(1).click()
    person.page.wait_for_url("**/hop/")
