"""Figures bound into sentences: "{Học viên: hơn 1.000}" says so only while it is true. Pure.

A placeholder is the name of a figure in braces; behind a colon, apart by commas: a period of the
summation ("năm 2025"), "bình quân mỗi năm", "phân số" (14/14), or words that compare with a number
("hơn 1.000", "trên 99%", "gần 700", "dưới 10", "từ 90 trở lên"). Without a period the whole time is
meant. Where the words do not hold the figure itself is printed, and the words are told as untrue.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from chibo.areas.periodic.rules import LineFigure
from chibo.areas.summations.frame import near_percent
from chibo.areas.summations.spans import ALL, MEAN
from chibo.core.i18n import _
from chibo.core.vietnamese import rounded, show_number, show_percent, show_points, spelling_key

MEAN_WORDS, SHARE_WORDS = "bình quân mỗi năm", "phân số"
_PLACE = re.compile(r"\{([^{}]*)\}")
_BOUND = re.compile(r"(?i)(hơn|trên|gần|dưới|từ)\s+([\d.,]+)\s*(%?)(\s+trở lên)?")


@dataclass(frozen=True)
class Named:
    """A figure that may be bound: what it is called and counted in."""

    code: str
    name: str
    unit: str
    is_mean: bool = False
    has_mean: bool = False
    """Whether a mean of a year makes sense: only what adds up over years."""


@dataclass(frozen=True)
class Book:
    """All a text may name: figures by "code@period", their names, the periods' labels by key."""

    figures: Mapping[str, LineFigure]
    named: Mapping[str, Named]
    periods: Mapping[str, str]

    def by_name(self, name: str) -> Named | None:
        """A figure by its name, however it is spelt, or by its code."""
        key = spelling_key(name)
        found = (each for each in self.named.values() if spelling_key(each.name) == key)
        return self.named.get(name.strip()) or next(found, None)


@dataclass(frozen=True)
class Piece:
    """A stretch of text; with `code` it tells a figure of `period`. `fault`: why it may not."""

    text: str
    code: str = ""
    period: str = ""
    fault: str = ""
    known: bool = True
    """False where nothing can be told: no such figure, period or wording."""


@dataclass
class _Asked:
    period: str = ALL
    share: bool = False
    bound: str = ""
    unknown: list[str] = field(default_factory=list)


def resolve(text: str, book: Book) -> list[Piece]:
    """The text in pieces, every placeholder told."""
    pieces, at = [], 0
    for found in _PLACE.finditer(text):
        if found.start() > at:
            pieces.append(Piece(text[at : found.start()]))
        pieces.append(_told(found[1], book))
        at = found.end()
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces


def plain(pieces: Sequence[Piece]) -> str:
    """The text as a paper prints it."""
    return "".join(piece.text for piece in pieces)


def faults(pieces: Sequence[Piece]) -> list[str]:
    """What is untrue or unknown in it, a sentence each."""
    return [piece.fault for piece in pieces if piece.fault]


def unknown(text: str, book: Book) -> list[str]:
    """The placeholders that name nothing, to be told where they were typed."""
    return [piece.fault for piece in resolve(text, book) if not piece.known]


def _told(inside: str, book: Book) -> Piece:
    name, _colon, rest = inside.partition(":")
    named = book.by_name(name)
    if named is None:
        told = _("“{%s}” không phải số liệu của báo cáo này. Hãy chọn tên trong danh sách.")
        return Piece(f"{{{inside}}}", fault=told % inside, known=False)
    asked = _asked(rest, book)
    figure = book.figures.get(f"{named.code}@{asked.period}")
    if asked.unknown or figure is None:
        wrong = "; ".join(asked.unknown) or rest.strip() or name
        told = _("“%(part)s” không ghép được với “%(name)s”. Hãy chọn trong danh sách.")
        fault = told % {"part": wrong, "name": named.name}
        return Piece(f"{{{inside}}}", named.code, asked.period, fault, known=False)
    return _piece(named, asked, figure)


def _asked(rest: str, book: Book) -> _Asked:
    asked = _Asked()
    for part in (each.strip() for each in re.split(r",\s+", rest) if each.strip()):
        if part.lower() == MEAN_WORDS:
            asked.period = MEAN
        elif part.lower() == SHARE_WORDS:
            asked.share = True
        elif _BOUND.fullmatch(part):
            asked.bound = part
        elif key := _period(part, book):
            asked.period = key
        else:
            asked.unknown.append(part)
    return asked


def _period(part: str, book: Book) -> str:
    said = part.lower().removeprefix("năm ").strip()
    for key, label in book.periods.items():
        if said in (key.lower(), label.lower(), label.lower().removeprefix("năm ")):
            return key
    return ""


def _piece(named: Named, asked: _Asked, figure: LineFigure) -> Piece:
    number = figure.value.number
    shown = tell(named, figure)
    if number is None:
        return Piece(shown, named.code, asked.period)
    if asked.bound:
        holds = _holds(asked.bound, number)
        if holds:
            return Piece(asked.bound, named.code, asked.period)
        told = _("“%(words)s” không đúng: %(name)s là %(number)s.")
        said = {"words": asked.bound, "name": named.name, "number": shown}
        return Piece(shown, named.code, asked.period, told % said)
    if asked.share and figure.numerator is not None and figure.denominator is not None:
        shown = f"{show_points(figure.numerator)}/{show_points(figure.denominator)}"
    return Piece(shown, named.code, asked.period)


def tell(named: Named, figure: LineFigure) -> str:
    """A figure as papers print it: without its unit but with the sign of a share."""
    number = figure.value.number
    if number is None:
        return _("không áp dụng") if figure.value.state == "na" else _("chưa có số liệu")
    if named.unit == "%":
        return show_percent(rounded(number, 1))
    whole = number == number.to_integral_value() and not named.is_mean
    return show_number(int(number)) if whole else show_points(number)


def _holds(words: str, number: Decimal) -> bool:
    """Whether the figure is what the words say of it."""
    found = _BOUND.fullmatch(words)
    bound = _number(found[2]) if found else None
    if found is None or bound is None:
        return False
    said = found[1].lower()
    if said == "từ":
        return number >= bound
    if said == "gần":
        return _is_near(number, bound)
    return number < bound if said == "dưới" else number > bound


def _is_near(number: Decimal, bound: Decimal) -> bool:
    """Below by at most half a round step, and by no more than some per cent."""
    short = bound - number
    return 0 < short <= min(_round_step(bound) / 2, bound * near_percent() / 100)


def _round_step(bound: Decimal) -> Decimal:
    if bound <= 0:
        return Decimal(0)
    digits = bound.normalize()
    step = Decimal(1).scaleb(int(digits.as_tuple().exponent))
    return step / 10 if digits == step else step


def _number(text: str) -> Decimal | None:
    """A number as people write it: "1.000", "99,2"."""
    try:
        return Decimal(text.rstrip(".,").replace(".", "").replace(",", "."))
    except InvalidOperation:
        return None
