"""A person at a browser: what a journey can do and see."""

import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, ViewportSize

from chibo.areas.documents.pdf import to_pdf
from tests.journeys.accessibility import faults, faults_in_the_dark
from tests.journeys.pictures import small
from tests.journeys.site import Account, DemoSite

# Pixels of a page shown in a guide, so that all pictures together stay small.
PHONE_PICTURE: ViewportSize = {"width": 360, "height": 1150}
DESK_PICTURE: ViewportSize = {"width": 1080, "height": 760}
PAPER_DOTS = 75  # an inch


class Person:
    """Somebody using the site. Every page they open is watched for errors and foreign hosts."""

    def __init__(self, page: Page, site: DemoSite, pictures: Path | None) -> None:
        self.page = page
        self.site = site
        self.pictures = pictures
        self.foreign: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._watch)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._listen)
        page.set_default_timeout(15_000)

    def _watch(self, request: Request) -> None:
        parts = urlsplit(request.url)
        home = urlsplit(self.site.address).netloc
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != home:
            self.foreign.append(request.url)

    def _listen(self, message: ConsoleMessage) -> None:
        """Script errors count; the browser's remark on a refused form's status does not."""
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.errors.append(message.text)

    def go(self, path: str) -> None:
        """Open a page of the site that answers well."""
        answer = self.page.goto(self.site.address + path)
        assert answer is None or answer.ok, f"{path}: {answer.status}"

    def sign_in(self, account: Account, password: str = "") -> None:
        """Through the sign-in page."""
        self.go("/dang-nhap/")
        self.page.get_by_label("Tên đăng nhập").fill(account.username)
        self.page.get_by_label("Mật khẩu").fill(password or account.password)
        self.page.get_by_role("button", name="Đăng nhập").click()
        self.page.wait_for_load_state()

    def press(self, name: str, *, exact: bool = False) -> None:
        """Press the first visible button or link of this name."""
        button = self.page.get_by_role("button", name=name, exact=exact)
        link = self.page.get_by_role("link", name=name, exact=exact)
        button.or_(link).locator("visible=true").first.click()
        self.page.locator("[data-busy]").first.wait_for(state="detached")
        self.page.wait_for_load_state()

    def sees(self, text: str) -> bool:
        """Whether the text shows somewhere on the page."""
        self.page.get_by_text(text).locator("visible=true").first.wait_for()
        return True

    def picture(self, name: str) -> None:
        """Take the picture `name` for the guides, where they are being made."""
        if self.pictures is None:
            return
        size = self.page.viewport_size
        assert size is not None
        is_desk = size["width"] > size["height"]
        self.page.set_viewport_size(DESK_PICTURE if is_desk else PHONE_PICTURE)
        self.page.evaluate("scrollTo(0, 0)")
        self._keep(name, self.page.screenshot(scale="css"))
        self.page.set_viewport_size(size)

    def picture_of(self, part: str, name: str) -> None:
        """Like `picture`, of one part of the page."""
        if self.pictures is None:
            return
        bar, shown = self.page.locator(".places"), self.page.locator(part)
        bar.evaluate("bar => { bar.style.display = 'none' }")
        shown.evaluate("part => { part.style.paddingInline = '12px' }")
        self._keep(name, shown.screenshot(scale="css"))
        shown.evaluate("part => { part.style.paddingInline = '' }")
        bar.evaluate("bar => { bar.style.display = '' }")

    def picture_of_paper(self, word: str, name: str) -> None:
        """Like `picture`, of the first page of the paper behind a link, as it is printed."""
        if self.pictures is None:
            return
        link = self.page.locator("main").get_by_role("link", name=word, exact=True).first
        answer = self.page.request.get(self.site.address + (link.get_attribute("href") or ""))
        command = ["pdftoppm", "-png", "-r", str(PAPER_DOTS), "-singlefile"]
        shown = subprocess.run(
            command, input=to_pdf(answer.body()), capture_output=True, check=True
        )
        self._keep(name, shown.stdout)

    def _keep(self, name: str, png: bytes) -> None:
        assert self.pictures is not None
        self.pictures.mkdir(parents=True, exist_ok=True)
        (self.pictures / f"{name}.png").write_bytes(small(png))

    def check_page(self, *, resized: bool = False) -> None:
        """No accessibility violation, no sideways scrolling, no foreign host, no script error."""
        found = faults(self.page, resized=resized)
        assert not found, found
        assert self.foreign == []
        assert self.errors == []

    def check_colours_in_the_dark(self) -> None:
        """Every text of the page can be read on a screen set to dark."""
        found = faults_in_the_dark(self.page)
        assert not found, found
