"""A summation as it is seen: its texts told, its table, what is untrue, what moved since."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from chibo.areas.indicators.periods import Period
from chibo.areas.periodic.rules import Change, LineFigure, changes, from_data
from chibo.areas.summations import wording
from chibo.areas.summations.books import CARRIED, Lines, book_of, issued_on, periods_of
from chibo.areas.summations.frame import DONE, RATE, TOTAL, Section, sections
from chibo.areas.summations.models import Summation, SummationVersion
from chibo.areas.summations.permissions import VIEW
from chibo.areas.summations.queries.numbers import read_numbers
from chibo.areas.summations.spans import ALL, MEAN
from chibo.areas.summations.wording import Book, Named, Piece
from chibo.core.actor import Actor
from chibo.core.i18n import _


@dataclass(frozen=True)
class SeenText:
    """A section with its text as typed and as it reads."""

    section: Section
    typed: str
    pieces: tuple[Piece, ...]

    @property
    def said(self) -> str:
        """The text as a paper prints it."""
        return wording.plain(self.pieces)


@dataclass(frozen=True)
class Row:
    """A figure of the table: one cell a period, the whole time, the mean of a year."""

    named: Named
    cells: tuple[LineFigure, ...]
    whole: LineFigure
    mean: LineFigure | None


@dataclass(frozen=True)
class CarriedRow:
    """How many of those asked below a unit have done it."""

    unit_id: int
    name: str
    done: int
    total: int


@dataclass(frozen=True)
class Seen:
    """All of a summation for its page and its paper."""

    summation: Summation
    periods: Sequence[Period]
    book: Book
    texts: tuple[SeenText, ...]
    rows: tuple[Row, ...]
    carried: tuple[CarriedRow, ...]
    versions: Sequence[SummationVersion]
    moved: tuple[Change, ...] = ()
    fresh: Lines = field(default_factory=dict)
    """What the records say now of the day it was issued on."""

    @property
    def faults(self) -> list[str]:
        """What is untrue or unknown in the texts, a sentence each."""
        return [fault for text in self.texts for fault in wording.faults(text.pieces)]

    @property
    def empty(self) -> list[str]:
        """The sections nobody wrote yet."""
        return [_(text.section.title) for text in self.texts if not text.typed.strip()]

    @property
    def used(self) -> dict[str, LineFigure]:
        """The figures it tells: of the table, of the texts, of the paper itself."""
        bound = {piece.code for text in self.texts for piece in text.pieces if piece.code}
        codes = {*self.summation.indicators, *bound, *CARRIED}
        lines = self.book.figures.items()
        return {key: each for key, each in lines if key.partition("@")[0] in codes}

    @property
    def carried_in_all(self) -> LineFigure | None:
        """The share of those asked that have done it; None for a paper of no register."""
        return self.book.figures.get(f"{RATE}@{ALL}")


def see(actor: Actor, summation: Summation, today: date) -> Seen:
    """The summation as it was issued, or as the records give it while it is being written.

    What was issued is compared with the records of the day it was issued on, so that only
    corrections count as moved. As many reports as `read_numbers` makes. Raises NotAllowed.
    """
    if not summation.is_issued:
        return as_it_stands(actor, summation, today)
    kept = as_it_stands(actor, summation, today)
    fresh = read_numbers(actor, summation, issued_on(summation)).lines
    found = changes(_of_records(from_data(summation.figures)), fresh)
    told = tuple(each for each in found if each.before != each.after or each.after.number)
    return replace(kept, moved=told, fresh=fresh)


def as_it_stands(actor: Actor, summation: Summation, today: date) -> Seen:
    """The same without looking whether the records moved since: what a paper needs."""
    actor.require(VIEW, summation.unit)
    if summation.is_issued:
        periods = periods_of(summation, issued_on(summation))
        return _seen(summation, periods, from_data(summation.figures))
    drawn = read_numbers(actor, summation, today)
    return _seen(summation, drawn.periods, drawn.lines)


def _of_records(lines: Lines) -> Lines:
    """Without how far the paper is carried out: that goes on, and is no correction."""
    return {key: each for key, each in lines.items() if key.partition("@")[0] not in CARRIED}


def _seen(summation: Summation, periods: Sequence[Period], lines: Lines) -> Seen:
    book = book_of(lines, periods)
    return Seen(
        summation=summation,
        periods=periods,
        book=book,
        texts=tuple(_text(each, summation, book) for each in sections()),
        rows=tuple(_row(code, periods, book) for code in summation.indicators if _has(code, book)),
        carried=_carried(lines),
        versions=list(summation.versions.all()),
    )


def _text(section: Section, summation: Summation, book: Book) -> SeenText:
    typed = str(summation.texts.get(section.code, ""))
    return SeenText(section, typed, tuple(wording.resolve(typed, book)))


def _has(code: str, book: Book) -> bool:
    return f"{code}@{ALL}" in book.figures


def _row(code: str, periods: Sequence[Period], book: Book) -> Row:
    cells = tuple(book.figures[f"{code}@{each}"] for each in periods)
    mean = book.figures.get(f"{code}@{MEAN}")
    return Row(book.named[code], cells, book.figures[f"{code}@{ALL}"], mean)


def _carried(lines: Lines) -> tuple[CarriedRow, ...]:
    done, total = (lines.get(f"{code}@{ALL}") for code in (DONE, TOTAL))
    if done is None or total is None:
        return ()
    finished = {share.unit_id: share.value.number for share in done.shares}
    return tuple(
        CarriedRow(
            share.unit_id,
            share.unit,
            int(finished[share.unit_id] or 0),
            int(share.value.number or 0),
        )
        for share in total.shares
    )
