"""Where the marks of a chart stand, and charts drawn whole for papers; pure.

A page draws its charts with classes and a table underneath (web/components/charts); what stands in
a paper or a file has every colour written on its marks, so that it looks the same everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

from chibo.core.i18n import _
from chibo.core.vietnamese import show_number

WIDTH, HEIGHT = 400, 170
LEFT, RIGHT, TOP, BOTTOM = 34, 6, 22, 26
PLOT = HEIGHT - TOP - BOTTOM
ROUND_TOPS = (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10)
ROOMY = 8
"""Up to so many points a word with its year finds room beside another one."""
INK, GREY, PAPER = "#1a1a1a", "#767676", "#ffffff"


@dataclass(frozen=True)
class Point:
    """One value; `label` such as "11/2026", of which the part before "/" stands on the axis,
    with the year where another one begins."""

    label: str
    value: Decimal | int | None
    href: str = ""


def axis_words(points: Sequence[Point]) -> list[str]:
    """What stands below each point: "11", "12", "1/26", "2"; without years as it is.

    Of many points two years side by side would touch on a phone: then the first goes without.
    """
    told = [point.label.partition("/") for point in points]
    years = [year for _short, _slash, year in told]
    words = []
    for place, (short, _slash, year) in enumerate(told):
        begins = bool(year) and (place == 0 or years[place - 1] != year)
        next_begins = place + 1 < len(told) and years[place + 1] != year
        crowded = next_begins and len(told) > ROOMY
        words.append(f"{short}/{year[-2:]}" if begins and not crowded else short)
    return words


def round_top(points: Sequence[Point]) -> float:
    """A round number at or above the largest value."""
    largest = max((float(p.value) for p in points if p.value is not None), default=0.0)
    step = 1.0
    while step * 10 < largest:
        step *= 10
    return next((step * n for n in ROUND_TOPS if step * n >= largest), largest)


def x_of(place: int, count: int) -> float:
    """The middle of a place among `count`."""
    return LEFT + (WIDTH - LEFT - RIGHT) * (place + 0.5) / count


def y_of(value: Decimal | int | float, top: float) -> float:
    """The height of a value on a scale from 0 to `top`."""
    return TOP + PLOT * (1 - float(value) / (top or 1))


def bar_width(count: int) -> float:
    """How wide a bar may be."""
    return min(26.0, (WIDTH - LEFT - RIGHT) / count * 0.62)


def trend_path(points: Sequence[Point], top: float) -> str:
    """The line through the values; a gap stays a gap."""
    path, pen = "", "M"
    for place, point in enumerate(points):
        if point.value is None:
            pen = "M"
            continue
        path += f"{pen}{x_of(place, len(points)):.1f} {y_of(point.value, top):.1f}"
        pen = "L"
    return path


def said(points: Sequence[Point], unit: str) -> str:
    """The chart in words, for who does not see it."""
    return "; ".join(f"{point.label}: {value_words(point.value, unit)}" for point in points)


def value_words(value: Decimal | int | None, unit: str) -> str:
    """A value with its unit; nothing counted is said so."""
    return _("chưa có số liệu") if value is None else show_number(value) + unit


def bar_svg(points: Sequence[Point], *, title: str, unit: str = "") -> str:
    """Bars from zero as one SVG document, black on white."""
    top, count = round_top(points), len(points)
    drawn = []
    for place, point in enumerate(points):
        if point.value is not None:
            width, y = bar_width(count), y_of(point.value, top)
            x, height = x_of(place, count) - width / 2, HEIGHT - BOTTOM - y
            drawn.append(
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
                f' fill="{INK}"/>' + _text(x_of(place, count), y - 5, show_number(point.value))
            )
    return _document(points, "".join(drawn), top, title, unit)


def line_svg(
    points: Sequence[Point], *, title: str, unit: str = "", top: Decimal | int | None = None
) -> str:
    """A line from zero as one SVG document, black on white; gaps stay gaps."""
    scale, count = float(top) if top is not None else round_top(points), len(points)
    drawn = [f'<path d="{trend_path(points, scale)}" fill="none" stroke="{INK}" stroke-width="2"/>']
    for place, point in enumerate(points):
        if point.value is not None:
            x, y = x_of(place, count), y_of(point.value, scale)
            drawn.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{INK}" stroke="{PAPER}"/>'
                + _text(x, max(y - 7, 10), show_number(point.value))
            )
    return _document(points, "".join(drawn), scale, title, unit)


def _document(points: Sequence[Point], drawn: str, top: float, title: str, unit: str) -> str:
    lines = []
    for share in (0.0, 0.5, 1.0):
        y, value = y_of(top * share, top), top * share
        told = show_number(int(value) if value == int(value) else round(value, 1))
        lines.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"'
            f' stroke="{GREY}" stroke-width="{1 if share == 0 else 0.4}"/>'
            + _text(LEFT - 6, y + 3, told, anchor="end")
        )
    for place, words in enumerate(axis_words(points)):
        lines.append(_text(x_of(place, len(points)), HEIGHT - 8, words))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' height="{HEIGHT}" role="img" font-family="Times New Roman, serif" font-size="9">'
        f"<title>{escape(title)}</title><desc>{escape(said(points, unit))}</desc>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>{"".join(lines)}{drawn}</svg>'
    )


def _text(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{INK}">{escape(text)}</text>'
    )
