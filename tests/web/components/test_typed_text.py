"""Typed text survives a lost line, an expired sign-in, a reload and a double tap."""

import re

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.components.conftest import Site

FORM = (
    '<form method="post" action="/luu/" data-draft="minutes:3" data-draft-version="{version}">'
    '<input type="hidden" name="once" value="{once}">'
    '<label>Ghi <textarea name="notes">{text}</textarea></label>'
    "<button>Lưu</button></form>"
)


def form(version: int = 1, text: str = "", once: str = "m1") -> str:
    return FORM.format(version=version, text=text, once=once)


def opened(browser: BrowserContext, site: Site) -> Page:
    page = browser.new_page()
    page.goto(site.address())
    return page


def type_in(page: Page, text: str) -> None:
    page.fill("textarea", text)
    page.wait_for_timeout(450)


def kept(page: Page) -> int:
    return int(page.evaluate("Object.keys(localStorage).filter(k => k.includes('draft')).length"))


def saves(site: Site, posted: dict[str, str]) -> tuple[int, str]:
    site.messages = [Message(messages.SUCCESS, "Đã lưu.", extra_tags="draft=minutes:3")]
    return 303, "/xong/"


def test_text_typed_before_a_reload_is_put_back_and_can_be_discarded(
    browser: BrowserContext, site: Site
) -> None:
    site.content = form()
    page = opened(browser, site)
    type_in(page, "Ba ý kiến về đường ấp")
    page.reload()
    expect(page.locator("textarea")).to_have_value("Ba ý kiến về đường ấp")
    expect(page.locator(".draft-notice")).to_contain_text("Đã đưa lại phần đang gõ dở")
    page.get_by_role("button", name="Bỏ phần gõ dở").click()
    expect(page.locator("textarea")).to_have_value("")
    assert kept(page) == 0


def test_a_saved_form_shows_the_next_page_and_drops_the_draft(
    browser: BrowserContext, site: Site
) -> None:
    site.content, site.answer = form(), saves
    page = opened(browser, site)
    type_in(page, "Kết luận")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".notice-success")).to_contain_text("Đã lưu.")
    assert page.url == site.address("/xong/")
    assert [p["notes"] for p in site.posted] == ["Kết luận"]
    assert kept(page) == 0
    page.go_back()
    expect(page).to_have_url(site.address())
    expect(page.locator("textarea")).to_have_value("")


def test_a_lost_line_keeps_the_text_and_sends_it_when_the_line_is_back(
    browser: BrowserContext, site: Site
) -> None:
    site.content, site.answer = form(), saves
    page = opened(browser, site)
    type_in(page, "Nội dung dài")
    browser.set_offline(True)
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("#line")).to_contain_text("Mất kết nối. Nội dung đã giữ trên máy này")
    expect(page.locator("textarea")).to_have_value("Nội dung dài")
    assert site.posted == []
    browser.set_offline(False)
    expect(page.locator(".notice-success")).to_be_visible()
    # A line that comes and goes may make it go twice: under one mark the server takes it once.
    assert {(p["notes"], p["once"]) for p in site.posted} == {("Nội dung dài", "m1")}


def test_after_a_lost_line_and_a_reload_the_form_keeps_the_mark_of_its_first_attempt(
    browser: BrowserContext, site: Site
) -> None:
    site.content = form(once="m1")
    page = opened(browser, site)
    type_in(page, "Nội dung dài")
    browser.set_offline(True)
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("#line")).to_be_visible()
    browser.set_offline(False)
    site.content = form(once="m2")
    page.goto(site.address())
    expect(page.locator("input[name=once]")).to_have_value("m1")


def test_text_added_after_an_attempt_that_had_arrived_is_not_dropped(
    browser: BrowserContext, site: Site
) -> None:
    def repeat(site: Site, posted: dict[str, str]) -> tuple[int, str]:
        site.messages = [Message(messages.INFO, "Đã lưu.", extra_tags="repeat")]
        return 303, "/xong/"

    site.content, site.answer = form(), repeat
    page = opened(browser, site)
    type_in(page, "Một")
    browser.set_offline(True)
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("#line")).to_be_visible()
    type_in(page, "Một và hai")
    browser.set_offline(False)
    expect(page.locator("#line")).to_contain_text("Phần sửa sau đó chưa lưu")
    expect(page.locator("textarea")).to_have_value("Một và hai")
    assert page.input_value("input[name=once]") != "m1"


