"""Small charts drawn on the server, each with its table underneath."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chibo.core.vietnamese import show_number

WIDTH, HEIGHT = 400, 170
LEFT, RIGHT, TOP, BOTTOM = 34, 6, 22, 26
PLOT = HEIGHT - TOP - BOTTOM
ROUND_TOPS = (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True)
class Point:
    """One value; `label` such as "11/2026", of which the part before "/" stands on the axis."""

    label: str
    value: Decimal | int | None
    href: str = ""


def bar_chart(points: Sequence[Point], *, title: str, unit: str = "") -> SafeString:
    """Bars from zero, the last one in red."""
    top = _round_top(points)
    drawn = [_bar(point, place, points, top, unit) for place, point in enumerate(points)]
    return _figure(points, "".join(drawn), top, title, unit)


def line_chart(
    points: Sequence[Point], *, title: str, unit: str = "", top: Decimal | int | None = None
) -> SafeString:
    """A line from zero to `top` (or a round number above the largest); gaps stay gaps."""
    scale = float(top) if top is not None else _round_top(points)
    dots = [_dot(point, place, points, scale, unit) for place, point in enumerate(points)]
    return _figure(points, _trend(points, scale) + "".join(dots), scale, title, unit)


def _round_top(points: Sequence[Point]) -> float:
    largest = max((float(p.value) for p in points if p.value is not None), default=0.0)
    step = 1.0
    while step * 10 < largest:
        step *= 10
    return next((step * n for n in ROUND_TOPS if step * n >= largest), largest)


def _x(place: int, count: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (place + 0.5) / count


def _y(value: Decimal | int | float, top: float) -> float:
    return TOP + PLOT * (1 - float(value) / (top or 1))


def _shown(value: Decimal | int | None, unit: str) -> str:
    return _("chưa có số liệu") if value is None else show_number(value) + unit


def _wrap(point: Point, inside: str, *, is_last: bool, unit: str) -> str:
    css = "point last" if is_last else "point"
    said = escape(f"{point.label}: {_shown(point.value, unit)}")
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
    x, y = _x(place, len(points)), max(_y(point.value, top) - 7, 11) + (22 if below else 0)
    return f'<text class="{css}" x="{x:.1f}" y="{y:.1f}">{show_number(point.value)}</text>'


def _bar(point: Point, place: int, points: Sequence[Point], top: float, unit: str) -> str:
    count = len(points)
    width = min(26.0, (WIDTH - LEFT - RIGHT) / count * 0.62)
    x, y = _x(place, count) - width / 2, _y(point.value or 0, top)
    inside = (
        f'<rect class="bar" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
        f'height="{HEIGHT - BOTTOM - y:.1f}"/>' + _value(point, place, points, top)
    )
    return _wrap(point, inside, is_last=place == count - 1, unit=unit)


def _dot(point: Point, place: int, points: Sequence[Point], top: float, unit: str) -> str:
    if point.value is None:
        return ""
    x, y = _x(place, len(points)), _y(point.value, top)
    inside = f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'
    inside += _value(point, place, points, top, below=_is_valley(place, points))
    return _wrap(point, inside, is_last=place == len(points) - 1, unit=unit)


def _trend(points: Sequence[Point], top: float) -> str:
    path, pen = "", "M"
    for place, point in enumerate(points):
        if point.value is None:
            pen = "M"
            continue
        path += f"{pen}{_x(place, len(points)):.1f} {_y(point.value, top):.1f}"
        pen = "L"
    return f'<path class="trend" d="{path}"/>'


def _axes(points: Sequence[Point], top: float) -> str:
    lines = []
    for share in (0.0, 0.5, 1.0):
        value, y = top * share, _y(top * share, top)
        css = "axis" if share == 0 else "guide"
        text = show_number(int(value) if value == int(value) else round(value, 1))
        lines.append(
            f'<line class="{css}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="side" x="{LEFT - 6}" y="{y + 4:.1f}">{text}</text>'
        )
    for place, point in enumerate(points):
        short = escape(point.label.split("/")[0])
        lines.append(f'<text x="{_x(place, len(points)):.1f}" y="{HEIGHT - 8}">{short}</text>')
    return f'<g aria-hidden="true">{"".join(lines)}</g>'


def _figure(points: Sequence[Point], drawn: str, top: float, title: str, unit: str) -> SafeString:
    name = escape(title)
    # With links inside, the picture is a group of them; without, it is one picture.
    role = "group" if any(point.href for point in points) else "img"
    return SafeString(
        f'<figure class="chart"><figcaption>{name}</figcaption>'
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="{role}" aria-label="{name}">'
        f"{_axes(points, top)}{drawn}</svg>{_table(points, title, unit)}</figure>"
    )


def _table(points: Sequence[Point], title: str, unit: str) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(p.label)}</th>'
        f'<td class="num">{escape(_shown(p.value, unit))}</td></tr>'
        for p in points
    )
    return (
        f'<details class="twin"><summary>{escape(_("Bảng số của hình này"))}</summary>'
        f'<table><caption class="vh">{escape(title)}</caption><tbody>{rows}</tbody></table>'
        "</details>"
    )
