"""Charts stand on zero, show gaps as gaps and carry their table."""

import re
from decimal import Decimal

from lxml import etree, html

from chibo.areas.documents.plots import BOTTOM, HEIGHT, axis_words, bar_svg, line_svg
from chibo.web.components.charts import Point, bar_chart, line_chart, sparkline


def test_the_table_says_what_the_picture_shows() -> None:
    points = [Point("10/2026", Decimal("91.2")), Point("11/2026", None)]
    page = html.fromstring(line_chart(points, title="Tỷ lệ đạt", unit="%", top=100))
    rows = [[cell.text for cell in row] for row in page.xpath("//table//tr")]
    assert rows == [["10/2026", "91,2%"], ["11/2026", "chưa có số liệu"]]


def test_the_axis_names_the_year_where_another_one_begins() -> None:
    quarters = [Point(f"{n}/{year}", 1) for year in (2025, 2026) for n in ("III", "IV")]
    assert axis_words(quarters) == ["III/25", "IV", "III/26", "IV"]
    months = [Point(f"{1 + at % 12:02}/{2025 + at // 12}", 1) for at in range(11, 23)]
    assert axis_words(months)[:3] == ["12", "01/26", "02"], "two years side by side would touch"
    assert axis_words([Point("11/2025", 1), Point("11/2026", 1)]) == ["11/25", "11/26"]
    assert axis_words([Point("2025", 1), Point("2026", 1)]) == ["2025", "2026"]
    page = html.fromstring(bar_chart(quarters, title="Số buổi"))
    assert page.xpath("//text[not(@class)]/text()")[:4] == axis_words(quarters)


def test_a_missing_month_breaks_the_line() -> None:
    points = [Point("1", 1), Point("2", 2), Point("3", None), Point("4", 4), Point("5", 3)]
    page = html.fromstring(line_chart(points, title="Số buổi"))
    path = page.xpath("//*[@class='trend']")[0].get("d")
    assert path.count("M") == 2
    assert path.count("L") == 2


def test_bars_start_at_zero_and_the_scale_is_a_round_number() -> None:
    points = [Point("10/2026", 116), Point("11/2026", 58)]
    page = html.fromstring(bar_chart(points, title="Số buổi"))
    heights = [float(bar.get("height")) for bar in page.xpath("//rect")]
    assert abs(heights[0] - 2 * heights[1]) < 0.2
    assert page.xpath("//*[@class='side']/text()") == ["0", "60", "120"]


def test_linked_points_are_a_group_of_named_links_and_plain_ones_one_picture() -> None:
    linked = html.fromstring(bar_chart([Point("11/2026", 5, "/x/")], title="Số buổi"))
    plain = html.fromstring(bar_chart([Point("11/2026", 5)], title="Số buổi"))
    assert linked.xpath("//svg/@role") == ["group"]
    assert linked.xpath("//svg/a/@aria-label") == ["11/2026: 5"]
    assert plain.xpath("//svg/@role") == ["img"]


def test_a_chart_without_any_figure_is_drawn_empty() -> None:
    page = html.fromstring(bar_chart([Point("11/2026", None)], title="Số buổi"))
    assert page.xpath("//td/text()") == ["chưa có số liệu"]


def test_a_line_as_small_as_a_word_says_its_values_and_needs_two_of_them() -> None:
    points = [Point("10/2026", 3), Point("11/2026", None), Point("12/2026", 5)]
    page = html.fromstring(sparkline(points))
    assert page.get("aria-label") == "10/2026: 3; 11/2026: chưa có số liệu; 12/2026: 5"
    assert page.xpath("//path/@d")[0].count("M") == 2
    assert sparkline(points[:2]) == ""


def test_a_chart_of_a_paper_carries_its_colours_and_its_words() -> None:
    points = [Point("10/2026", 3), Point("11/2026", None), Point("12/2026", 5)]
    for drawn in (bar_svg(points, title="Buổi <họp>"), line_svg(points, title="Buổi <họp>")):
        page = etree.fromstring(drawn)
        name = "{http://www.w3.org/2000/svg}"
        assert page.find(f"{name}title").text == "Buổi <họp>"
        assert page.find(f"{name}desc").text.startswith("10/2026: 3; 11/2026: chưa có số liệu")
        assert "class=" not in drawn
        assert "style=" not in drawn


def test_a_value_at_the_axis_stands_above_its_point_not_on_the_words_of_the_axis() -> None:
    drawn = line_chart(
        [Point(f"quý {n}", value) for n, value in enumerate((0, 0, 0, 96))], title="Tỷ lệ"
    )
    heights = [float(y) for y in re.findall(r'class="value[^"]*" x="[\d.]+" y="([\d.]+)"', drawn)]
    assert len(heights) == 4
    assert max(heights) < HEIGHT - BOTTOM
