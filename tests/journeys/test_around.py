"""Pages no link leads to: signing in, and those that say why there is nothing to see."""

from collections.abc import Callable

import pytest

from tests.journeys.person import Person
from tests.journeys.test_every_page import NARROW, WIDE


@pytest.mark.parametrize(
    ("path", "status"),
    [("/don-vi/999999/", 404), ("/khong-co-trang-nay/", 404), ("/tai-khoan/", 403)],
)
def test_a_page_that_refuses_is_sound(
    path: str, status: int, sign_in: Callable[..., Person]
) -> None:
    member = sign_in("Đảng viên")
    answer = member.page.goto(member.site.address + path)
    assert answer is not None
    assert answer.status == status
    _look(member)


def test_the_page_of_signing_in_is_sound(stranger: Callable[..., Person]) -> None:
    somebody = stranger(phone=True)
    somebody.go("/dang-nhap/")
    _look(somebody)
    somebody.page.get_by_label("Tên đăng nhập").fill("khong.co.ai")
    somebody.page.get_by_label("Mật khẩu").fill("mot-mat-khau-sai")
    somebody.press("Đăng nhập")
    somebody.page.locator("#error-summary").wait_for()
    _look(somebody)


def _look(person: Person) -> None:
    """At both widths, and in the dark."""
    for size in (NARROW, WIDE):
        person.page.set_viewport_size(size)
        person.check_page(resized=size == WIDE)
    person.check_colours_in_the_dark()
