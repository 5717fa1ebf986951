"""The forms of the statistical sheets: rows, columns, checks, groups. Renumbered now and then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from chibo.core.i18n import _
from chibo.core.vietnamese import fold
from chibo.regulations.reading import OpenFile, Table
from chibo.regulations.statistics_checks import Check, read_checks
from chibo.regulations.values import Source

Shows = Literal["now", "before", "ratio", "share"]
SHOWS: dict[str, Shows] = {s: s for s in ("now", "before", "ratio", "share")}


@dataclass(frozen=True)
class Column:
    """A column of a sheet: this period, the same one a year before, or a share of others.

    `of`: for a ratio the two columns divided; for a share the column, and the row it is of.
    """

    code: str
    label: str
    over: tuple[str, ...]
    mark: str
    shows: Shows
    aspect: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A row of a sheet: counted from records, typed by the unit, a heading, or without a source."""

    code: str
    label: str
    level: int
    is_bold: bool
    is_heading: bool
    measure: str
    typed: str
    is_own: bool
    """A row the form lacks, for what the records cannot place."""
    words: tuple[str, ...] = ()
    cell_types: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The label without the dash that sets it below another."""
        return self.label.removeprefix("- ")

    @property
    def has_source(self) -> bool:
        """Whether anything could stand here."""
        return bool(self.measure or self.typed)


@dataclass(frozen=True)
class Sheet:
    """One sheet, as it is laid out."""

    code: str
    form: str
    title: str
    first: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    source: Source

    @property
    def told(self) -> str:
        """Its size."""
        told = {"rows": len(self.rows), "columns": len(self.columns)}
        return _("%(rows)d dòng, %(columns)d cột số liệu") % told

    def row(self, code: str) -> Row | None:
        """The row with this code."""
        return next((row for row in self.rows if row.code == code), None)

    def column(self, code: str) -> Column | None:
        """The column with this code."""
        return next((column for column in self.columns if column.code == code), None)


@dataclass(frozen=True)
class AgeBand:
    """Whole years from `first` to `last`, both included; no last one means and above."""

    code: str
    name: str
    first: int
    last: int | None


@dataclass(frozen=True)
class Era:
    """A time of admission, from its first day to the next one's."""

    code: str
    name: str
    starts_on: date | None


@dataclass(frozen=True)
class Part:
    """One people or one religion, and what else records call it."""

    name: str
    called: tuple[str, ...]

    @property
    def code(self) -> str:
        """How rows and measures name it."""
        return self.name


@dataclass(frozen=True)
class Ages:
    """The bands of age."""

    bands: tuple[AgeBand, ...]
    source: Source

    @property
    def told(self) -> str:
        """The bands by name."""
        return "; ".join(band.name for band in self.bands)


@dataclass(frozen=True)
class Eras:
    """The times of admission."""

    parts: tuple[Era, ...]
    source: Source

    @property
    def told(self) -> str:
        """The times by name."""
        return "; ".join(part.name for part in self.parts)


@dataclass(frozen=True)
class Division:
    """A list of peoples or religions, by which free text in records is told apart."""

    parts: tuple[Part, ...]
    other: str
    majority: str
    none: tuple[str, ...]
    source: Source

    @property
    def told(self) -> str:
        """How many there are."""
        return str(len(self.parts))

    def place(self, text: str) -> str:
        """The part a record's text names; "other" for one not listed, "none", "unknown" if blank.

        Case, accents and hyphens do not count.
        """
        key = _plain(text)
        if not key:
            return "unknown"
        if key in {_plain(word) for word in self.none}:
            return "none"
        names = {_plain(n): part.code for part in self.parts for n in (part.name, *part.called)}
        return names.get(key, "other")


@dataclass(frozen=True)
class StatPeriod:
    """A period sheets are made for: from January to the end of a month."""

    code: str
    name: str
    last_month: int
    source: Source


@dataclass(frozen=True)
class Foot:
    """Who signs, left and right."""

    left: str
    left_note: str
    right: str
    right_note: str
    source: Source

    @property
    def told(self) -> str:
        """Both."""
        return f"{self.left}; {self.right}"


@dataclass(frozen=True)
class StatisticsRules:
    """What one document says of the statistical sheets."""

    pack_id: str
    periods: tuple[StatPeriod, ...]
    sheets: tuple[Sheet, ...]
    checks: tuple[Check, ...]
    ages: Ages
    eras: Eras
    peoples: Division
    religions: Division
    foot: Foot

    def sheet(self, code: str) -> Sheet | None:
        """The sheet with this code."""
        return next((sheet for sheet in self.sheets if sheet.code == code), None)

    def period(self, code: str) -> StatPeriod | None:
        """The period with this code."""
        return next((period for period in self.periods if period.code == code), None)

    def typed(self, key: str) -> tuple[Sheet, Row] | None:
        """Where a typed number stands."""
        found = ((s, row) for s in self.sheets for row in s.rows if key and row.typed == key)
        return next(found, None)


