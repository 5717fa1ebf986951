"""The cell's meeting of next month: nobody's record yet, so journeys may write on it."""

from tests.journeys.person import Person


def open_next_month(person: Person) -> None:
    """To the first step of next month's meeting, which is begun where nobody has yet."""
    page = person.page
    person.go("/thang-nay/")
    page.locator(".tabs a").last.click()
    page.wait_for_url("**/2026-12/")
    prepare = page.get_by_role("button", name="Chuẩn bị buổi họp")
    if prepare.count():
        prepare.click()
    else:
        page.locator(".steps a").first.click()
    page.wait_for_url("**/chuan-bi/")
