"""The frame of every page: small, strict, and asking no other host for anything."""

import gzip
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.contrib.staticfiles import finders
from django.template import engines
from lxml import html

import chibo.web
from chibo.web.components.frame import Place, Role

STATIC = Path(chibo.web.__file__).parent / "static" / "chibo"
MAX_CSS, MAX_JS = 56_000, 75_000
"""As the files are written; what travels is packed, and held to less in test_pack."""


def page(**context: Any) -> html.HtmlElement:
    template = engines["django"].get_template("base.html")
    return html.document_fromstring(template.render({"csrf_token": "t", **context}))


def signed_in(**context: Any) -> html.HtmlElement:
    return page(
        account=SimpleNamespace(pk=7), actor=SimpleNamespace(name="Nguyễn Thị Minh"), **context
    )


def test_styles_and_scripts_stay_small_even_as_they_are_written() -> None:
    htmx = finders.find("django_htmx/htmx-2.min.js")
    assert isinstance(htmx, str)
    sizes = {file.name: file.stat().st_size for file in STATIC.glob("css/*.css")}
    assert sizes.pop("paper.css") <= MAX_CSS, "a page to print has no other"
    in_turn = [sizes.pop(f"{name}.css") for name in ("meeting", "grading", "presenter")]
    css = sum(sizes.values()) + max(in_turn)
    js = sum(file.stat().st_size for file in STATIC.glob("js/*.js"))
    packed = len(gzip.compress(Path(htmx).read_bytes()))
    assert css <= MAX_CSS
    assert js + packed <= MAX_JS


def test_every_file_the_frame_asks_for_exists_and_is_our_own() -> None:
    found = page()
    addresses = found.xpath("//link/@href | //script/@src | //img/@src")
    assert addresses
    assert [a for a in addresses if not a.startswith("/static/")] == []
    assert [a for a in addresses if not finders.find(a.removeprefix("/static/"))] == []


def test_scripts_import_only_each_other() -> None:
    for file in STATIC.glob("js/*.js"):
        for name in re.findall(r'(?:from|import) "([^"]+)"', file.read_text()):
            assert (file.parent / name).is_file(), (file.name, name)


def test_pages_of_grading_leave_the_styles_of_the_month_out() -> None:
    for name in ("sheet", "compare"):
        source = (Path(chibo.web.__file__).parent / f"templates/grading/{name}.html").read_text()
        assert "{% block meeting_css %}<link" in source
        assert "grading.css" in source


def test_nothing_is_written_inline_against_the_content_policy() -> None:
    found = signed_in(places=[Place("Tháng này", "/")], roles=[Role("1", "Bí thư", "Chi bộ 1")])
    assert found.xpath("//style | //*[@style] | //script[not(@src)]") == []
    assert [a for e in found.iter() for a in e.keys() if a.startswith("on")] == []  # noqa: SIM118


def test_every_sentence_a_script_may_say_comes_with_the_page() -> None:
    said = set(page().xpath("//template[@id='words']//@data-word"))
    source = "".join(file.read_text() for file in STATIC.glob("js/*.js"))
    called = r'(?:\bword|\btell|notice)\((?:form, )?"([a-z-]+)"|word: "([a-z-]+)"'
    asked = {name for pair in re.findall(called, source) for name in pair if name}
    assert asked
    assert asked - said == set()


def test_the_person_sees_places_roles_and_the_way_out() -> None:
    found = signed_in(
        places=[Place("Tháng này", "/thang/", True, "calendar"), Place("Đảng viên", "/dv/")],
        roles=[Role("1", "Bí thư", "Chi bộ 1", True), Role("2", "Đảng viên", "Chi bộ 1")],
    )
    assert found.xpath("//nav[@class='places']//a[@aria-current='page']/@href") == ["/thang/"]
    assert found.xpath("//button[@name='role']/@value") == ["1", "2"]
    assert found.xpath("//form[@data-sign-out]/@action") == ["/dang-xuat/"]
    assert found.body.get("data-account") == "7"


def test_somebody_not_signed_in_sees_no_search_no_menu_and_no_places() -> None:
    found = page()
    assert found.xpath("//*[@role='search'] | //details | //nav[@class='places']") == []
    assert found.body.get("data-account") == ""


def test_the_first_stop_of_the_keyboard_is_the_way_to_the_content() -> None:
    first = page().xpath("//body//a")[0]
    assert first.get("href") == "#noi-dung"
    assert page().xpath("//main/@id") == ["noi-dung"]
