"""Every page a role reaches by links: no accessibility fault, nothing too wide, nothing foreign.

What no link leads to, the page of signing in and those that refuse, stands in test_around.py.
"""

import fcntl
import hashlib
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import ViewportSize

from tests.built_homes import RUN
from tests.journeys.person import Person
from tests.journeys.written import PARTS_COME, Written, open_page, read_page

ROLES = (
    "Quản trị",
    "Cán bộ tổng hợp",
    "Cấp ủy cấp trên (tỉnh)",
    "Cấp ủy cấp trên (xã)",
    "Bí thư chi bộ",
    "Kiểm tra nhật ký",
    "Đảng viên",
)
NARROW = ViewportSize(width=360, height=900)
WIDE = ViewportSize(width=1280, height=900)
FIGURE = "so-lieu"  # the same page for every figure
PDF = "dang=pdf"
TOO_LONG = 400  # of a table as a file
TOLD_TOO_LONG = re.compile("Danh sách này|người thứ hai")
TEMPLATES = "mau-van-ban"  # and for every kind of paper
RULES = "quy-dinh"  # and one for every pack, named by its document
MOST = 250  # shapes of pages a role may reach: far more than there are


def _shape(path: str) -> str:
    """An address without its numbers: one page of a kind is enough."""
    parts = path.split("/")
    if FIGURE in parts:
        parts[parts.index(FIGURE) + 1 :] = ["#"]
    if parts[1:2] == [TEMPLATES]:
        parts[4:5] = ["#"] if parts[4:5] != [""] else [""]
    if parts[1:2] == [RULES]:
        parts = ["#" if re.search(r"\d", part) else part for part in parts]
    return "/".join("#" if part[:1].isdigit() else part for part in parts)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_is_sound(role: str, sign_in: Callable[..., Person]) -> None:
    person = sign_in(role)
    person.page.add_init_script(PARTS_COME)
    waiting, seen, asked = ["/"], set(), set()
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        asked.add(_shape(urlsplit(path).path))
        # Of a shape nobody looked at yet: it will be looked at. A PDF is a page until it is made.
        is_open = PDF not in path and not _kinds_seen(_shape(urlsplit(path).path)).exists()
        if is_open:
            person.page.set_viewport_size(NARROW)
        written = open_page(person, path) if is_open else read_page(person, path)
        if written is None:
            continue
        shape = _shape(urlsplit(written.address).path)
        if shape in seen:
            continue
        seen.add(shape)
        _look(person, path, shape, written, is_open=is_open)
        _take_tables(person, written)
        links = [link for link in written.links if not _is_file(link)]
        waiting += [link for link in links if _shape(urlsplit(link).path) not in asked]
        waiting = list({_shape(urlsplit(link).path): link for link in waiting}.values())
    assert len(seen) > 3
    assert not waiting


def _look(person: Person, path: str, shape: str, written: Written, *, is_open: bool) -> None:
    """Look at a page, at both widths the first of its shape, unless all of it was seen before."""
    before, new = _add_kinds(shape, written.kinds)
    _, around = _add_kinds("frame", written.frame)
    if before and not new and not around:
        return
    if not is_open:
        person.page.set_viewport_size(NARROW)
        open_page(person, path)
    person.check_page()
    if not before:
        person.page.set_viewport_size(WIDE)
        person.check_page(resized=True)
        person.check_colours_in_the_dark()


def _take_tables(person: Person, written: Written) -> None:
    """What a page offers as a file of its tables comes as one, with rows, or is told too long.

    A walk takes more names along in an hour than one person may in a day: from then on it is told.
    """
    for address in written.tables:
        answer = person.page.context.request.get(address)
        if answer.status == TOO_LONG:
            assert TOLD_TOO_LONG.search(answer.text()), address
            continue
        assert answer.ok, f"{address}: {answer.status}"
        sheets = load_workbook(BytesIO(answer.body())).worksheets
        assert all(sheet.max_row > 1 for sheet in sheets), address


def _add_kinds(shape: str, kinds: frozenset[str]) -> tuple[set[str], set[str]]:
    """Which kinds of elements pages of a shape showed before, and which this one adds.

    Of all roles of this run, in any worker. A page that adds none is not opened again, for most
    pages of two roles are alike; on a desk each shape is looked at once.
    """
    with _kinds_seen(shape).open("a+") as known:
        fcntl.flock(known, fcntl.LOCK_EX)
        known.seek(0)
        before = set(known.read().splitlines())
        known.writelines(f"{kind}\n" for kind in sorted(kinds - before))
    return before, set(kinds - before)


def _kinds_seen(shape: str) -> Path:
    """Where the kinds of a shape's elements are written down, once somebody came to one."""
    folder = RUN / "kinds-seen"
    folder.mkdir(exist_ok=True)
    return folder / hashlib.sha256(shape.encode()).hexdigest()


def _is_file(href: str) -> bool:
    return any(
        part in href
        for part in (".docx", ".xlsx", ".json", "/mau/", "/can-sua/", "/tai-lieu/", "/static/")
    )


def test_styles_and_scripts_stay_within_their_budget(sign_in: Callable[..., Person]) -> None:
    person = sign_in("Bí thư chi bộ")
    sizes = {"script": 0, "stylesheet": 0}
    context = person.page.context
    session = context.new_cdp_session(person.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    kinds: dict[str, str] = {}
    session.on(
        "Network.responseReceived",
        lambda event: kinds.update({event["requestId"]: event["type"].lower()}),
    )

    def add(event: dict[str, object]) -> None:
        kind = kinds.get(str(event["requestId"]), "")
        if kind in sizes:
            sizes[kind] += int(event["encodedDataLength"])  # type: ignore[call-overload]

    session.on("Network.loadingFinished", add)
    person.go("/thang-nay/")
    person.page.wait_for_load_state("networkidle")
    assert 0 < sizes["script"] <= 75 * 1024
    assert 0 < sizes["stylesheet"] <= 40 * 1024
