"""Small charts drawn on the server, each with its table underneath."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chibo.areas.documents.plots import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    WIDTH,
    Point,
    axis_words,
    bar_width,
    round_top,
    trend_path,
    value_words,
    x_of,
    y_of,
)
from chibo.areas.documents.plots import said as chart_words
from chibo.core.vietnamese import show_number

__all__ = ["Point", "bar_chart", "line_chart", "sparkline"]
SPARK_WIDTH, SPARK_HEIGHT = 96, 24
ROOM_BELOW = 22
"""Nearer to the axis a value would stand on the words below it."""


def bar_chart(points: Sequence[Point], *, title: str, unit: str = "") -> SafeString:
    """Bars from zero, the last one in red."""
    top = round_top(points)
    drawn = [_bar(point, place, points, top, unit) for place, point in enumerate(points)]
    return _figure(points, "".join(drawn), top, title, unit)


def line_chart(
    points: Sequence[Point], *, title: str, unit: str = "", top: Decimal | int | None = None
) -> SafeString:
    """A line from zero to `top` (or a round number above the largest); gaps stay gaps."""
    scale = float(top) if top is not None else round_top(points)
    dots = [_dot(point, place, points, scale, unit) for place, point in enumerate(points)]
    return _figure(points, _trend(points, scale) + "".join(dots), scale, title, unit)


def sparkline(points: Sequence[Point], *, unit: str = "") -> SafeString:
    """A line as small as a word, between its own lowest and highest value; says its values."""
    known = [float(point.value) for point in points if point.value is not None]
    if len(known) < 2:
        return SafeString()
    low, high = min(known), max(known)
    path, pen, place_of_last = "", "M", (0.0, 0.0)
    for place, point in enumerate(points):
        if point.value is None:
            pen = "M"
            continue
        x = 3 + (SPARK_WIDTH - 6) * place / max(len(points) - 1, 1)
        y = SPARK_HEIGHT / 2
        if high > low:
            y = 3 + (SPARK_HEIGHT - 6) * (high - float(point.value)) / (high - low)
        path, pen, place_of_last = f"{path}{pen}{x:.1f} {y:.1f}", "L", (x, y)
    x, y = place_of_last
    return SafeString(
        f'<svg class="spark" viewBox="0 0 {SPARK_WIDTH} {SPARK_HEIGHT}" role="img" '
        f'aria-label="{escape(chart_words(points, unit))}"><path d="{path}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/></svg>'
    )


def _wrap(point: Point, inside: str, *, is_last: bool, unit: str) -> str:
    css = "point last" if is_last else "point"
    said = escape(f"{point.label}: {value_words(point.value, unit)}")
    if not point.href:
        return f'<g class="{css}">{inside}</g>'
    return f'<a class="{css}" href="{escape(point.href)}" aria-label="{said}">{inside}</a>'


def _is_valley(place: int, points: Sequence[Point]) -> bool:
    beside = [p.value for p in points[max(place - 1, 0) : place + 2] if p.value is not None]
    value = points[place].value
    return value is not None and len(beside) == 3 and all(value <= other for other in beside)


def _value(
    point: Point, place: int, points: Sequence[Point], top: float, *, below: bool = False
) -> str:
    """Written over the mark, or `below`; only the highest, lowest and last on a phone."""
    if point.value is None:
        return ""
    known = [p.value for p in points if p.value is not None]
    is_key = place == len(points) - 1 or point.value in (max(known), min(known))
    css = "value" if is_key else "value minor"
    x, y = x_of(place, len(points)), max(y_of(point.value, top) - 7, 11) + (22 if below else 0)
    return f'<text class="{css}" x="{x:.1f}" y="{y:.1f}">{show_number(point.value)}</text>'


def _bar(point: Point, place: int, points: Sequence[Point], top: float, unit: str) -> str:
    count = len(points)
    width = bar_width(count)
    x, y = x_of(place, count) - width / 2, y_of(point.value or 0, top)
    inside = (
        f'<rect class="bar" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
        f'height="{HEIGHT - BOTTOM - y:.1f}"/>' + _value(point, place, points, top)
    )
    return _wrap(point, inside, is_last=place == count - 1, unit=unit)


def _dot(point: Point, place: int, points: Sequence[Point], top: float, unit: str) -> str:
    if point.value is None:
        return ""
    x, y = x_of(place, len(points)), y_of(point.value, top)
    inside = f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'
    below = _is_valley(place, points) and y < HEIGHT - BOTTOM - ROOM_BELOW
    inside += _value(point, place, points, top, below=below)
    return _wrap(point, inside, is_last=place == len(points) - 1, unit=unit)


def _trend(points: Sequence[Point], top: float) -> str:
    return f'<path class="trend" d="{trend_path(points, top)}"/>'


def _axes(points: Sequence[Point], top: float) -> str:
    lines = []
    for share in (0.0, 0.5, 1.0):
        value, y = top * share, y_of(top * share, top)
        css = "axis" if share == 0 else "guide"
        text = show_number(int(value) if value == int(value) else round(value, 1))
        lines.append(
            f'<line class="{css}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="side" x="{LEFT - 6}" y="{y + 4:.1f}">{text}</text>'
        )
    for place, words in enumerate(axis_words(points)):
        x = f"{x_of(place, len(points)):.1f}"
        lines.append(f'<text x="{x}" y="{HEIGHT - 8}">{escape(words)}</text>')
    return f'<g aria-hidden="true">{"".join(lines)}</g>'


def _figure(points: Sequence[Point], drawn: str, top: float, title: str, unit: str) -> SafeString:
    name = escape(title)
    # With links inside, the picture is a group of them; without, it is one picture.
    role = "group" if any(point.href for point in points) else "img"
    return SafeString(
        f'<figure class="chart"><figcaption>{name}</figcaption>'
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="{role}" aria-label="{name}">'
        f"<title>{name}</title><desc>{escape(chart_words(points, unit))}</desc>"
        f"{_axes(points, top)}{drawn}</svg>{_table(points, title, unit)}</figure>"
    )


def _table(points: Sequence[Point], title: str, unit: str) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(p.label)}</th>'
        f'<td class="num">{escape(value_words(p.value, unit))}</td></tr>'
        for p in points
    )
    return (
        f'<details class="twin"><summary>{escape(_("Bảng số của hình này"))}</summary>'
        f'<table><caption class="vh">{escape(title)}</caption><tbody>{rows}</tbody></table>'
        "</details>"
    )
