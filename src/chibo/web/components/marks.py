"""The marks of a month: the shape says what happened, the colour and letters say the grade."""

from functools import lru_cache
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

MarkState = Literal["met", "short", "late", "missed", "waiting", "overdue", "none", "in_doubt"]
Grade = Literal["", "T", "K", "TB", "Y"]

STATE_WORDS = {
    "met": _("Đã họp"),
    "short": _("Họp ngắn"),
    "late": _("Báo cáo muộn"),
    "missed": _("Không họp"),
    "waiting": _("Chưa tới hạn"),
    "overdue": _("Quá hạn"),
    "none": _("Không có"),
    "in_doubt": _("Đang kiểm tra lại"),
}
GRADE_WORDS = {"T": _("Tốt"), "K": _("Khá"), "TB": _("Trung bình"), "Y": _("Kém")}
# A lone K would say both Khá and Kém, so the last grade is written out.
GRADE_LETTERS = {"T": "T", "K": "K", "TB": "TB", "Y": "Kém"}

_SHAPES = {
    "met": ('<circle class="solid" cx="12" cy="12" r="10"/>', 15.7),
    "late": ('<path class="solid" d="M3 3h18v11.5L14.5 21H3z"/>', 15.2),
    "short": ('<path class="solid" d="M1 19.5a11 14 0 0 1 22 0z"/>', 17.4),
}
_TICKS = {
    "met": '<path class="tick" d="m7.5 12.5 3 3 6-6.5"/>',
    "late": '<path class="tick" d="M11 7v5.5l3.5 2"/>',
    "short": '<path class="tick" d="M8.5 14.5h7"/>',
}
_BARE = {
    "missed": '<path class="stroke" stroke-linecap="round" d="M6 6l12 12M18 6 6 18"/>',
    "overdue": '<path class="solid" stroke-linejoin="round" d="M12 3 22 20.5H2z"/>'
    '<path class="tick" d="M12 9v5.5M12 17.6v.1"/>',
    "waiting": '<circle class="stroke" cx="12" cy="12" r="8.5" stroke-dasharray="3 3"/>',
    "none": '<path class="stroke" stroke-linecap="round" d="M9 12h6"/>',
    "in_doubt": '<path class="stroke" stroke-linecap="round" '
    'd="M8.5 9a3.5 3.5 0 1 1 5.2 3.1c-1.2.7-1.7 1.3-1.7 2.6M12 18.4v.2"/>',
}


def _letters(grade: str, baseline: float) -> str:
    letters = GRADE_LETTERS[grade]
    style = ' class="long"' if len(letters) > 2 else ""
    return f'<text{style} x="12" y="{baseline}">{letters}</text>'


@lru_cache
def mark_drawing(state: str, grade: str = "") -> str:
    """The picture of a mark; KeyError for a state or grade that is not in the set."""
    if state in _BARE:
        inside = _BARE[state]
    else:
        shape, baseline = _SHAPES[state]
        inside = shape + (_letters(grade, baseline) if grade else _TICKS[state])
    return f'<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">{inside}</svg>'


def outline(state: str) -> str:
    """The bare shape of a state, small beside a number."""
    shape = _SHAPES[state][0].replace(' class="solid"', "")
    return f'<svg viewBox="0 0 24 24">{shape}</svg>'


def mark_class(state: str, grade: str = "") -> str:
    """The classes that colour a mark."""
    return f"mark mark-{state} g-{grade}" if grade else f"mark mark-{state}"


def mark_words(state: str, grade: str = "") -> str:
    """What the mark says: "Đã họp, xếp loại Tốt"."""
    said = str(STATE_WORDS[state])
    if not grade or state in _BARE:
        return said
    return _("%(state)s, xếp loại %(grade)s") % {"state": said, "grade": GRADE_WORDS[grade]}


def mark(state: MarkState, grade: Grade = "") -> SafeString:
    """The mark with its words beside it; an ordinary meeting is named by its grade alone."""
    words = str(GRADE_WORDS[grade]) if state == "met" and grade else mark_words(state, grade)
    return SafeString(
        f'<span class="{mark_class(state, grade)}">{mark_drawing(state, grade)}'
        f"<span>{escape(words)}</span></span>"
    )


def legend() -> SafeString:
    """The key of all marks."""
    return _legend(get_language() or "vi")


@lru_cache(maxsize=8)
def _legend(language: str) -> SafeString:
    """`language` is the key of the memory; the words follow the active one."""
    graded = [("met", grade) for grade in GRADE_WORDS]
    shapes = [("met", ""), ("short", ""), ("late", ""), ("missed", "")]
    rest = [("overdue", ""), ("waiting", "")]
    items = "".join(
        f"<li>{mark(state, grade)}</li>"  # type: ignore[arg-type]
        for state, grade in graded + shapes + rest
    )
    return SafeString(f'<ul class="legend">{items}</ul>')
