"""Two people at one meeting: nobody overwrites the other without seeing it."""

from collections.abc import Callable

from playwright.sync_api import Locator

from tests.journeys.next_month import open_next_month
from tests.journeys.person import Person

FIRST = "Bí thư ghi: đã thu đủ đảng phí tháng mười một."
SECOND = "Chi ủy viên ghi: còn hai đồng chí chưa đóng."


def _open_notes(person: Person) -> Locator:
    open_next_month(person)
    person.page.locator(".steps a").nth(1).click()
    person.page.wait_for_url("**/hop/")
    return person.page.locator("textarea[name^=note-]").first


def _save(person: Person) -> None:
    person.page.get_by_role("button", name="Lưu ghi chép").click()


def test_two_people_at_one_note_see_both_texts(sign_in: Callable[..., Person]) -> None:
    secretary, deputy = sign_in("Bí thư chi bộ"), sign_in("Chi ủy viên", phone=True)
    hers, his = _open_notes(secretary), _open_notes(deputy)
    hers.fill(FIRST)
    _save(secretary)
    assert secretary.sees("Đã lưu ghi chép.")
    his.fill(SECOND)
    _save(deputy)
    assert deputy.sees("Người khác đã ghi:")
    assert deputy.sees(FIRST)
    assert his.input_value() == SECOND
    deputy.check_page()
    deputy.picture("hai-nguoi-mot-ghi-chep")
    his.fill(f"{FIRST}\n{SECOND}")
    _save(deputy)
    assert deputy.sees("Đã lưu ghi chép.")
    secretary.page.reload()
    assert hers.input_value() == f"{FIRST}\n{SECOND}"


def test_two_people_at_one_plan_see_both_texts(sign_in: Callable[..., Person]) -> None:
    secretary, deputy = sign_in("Bí thư chi bộ"), sign_in("Chi ủy viên", phone=True)
    open_next_month(secretary)
    open_next_month(deputy)
    for person, guest in ((secretary, "Bí thư đảng ủy xã"), (deputy, "Phó bí thư đảng ủy xã")):
        person.page.get_by_label("Cấp trên dự").fill(guest)
        person.page.get_by_role("button", name="Lưu kế hoạch").click()
        person.page.wait_for_timeout(100)
    assert deputy.sees("Hai bản khác nhau")
    assert deputy.sees("Bí thư đảng ủy xã")
    assert deputy.page.get_by_label("Cấp trên dự").input_value() == "Phó bí thư đảng ủy xã"
    deputy.check_page()
