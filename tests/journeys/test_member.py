"""A member of seventy: when is the next meeting, what is mine to do."""

from collections.abc import Callable

from tests.journeys.person import Person


def test_a_member_sees_the_next_meeting_and_reports_a_task_done(
    sign_in: Callable[..., Person],
) -> None:
    member = sign_in("Đảng viên", phone=True)
    page = member.page
    member.go("/cua-toi/")
    assert member.sees("Buổi họp tới")
    member.check_page()
    member.picture("dang-vien-cua-toi")
    page.locator("main .rows a[href*='/viec/']").first.click()
    page.wait_for_load_state()
    member.check_page()
    page.get_by_label("Kết quả").fill("Đã vận động xong, mọi người đồng tình.")
    member.picture("dang-vien-nhiem-vu")
    member.press("Đã xong", exact=True)
    assert member.sees("Đã báo xong.")
    member.press("Xem thông tin đã ghi")
    member.check_page()


def test_a_member_gets_no_page_of_the_cell_or_of_others(sign_in: Callable[..., Person]) -> None:
    member = sign_in("Đảng viên")
    for path in ("/tong-quan/", "/tai-khoan/", "/nhap/", "/cho-duyet/"):
        answer = member.page.goto(member.site.address + path)
        assert answer is not None
        assert answer.status in {403, 404}, path
