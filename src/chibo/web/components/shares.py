"""A month of a branch: the share that met, grades, late reports, short meetings.

Shapes say what, numbers how many; grades stand as steps of falling height beside their colours.
"""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple, Protocol

from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from chibo.core.vietnamese import percent, show_percent
from chibo.web.components.marks import GRADE_WORDS, STATE_WORDS, outline

COUNTED = ("late", "short")
"""What a month says in numbers beside its share."""


class ShareMark(NamedTuple):
    """How many of the cells below did what the month asks; `missed` failed for good.

    `late` reports, `short` meetings, `grades` in the order of GRADE_WORDS.
    """

    met: int
    cells: int
    missed: int = 0
    in_doubt: bool = False
    late: int = 0
    short: int = 0
    grades: tuple[int, ...] = (0, 0, 0, 0)


class Share(Protocol):
    """Anything that says as much as a ShareMark."""

    @property
    def met(self) -> int: ...

    @property
    def cells(self) -> int: ...

    @property
    def missed(self) -> int: ...

    @property
    def in_doubt(self) -> bool: ...

    @property
    def late(self) -> int: ...

    @property
    def short(self) -> int: ...

    @property
    def grades(self) -> tuple[int, ...]: ...


def share_drawing(mark: Share, label: str, language: str) -> str:
    """Name and content of a link; `label` is the month."""
    numbers = (mark.met, mark.cells, mark.missed, mark.late, mark.short, mark.grades)
    return _drawn(*numbers, label, language)


@lru_cache(maxsize=16384)
def _drawn(
    met: int,
    cells: int,
    missed: int,
    late: int,
    short: int,
    grades: tuple[int, ...],
    label: str,
    language: str,
) -> str:
    """The words follow the active `language`, part of the memory's key."""
    # Rounded down: 119 of 120 must not read as everybody.
    shown = 100 * met // cells
    done, lost = 100 * met / cells, 100 * missed / cells
    red = f'<rect x="{_of(done)}" width="{_of(lost)}"/>' if missed else ""
    words = [_share_words(met, cells, missed, label), *_also(late, short, grades)]
    return (
        f' aria-label="{escape("; ".join(words))}">{shown}%'
        f'<svg><rect width="{_of(done)}"/>{red}</svg>{_steps(grades, cells)}'
        f"{_counted('late', late)}{_counted('short', short)}"
    )


def share_symbols() -> str:
    """The shapes that stand before counts, drawn once for all of a picture that point at them."""
    drawn = (outline(state).replace("<svg", f'<symbol id="m-{state}"') for state in COUNTED)
    return f'<svg class="vh">{"".join(drawn).replace("</svg>", "</symbol>")}</svg>'


def _counted(state: str, number: int) -> str:
    return f'<small><svg><use href="#m-{state}"/></svg>{number}</small>' if number else ""


def _of(share: float) -> str:
    """A length in a picture some thirty pixels wide: whole percents, a picture has thousands."""
    return f"{share:.0f}%"


def _steps(grades: Sequence[int], cells: int) -> str:
    """Out of all cells; what has no official grade stays empty."""
    if not any(grades):
        return ""
    whole, before, drawn = max(cells, sum(grades)), 0, ""
    for letter, number in zip(GRADE_WORDS, grades, strict=True):
        if number:
            at, wide = 100 * before / whole, 100 * number / whole
            begins = f' x="{_of(at)}"' if before else ""
            drawn += f'<rect class="s-{letter}"{begins} width="{_of(wide)}"/>'
        before += number
    return f'<svg class="steps-of">{drawn}</svg>'


def _share_words(met: int, cells: int, missed: int, label: str) -> str:
    said = _("%(month)s: %(met)d trên %(cells)d, %(share)s") % {
        "month": label,
        "met": met,
        "cells": cells,
        "share": show_percent(percent(met, cells)),
    }
    if missed:
        said += _("; %(missed)d không đạt") % {"missed": missed}
    return said


def _also(late: int, short: int, grades: Sequence[int]) -> list[str]:
    said = []
    if late:
        told = ngettext("%(n)d chi bộ nộp báo cáo muộn", "%(n)d chi bộ nộp báo cáo muộn", late)
        said.append(told % {"n": late})
    if short:
        told = ngettext("%(n)d buổi họp ngắn", "%(n)d buổi họp ngắn", short)
        said.append(told % {"n": short})
    named = zip(GRADE_WORDS.values(), grades, strict=True)
    graded = ", ".join(f"{number} {name}" for name, number in named if number)
    return [*said, _("xếp loại: %s") % graded] if graded else said


def share_legend() -> SafeString:
    """The key of what stands in a picture of shares."""
    return _legend(get_language() or "vi")


@lru_cache(maxsize=8)
def _legend(language: str) -> SafeString:
    """`language` is the key of the memory; the words follow the active one."""
    bars = [
        ('<svg><rect width="100%"/></svg>', _("Phần chi bộ đã họp")),
        ('<svg><rect width="0%"/><rect width="100%"/></svg>', _("Không họp")),
        *(
            (f'<svg class="steps-of"><rect class="s-{letter}" width="100%"/></svg>', name)
            for letter, name in GRADE_WORDS.items()
        ),
    ]
    counts = [
        (outline("late"), _("%s: số chi bộ") % STATE_WORDS["late"]),
        (outline("short"), _("%s: số buổi") % STATE_WORDS["short"]),
    ]
    items = [f"<li>{drawn}<span>{escape(str(words))}</span></li>" for drawn, words in bars]
    items += [f"<li><small>{drawn}</small>{escape(words)}</li>" for drawn, words in counts]
    return SafeString(f'<ul class="legend shares">{"".join(items)}</ul>')
