"""The auditor: who did what and who looked, without opening a record."""

from collections.abc import Callable

from tests.journeys.person import Person


def test_an_auditor_reads_who_looked_and_puts_a_record_under_watch(
    sign_in: Callable[..., Person],
) -> None:
    clerk = sign_in("Cán bộ tổng hợp")
    clerk.go("/tim/?q=le hong ha")
    clerk.page.locator("main a", has_text="Lê Hồng Hà").first.click()
    clerk.page.wait_for_load_state()

    auditor = sign_in("Kiểm tra nhật ký")
    auditor.go("/nhat-ky/")
    assert auditor.sees("Mở hồ sơ")
    auditor.check_page()
    auditor.picture("kiem-tra-nhat-ky")
    auditor.go("/nhat-ky/bat-thuong/")
    auditor.check_page()
    auditor.picture("kiem-tra-bat-thuong")
    answer = auditor.page.goto(auditor.site.address + "/dang-vien/")
    assert answer is not None
    assert answer.status in {403, 404}
