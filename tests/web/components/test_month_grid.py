"""The picture of rows × months is a table with links, words and shapes."""

import re

import pytest
from django.utils import translation
from lxml import html

from chibo.core.periods import Month, months_between
from chibo.web.components.marks import legend, mark, mark_drawing
from chibo.web.components.month_grid import (
    GridMark,
    GridRow,
    ShareRow,
    month_grid,
    share_grid,
)
from chibo.web.components.shares import ShareMark, share_legend

MONTHS = months_between(Month(2025, 11), Month(2026, 1))
LINKS = [f"?thang={month}" for month in MONTHS]


def words(element: html.HtmlElement) -> str:
    hidden = element.xpath(".//*[@class='vh']")
    return " ".join(part.text_content() for part in hidden)


def drawn(*marks: GridMark | None, **row: str) -> html.HtmlElement:
    rows = [GridRow(row.get("label", "Chi bộ 1"), row.get("href", "/cb/1/"), marks)]
    return html.fromstring(month_grid(MONTHS, rows, caption="12 tháng", row_heading="Chi bộ"))


def shared(rows: list[ShareRow]) -> html.HtmlElement:
    words = {"caption": "Phần đạt", "row_heading": "Đảng bộ"}
    return html.fromstring(share_grid(MONTHS, rows, links=LINKS, **words))


def test_each_mark_is_a_link_that_says_month_state_and_grade() -> None:
    page = drawn(
        GridMark("met", "T", "/m/1/"),
        GridMark("short", "K", "/m/2/", note="Dài 80 phút"),
        GridMark("overdue", "", "/m/3/"),
    )
    cells = page.xpath("//td/a")
    assert [(cell.get("href"), words(cell)) for cell in cells] == [
        ("/m/1/", "11/2025: Đã họp, xếp loại Tốt"),
        ("/m/2/", "12/2025: Họp ngắn, xếp loại Khá . Dài 80 phút"),
        ("/m/3/", "01/2026: Quá hạn"),
    ]


def test_a_month_before_the_unit_existed_is_empty_but_said() -> None:
    page = drawn(None, GridMark("met"), GridMark("waiting"))
    first = page.xpath("//td")[0]
    assert first.xpath("./a") == []
    assert words(first) == "11/2025: Không có"


def test_rows_and_columns_have_headings_and_the_box_takes_the_keyboard() -> None:
    page = drawn(GridMark("met"), GridMark("met"), GridMark("met"))
    assert page.get("tabindex") == "0"
    assert (page.get("role"), page.get("aria-label")) == ("region", "12 tháng")
    assert [words(th) for th in page.xpath("//thead//th")[1:]] == ["11/2025", "12/2025", "01/2026"]
    assert page.xpath("//tbody//th/a/@href") == ["/cb/1/"]


def test_a_year_is_named_where_it_begins() -> None:
    page = drawn(GridMark("met"), GridMark("met"), GridMark("met"))
    assert page.xpath("//thead//small/text()") == ["2025", "2026"]


def test_names_and_addresses_are_escaped() -> None:
    page = drawn(*[GridMark("met", "", '/?a=1&b="x"')] * 3, label="<b>Chi bộ</b>")
    assert page.xpath("//tbody//th/a")[0].text == "<b>Chi bộ</b>"
    assert page.xpath("//td/a/@href")[0] == '/?a=1&b="x"'


def test_a_row_must_have_a_mark_for_every_month() -> None:
    with pytest.raises(ValueError, match="zip"):
        drawn(GridMark("met"))


def test_a_share_is_rounded_down_in_the_picture_and_exact_in_words() -> None:
    rows = [ShareRow("Xã A", "/u/1/", (ShareMark(119, 120, 1), None, ShareMark(0, 0)))]
    page = shared(rows)
    cells = page.xpath("//td")
    link = cells[0].xpath("./a")[0]
    assert link.text == "99%"
    assert link.get("aria-label") == "11/2025: 119 trên 120, 99,2%; 1 không đạt"
    assert words(cells[1]) == "12/2025: không có"
    assert words(cells[2]) == "01/2026: không có"


def test_a_share_says_late_reports_short_meetings_and_grades() -> None:
    full = ShareMark(8, 10, 2, late=3, short=1, grades=(5, 2, 0, 1))
    plain = ShareMark(8, 10)
    first, second, none = shared([ShareRow("Xã A", "/u/1/", (full, plain, None))]).xpath("//td")
    said = first.xpath("./a")[0].get("aria-label")
    assert said == (
        "11/2025: 8 trên 10, 80,0%; 2 không đạt; 3 chi bộ nộp báo cáo muộn; 1 buổi họp ngắn; "
        "xếp loại: 5 Tốt, 2 Khá, 1 Kém"
    )
    assert [small.text_content() for small in first.xpath(".//small")] == ["3", "1"]
    assert first.xpath(".//rect/@class") == ["s-T", "s-K", "s-Y"]
    pointed = first.xpath(".//small//use/@href")
    page = first.getroottree()
    shapes = [page.xpath(f"//symbol[@id='{at[1:]}']/path/@d")[0] for at in pointed]
    assert len(set(shapes)) == 2
    assert second.xpath(".//small | .//rect[@class]") == none.xpath(".//a") == []
    key = html.fromstring(share_legend())
    assert key.xpath(".//small//path/@d") == shapes
    assert [c.split("-")[1] for c in key.xpath(".//rect/@class")] == ["T", "K", "TB", "Y"]


def test_a_share_leads_to_its_branch_in_that_month() -> None:
    page = shared([ShareRow("Xã A", "/u/1/", (ShareMark(1, 2), None, ShareMark(2, 2)))])
    assert page.xpath("//td/a/@href") == ["/u/1/?thang=2025-11", "/u/1/?thang=2026-01"]


def test_no_style_attribute_breaks_the_content_policy() -> None:
    rows = [ShareRow("Xã A", "/u/1/", (ShareMark(3, 4), ShareMark(4, 4), None))]
    text = share_grid(MONTHS, rows, caption="a", row_heading="b", links=LINKS)
    text += month_grid(MONTHS, [], caption="a", row_heading="b") + legend() + share_legend()
    assert not re.search(r"\sstyle=|\son\w+=", text)


def test_every_state_has_a_shape_of_its_own() -> None:
    states = ["met", "short", "late", "missed", "waiting", "overdue", "none"]
    assert len({mark_drawing(state) for state in states}) == len(states)


def test_an_ordinary_meeting_is_named_by_its_grade_and_others_say_what_happened() -> None:
    shown = [mark("met", "T"), mark("late", "TB"), mark("missed")]
    assert [html.fromstring(one).xpath("./span")[0].text for one in shown] == [
        "Tốt",
        "Báo cáo muộn, xếp loại Trung bình",
        "Không họp",
    ]


def test_words_follow_the_language_of_the_reader_not_of_the_first_one() -> None:
    with translation.override("vi"):
        before = legend()
    with translation.override("en"):
        legend()
    with translation.override("vi"):
        assert legend() == before