def read_statistics_rules(pack_id: str, head: Table, open_file: OpenFile) -> StatisticsRules:
    """The rules out of a pack's files."""
    groups, laid_out = open_file("groups.toml"), open_file("sheets.toml")
    ages, eras = _ages(groups.table("ages")), _eras(groups.table("eras"))
    peoples = _division(groups.table("peoples"))
    religions = _division(groups.table("religions"))
    each = {
        "ages": [(band.code, band.name) for band in ages.bands],
        "eras": [(era.code, era.name) for era in eras.parts],
        "peoples": [(part.code, part.name) for part in peoples.parts],
        "religions": [(part.code, part.name) for part in religions.parts],
    }
    sheets = _sheets(laid_out, each)
    return StatisticsRules(
        pack_id=pack_id,
        periods=tuple(_period(row) for row in head.tables("period")),
        sheets=sheets,
        checks=read_checks(open_file("checks.toml"), _cells(sheets)),
        ages=ages,
        eras=eras,
        peoples=peoples,
        religions=religions,
        foot=_foot(head.table("foot")),
    )


def _period(row: Table) -> StatPeriod:
    month = row.whole("last_month")
    if not 1 <= month <= 12:
        row.fault(f"no such month: {month}")
    return StatPeriod(row.text("code"), row.text("name"), month, row.source())


def _foot(row: Table) -> Foot:
    left, left_note = row.text("left"), row.text("left_note")
    return Foot(left, left_note, row.text("right"), row.text("right_note"), row.source())


def _ages(table: Table) -> Ages:
    bands, next_age = [], None
    for row in table.tables("bands"):
        first = row.whole("first")
        if next_age is not None and first != next_age:
            row.fault("the bands must follow each other without a gap")
        last = row.whole("last") if row.has("last") else None
        bands.append(AgeBand(row.text("code"), row.text("name"), first, last))
        next_age = last + 1 if last is not None else None
    return Ages(tuple(bands), table.source())


def _eras(table: Table) -> Eras:
    parts = [
        Era(row.text("code"), row.text("name"), row.day("from") if row.has("from") else None)
        for row in table.tables("parts")
    ]
    days = [part.starts_on for part in parts[1:]]
    if None in days or days != sorted(days, key=lambda day: day or date.min):
        table.fault("every time but the first needs its first day, in order")
    return Eras(tuple(parts), table.source())


def _division(table: Table) -> Division:
    parts = tuple(Part(row.text("name"), row.texts("called", ())) for row in table.tables("parts"))
    names = [n for part in parts for n in {_plain(each) for each in (part.name, *part.called)}]
    if len(names) != len(set(names)):
        table.fault("two parts are called the same")
    return Division(
        parts=parts,
        other=table.text("other"),
        majority=table.text("majority", ""),
        none=table.texts("none", ()),
        source=table.source(),
    )


def _plain(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


Names = dict[str, list[tuple[str, str]]]


def _sheets(table: Table, each: Names) -> tuple[Sheet, ...]:
    default = table.table("default").source()
    sheets = tuple(_sheet(row, each, default) for row in table.tables("sheet"))
    _unlike(table, [sheet.code for sheet in sheets])
    return sheets


def _sheet(table: Table, each: Names, default: Source) -> Sheet:
    columns = tuple(_column(row) for row in table.tables("columns"))
    rows = tuple(row for told in table.tables("rows") for row in _rows(told, each))
    _unlike(table, [row.code for row in rows])
    _unlike(table, [column.code for column in columns])
    return Sheet(
        code=table.text("code"),
        form=table.text("form"),
        title=table.text("title"),
        first=table.text("first"),
        columns=columns,
        rows=rows,
        source=table.source(default),
    )


def _unlike(table: Table, codes: list[str]) -> None:
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        table.fault(f"{twice[0]!r} stands there twice")


def _column(row: Table) -> Column:
    shows = SHOWS.get(row.text("shows"))
    if shows is None:
        row.fault(f"a column cannot show {row.text('shows')!r}")
    return Column(
        code=row.text("code"),
        label=row.text("label"),
        over=row.texts("over", ()),
        mark=row.text("mark"),
        shows=shows,
        aspect=row.text("aspect", "all"),
        of=row.texts("of", ()),
    )


def _rows(row: Table, each: Names) -> list[Row]:
    """The row, or one for every part of the group it names."""
    group, code, label = row.text("each", ""), row.text("code"), row.text("label", "")
    level = row.whole("level") if row.has("level") else 0
    measure, typed = row.text("measure", ""), row.text("typed", "")
    flags = [row.flag(key, False) for key in ("bold", "heading", "own")]
    words, cell_types = row.texts("words", ()), row.texts("cell_types", ())
    if not group and not label:
        row.fault("missing key 'label'")
    if group and group not in each:
        row.fault(f"no such group: {group!r}")
    if sum((bool(measure), bool(typed), flags[1])) > 1:
        row.fault("a row is counted, typed or a heading, not two of these")
    make: Callable[[str, str, str], Row] = lambda code, label, measure: Row(  # noqa: E731
        code, label, level, flags[0], flags[1], measure, typed, flags[2], words, cell_types
    )
    if not group:
        return [make(code, label, measure)]
    dash = f"{label} " if label else ""
    return [make(f"{code}:{c}", f"{dash}{name}", f"{measure}:{c}") for c, name in each[group]]


def _cells(sheets: tuple[Sheet, ...]) -> frozenset[tuple[str, str, str]]:
    """Every place a number may stand."""
    return frozenset(
        (sheet.code, row.code, column.code)
        for sheet in sheets
        for row in sheet.rows
        for column in sheet.columns
    )