def test_an_expired_sign_in_keeps_the_text_and_leads_back_to_the_page(
    browser: BrowserContext, site: Site
) -> None:
    site.content = form()
    site.answer = lambda site, posted: (303, "/dang-nhap/?next=/luu/")
    page = opened(browser, site)
    type_in(page, "Chưa gửi được")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("#line")).to_contain_text("Phiên đăng nhập đã hết")
    link = page.get_by_role("link", name="Đăng nhập lại")
    assert re.search(r"\?next=%2F$", link.get_attribute("href") or "")
    expect(page.locator("textarea")).to_have_value("Chưa gửi được")
    page.reload()
    expect(page.locator("textarea")).to_have_value("Chưa gửi được")


def test_a_page_open_for_too_long_says_so_and_keeps_the_text(
    browser: BrowserContext, site: Site
) -> None:
    site.content = form()
    site.answer = lambda site, posted: (403, site.page("<p data-stale>Hết phiên</p>"))
    page = opened(browser, site)
    type_in(page, "Vẫn còn")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("#line")).to_contain_text("Trang này đã cũ")
    page.get_by_role("link", name="Tải lại trang").click()
    expect(page.locator("textarea")).to_have_value("Vẫn còn")


def test_a_refused_form_is_shown_with_its_errors_and_focus_on_them(
    browser: BrowserContext, site: Site
) -> None:
    error = '<div id="error-summary" tabindex="-1">Có 1 chỗ cần sửa</div>'
    again = error + '<div class="has-error">' + form(text="Sai") + "</div>"
    site.content, site.answer = form(), lambda site, posted: (422, site.page(again))
    page = opened(browser, site)
    type_in(page, "Sai")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("textarea")).to_have_value("Sai")
    assert page.url == site.address()


def test_a_draft_made_on_an_older_version_is_offered_not_put_back(
    browser: BrowserContext, site: Site
) -> None:
    site.content = form(version=1)
    page = opened(browser, site)
    type_in(page, "Của tôi")
    site.content = form(version=2, text="Của người khác")
    page.reload()
    expect(page.locator("textarea")).to_have_value("Của người khác")
    page.get_by_role("button", name="Đưa phần gõ dở vào").click()
    expect(page.locator("textarea")).to_have_value("Của tôi")


def test_hidden_versions_tell_the_version_and_a_closed_part_opens_for_what_is_offered(
    browser: BrowserContext, site: Site
) -> None:
    fields = '<form method="post" action="/luu/" data-draft="notes:3">'
    fields += '<textarea name="note-5" aria-label="Ghi"></textarea><input type="hidden" '
    site.content = fields + 'name="version-5" value="1"></form>'
    page = opened(browser, site)
    page.fill("textarea[name]", "Của tôi")
    page.wait_for_timeout(450)
    site.content = "<details><summary>Ghi</summary>" + fields
    site.content += 'name="version-5" value="2"></form></details>'
    page.reload()
    expect(page.get_by_role("button", name="Đưa phần gõ dở vào")).to_be_visible()
    expect(page.locator("textarea[name]")).to_have_value("")


def test_another_account_never_sees_the_text_and_sign_out_removes_ones_own(
    browser: BrowserContext, site: Site
) -> None:
    site.content = form()
    page = opened(browser, site)
    type_in(page, "Của tài khoản 7")
    site.account = 8
    page.reload()
    expect(page.locator("textarea")).to_have_value("")
    site.account = 7
    page.reload()
    expect(page.locator("textarea")).to_have_value("Của tài khoản 7")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_load_state()
    assert ["Đăng xuất sẽ xoá hẳn phần đó" in said for said in asked] == [True]
    assert kept(page) == 0


def test_a_double_tap_sends_a_plain_form_once(browser: BrowserContext, site: Site) -> None:
    site.content = '<form method="post" action="/mo/"><button>Mở lại</button></form>'
    page = opened(browser, site)
    page.evaluate(
        "() => { const b = document.querySelector('main button'); b.click(); b.click(); }"
    )
    page.wait_for_load_state("networkidle")
    assert len(site.posted) == 1
