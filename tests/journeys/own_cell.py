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
    owner = stranger(phone=phone)
    _begin(owner, username, name, _password_on_slip(administrator))
    return owner


def take_account(
    sign_in: Callable[..., Person], stranger: Callable[..., Person], username: str
) -> Person:
    """Somebody at a browser, signed in to their account of the sample after a new slip."""
    administrator = sign_in("Quản trị")
    administrator.go(f"/tai-khoan/?q={username}")
    administrator.page.locator("tbody th a").first.click()
    administrator.press("Đặt lại mật khẩu", exact=True)
    owner = stranger()
    _begin(owner, username, "", _password_on_slip(administrator))
    return owner


def _password_on_slip(administrator: Person) -> str:
    slip = administrator.page.locator(".slip").inner_text()
    password = re.search(r"\b[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}\b", slip)
    assert password is not None
    administrator.page.context.close()
    return password[0]


def _begin(owner: Person, username: str, name: str, password: str) -> None:
    """The first sign-in, with a password of one's own."""
    owner.sign_in(Account("", username, password, name))
    owner.page.wait_for_url("**/mat-khau/**")
    owner.page.get_by_label("Mật khẩu đang dùng").fill(password)
    owner.page.get_by_label("Mật khẩu mới", exact=True).fill(OWN_PASSWORD)
    owner.page.get_by_label("Gõ lại mật khẩu mới").fill(OWN_PASSWORD)
    owner.press("Đổi mật khẩu", exact=True)


def open_sitting(person: Person, *, prepare: bool = False) -> None:
    """To the step “Họp” of this month's meeting, begun where nobody has yet."""
    person.go("/thang-nay/")
    if prepare:
        person.press("Chuẩn bị buổi họp")
        person.page.wait_for_url("**/chuan-bi/")
    person.page.locator(".steps a").nth(1).click()
    person.page.wait_for_url("**/hop/")
