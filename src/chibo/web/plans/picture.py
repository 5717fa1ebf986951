"""A plan's picture: superiors before on the left, after on the right, ribbons between."""

from collections.abc import Mapping, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.areas.plans.flows import Fate, Flow, Side, flow
from chibo.core.vietnamese import show_number

WIDTH, ROW, TOP = 360, 54, 22
LEFT_END, RIGHT_START = 150, 210
LETTERS = 23  # of a name that fit into a column


def picture(found: Sequence[Fate], names: Mapping[str, str]) -> SafeString | None:
    """The drawing of at most eight superiors a side with its table; None without any change."""
    drawn = flow(list(found))
    if not (drawn.before or drawn.after):
        return None
    height = TOP + ROW * max(len(drawn.before), len(drawn.after)) + 4
    parts = [_heads(), *_ribbons(drawn)]
    parts += [_side(side, at, names, 0, "start") for at, side in enumerate(drawn.before)]
    parts += [_side(side, at, names, RIGHT_START, "start") for at, side in enumerate(drawn.after)]
    title = escape(_("Đơn vị đi từ đâu sang đâu"))
    return SafeString(
        f'<figure class="flow"><svg viewBox="0 0 {WIDTH} {height}" role="img"'
        f' aria-label="{title}">{"".join(parts)}</svg>{_twin(drawn, names)}</figure>'
    )


def _heads() -> str:
    before, after = escape(_("Trước")), escape(_("Sau"))
    return (
        f'<text class="head" x="0" y="12">{before}</text>'
        f'<text class="head" x="{RIGHT_START}" y="12">{after}</text>'
    )


def _middle(at: int) -> int:
    return TOP + ROW * at + ROW // 2


def _ribbons(drawn: Flow) -> list[str]:
    left = {side.code: at for at, side in enumerate(drawn.before)}
    right = {side.code: at for at, side in enumerate(drawn.after)}
    most = max(drawn.moves.values(), default=1)
    return [
        _ribbon(_middle(left[one]), _middle(right[other]), 2 + 14 * units / most)
        for (one, other), units in drawn.moves.items()
        if one in left and other in right
    ]


def _ribbon(start: int, end: int, width: float) -> str:
    half = (LEFT_END + RIGHT_START) // 2
    way = f"M{LEFT_END} {start}C{half} {start} {half} {end} {RIGHT_START} {end}"
    return f'<path class="ribbon" stroke-width="{width:.1f}" d="{way}"/>'


def _side(side: Side, at: int, names: Mapping[str, str], x: int, anchor: str) -> str:
    top, name = TOP + ROW * at, _name(side, names)
    shown = name if len(name) <= LETTERS else name[: LETTERS - 1] + "…"
    return (
        f"<g><title>{escape(name)}: {escape(', '.join(_told(side, x > 0)))}</title>"
        f'<rect class="node" x="{x}" y="{top + 3}" width="150" height="{ROW - 6}"/>'
        f'<text x="{x + 7}" y="{top + 22}" text-anchor="{anchor}">{escape(shown)}</text>'
        f'<text class="marks" x="{x + 7}" y="{top + 40}">{escape(_marks(side, x > 0))}</text></g>'
    )


def _name(side: Side, names: Mapping[str, str]) -> str:
    if side.code:
        return names.get(side.code, side.code)
    return _("Nơi khác, hoặc cao nhất")


def _marks(side: Side, is_after: bool) -> str:
    """The numbers with a shape each: they are told in words in the table."""
    counts = (
        ("←" if is_after else "→", side.moved),
        ("✕", side.ended),
        ("+", side.founded),
        ("✎", side.changed),
    )
    return "  ".join(f"{mark} {show_number(count)}" for mark, count in counts if count)


def _told(side: Side, is_after: bool) -> list[str]:
    units = side.moved
    come = ngettext("%s đơn vị đến", "%s đơn vị đến", units)
    go = ngettext("%s đơn vị đi", "%s đơn vị đi", units)
    said = (
        (side.moved, come if is_after else go),
        (side.ended, ngettext("%s kết thúc", "%s kết thúc", side.ended)),
        (side.founded, ngettext("%s lập mới", "%s lập mới", side.founded)),
        (side.changed, ngettext("%s đổi tên hoặc loại", "%s đổi tên hoặc loại", side.changed)),
    )
    return [sentence % show_number(count) for count, sentence in said if count]


def _twin(drawn: Flow, names: Mapping[str, str]) -> str:
    rows = [(_("Trước"), side, False) for side in drawn.before]
    rows += [(_("Sau"), side, True) for side in drawn.after]
    body = "".join(
        f"<tr><td>{escape(when)}</td><th scope='row'>{escape(_name(side, names))}</th>"
        f"<td>{escape(', '.join(_told(side, is_after)))}</td></tr>"
        for when, side, is_after in rows
    )
    heads = "".join(f"<th scope='col'>{escape(h)}</th>" for h in (
        "", _("Cấp trên"), _("Thay đổi")))  # fmt: skip
    return (
        f'<details class="twin"><summary>{escape(_("Xem dạng bảng"))}</summary>'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></details>"
    )
