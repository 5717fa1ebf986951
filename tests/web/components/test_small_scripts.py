"""The roll that saves itself, the search dialog, our own day and clock fields, copying."""

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import BrowserContext, expect

from chibo.web.components.attendance import AttendanceRow
from tests.web.components.conftest import Site

PEOPLE = {"1": "Nguyễn Văn An", "2": "Trần Thị Bích"}


def row(member: str, state: str = "") -> str:
    shown = AttendanceRow(int(member), PEOPLE[member], state)
    return render_to_string("components/attendance_row.html", {"row": shown})


def roll(counts: str = "0 có mặt") -> str:
    return (
        '<form method="post" action="/diem-danh/" data-attendance class="roll">'
        f'<p id="roll-counts" role="status">{counts}</p>{row("1")}{row("2")}'
        '<div class="buttons"><button>Lưu điểm danh</button></div></form>'
    )


def take_tap(site: Site, posted: dict[str, str]) -> tuple[int, str]:
    rows = "".join(row(k[2:], v) for k, v in posted.items() if k.startswith("m-"))
    return 200, rows + '<p id="roll-counts">1 có mặt</p>'


def test_a_tap_saves_itself_and_renews_row_and_counts(browser: BrowserContext, site: Site) -> None:
    site.content, site.answer = roll(), take_tap
    page = browser.new_page()
    page.goto(site.address())
    expect(page.get_by_role("button", name="Lưu điểm danh")).to_be_hidden()
    page.locator("#row-1").get_by_label("Có mặt").check()
    expect(page.locator("#roll-counts")).to_have_text("1 có mặt")
    expect(page.locator("#row-1").get_by_label("Có mặt")).to_be_focused()
    assert [{k: v for k, v in p.items() if k != "once"} for p in site.posted] == [
        {"m-1": "present", "was-1": ""}
    ]


def test_an_unsent_tap_goes_with_what_the_row_showed_when_it_was_tapped(
    browser: BrowserContext, site: Site
) -> None:
    site.content, site.answer = roll(), take_tap
    page = browser.new_page()
    page.goto(site.address())
    browser.set_offline(True)
    page.locator("#row-1").get_by_label("Có mặt").check()
    expect(page.locator("#row-1 .unsent")).to_be_visible()
    page.close()
    site.content = roll().replace(row("1"), row("1", "excused"))
    browser.set_offline(False)
    browser.new_page().goto(site.address())
    page = browser.pages[0]
    expect(page.locator("#roll-counts")).to_have_text("1 có mặt")
    # However often the line made it go: each time with what was shown when it was tapped.
    assert {(p["m-1"], p["was-1"]) for p in site.posted} == {("present", "")}


def test_taps_without_a_line_are_kept_over_a_reload_and_sent_together(
    browser: BrowserContext, site: Site
) -> None:
    site.content, site.answer = roll(), take_tap
    page = browser.new_page()
    page.goto(site.address())
    browser.set_offline(True)
    page.locator("#row-1").get_by_label("Có mặt").check()
    page.locator("#row-2").get_by_label("Vắng có lý do").check()
    expect(page.locator("#row-1 .unsent")).to_have_text("Chưa gửi")
    assert site.posted == []
    browser.set_offline(False)
    expect(page.locator("#roll-counts")).to_have_text("1 có mặt")
    assert {k: v for p in site.posted for k, v in p.items() if k.startswith("m-")} == {
        "m-1": "present",
        "m-2": "excused",
    }
    assert page.evaluate("localStorage.length") == 0


def test_a_refused_tap_tells_why(browser: BrowserContext, site: Site) -> None:
    refusal = '<div class="notice"><p>Cuộc họp đã đóng.</p></div>'
    site.content, site.answer = roll(), lambda site, posted: (400, refusal)
    page = browser.new_page()
    page.goto(site.address())
    page.locator("#row-1").get_by_label("Miễn").check()
    expect(page.locator("#line")).to_contain_text("Cuộc họp đã đóng.")


def test_a_refused_tap_does_not_take_the_others_with_it(
    browser: BrowserContext, site: Site
) -> None:
    def no_second(site: Site, posted: dict[str, str]) -> tuple[int, str]:
        if "m-2" in posted:
            return 409, '<div class="notice"><p>Người khác vừa ghi.</p></div>'
        return take_tap(site, posted)

    site.content, site.answer = roll(), no_second
    page = browser.new_page()
    page.goto(site.address())
    browser.set_offline(True)
    page.locator("#row-1").get_by_label("Có mặt").check()
    page.locator("#row-2").get_by_label("Miễn").check()
    expect(page.locator("#row-2 .unsent")).to_be_visible()
    browser.set_offline(False)
    expect(page.locator("#roll-counts")).to_have_text("1 có mặt")
    expect(page.locator("#line")).to_contain_text("Người khác vừa ghi.")
    expect(page.locator("#row-1 .unsent")).to_have_count(0)
    expect(page.locator("#row-2 .unsent")).to_have_count(1)
    assert sorted(k for k in site.posted[0] if k.startswith("m-")) == ["m-1", "m-2"]
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_the_search_dialog(browser: BrowserContext, site: Site, key: str) -> None:
    page = browser.new_page()
    page.goto(site.address())
    page.keyboard.press(key)
    expect(page.locator("#palette input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()


def test_a_slash_typed_in_a_field_stays_a_slash(browser: BrowserContext, site: Site) -> None:
    site.content = '<label>Ngày <input name="d"></label>'
    page = browser.new_page()
    page.goto(site.address())
    page.locator("input[name=d]").press_sequentially("5/2")
    expect(page.locator("input[name=d]")).to_have_value("5/2")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("05022026", "05/02/2026"), ("5/2/2026", "05/02/2026"), ("5-2-2026", "05/02/2026")],
)
def test_a_day_is_completed_while_typing(
    browser: BrowserContext, site: Site, typed: str, kept: str
) -> None:
    site.content = '<label>Ngày <input name="d" data-day></label><button>Xong</button>'
    page = browser.new_page()
    page.goto(site.address())
    page.locator("input[name=d]").press_sequentially(typed)
    page.keyboard.press("Tab")
    expect(page.locator("input[name=d]")).to_have_value(kept)


@pytest.mark.parametrize(
    ("typed", "kept"), [("1930", "19:30"), ("19h", "19:00"), ("7:05", "07:05"), ("abc", "abc")]
)
def test_a_time_of_day_is_completed_on_leaving(
    browser: BrowserContext, site: Site, typed: str, kept: str
) -> None:
    site.content = '<label>Giờ <input name="t" data-clock></label><button>Xong</button>'
    page = browser.new_page()
    page.goto(site.address())
    page.locator("input[name=t]").press_sequentially(typed)
    page.keyboard.press("Tab")
    expect(page.locator("input[name=t]")).to_have_value(kept)


def test_the_notice_is_copied_and_said_so(browser: BrowserContext, site: Site) -> None:
    site.content = '<pre id="msg">Họp lúc 19:30</pre>{% copy_button "msg" %}'
    page = browser.new_page()
    page.goto(site.address())
    page.get_by_role("button", name="Chép để dán vào tin nhắn").click()
    expect(page.locator("[data-copied]")).to_have_text("Đã chép")
