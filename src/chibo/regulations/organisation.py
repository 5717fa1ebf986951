"""Rules on the organisation: kinds of unit, thresholds, who counts in a vote."""

from dataclasses import dataclass

from chibo.core.i18n import _
from chibo.core.vietnamese import fold
from chibo.regulations.reading import OpenFile, Table
from chibo.regulations.terms import TermRules, read_term_rules
from chibo.regulations.values import Source, Sourced

EXCLUSIONS = frozenset({"away", "exempt_absent", "suspended", "absent_excused"})
"""Whom a regulation may leave out of the number of votes."""


@dataclass(frozen=True)
class UnitKind:
    """A kind of unit, as in the column `Loại` of the sheet `Tổ chức`."""

    code: str
    name: str
    aliases: tuple[str, ...]
    rank: int
    is_cell: bool
    is_grassroots: bool
    is_root_allowed: bool
    parents: frozenset[str]
    paper_code: str
    """The issuer's letters in a paper's number; empty for what issues no papers."""
    organ: str
    """The body that leads it and issues its papers."""
    has_seal: bool
    source: Source

    @property
    def told(self) -> str:
        """What leads it and what it issues papers as."""
        organ = _("cơ quan lãnh đạo: %s") % self.organ
        letters = _("ký hiệu văn bản: %s") % self.paper_code if self.paper_code else ""
        grassroots = _("tổ chức cơ sở đảng") if self.is_grassroots else ""
        seal = _("có con dấu") if self.has_seal else _("không có con dấu")
        return "; ".join(part for part in (grassroots, organ, letters, seal) if part)

    def may_stand_under(self, parent: str | None) -> bool:
        """Whether a unit of this kind may stand under one of kind `parent` (None: be the root)."""
        return self.is_root_allowed if parent is None else parent in self.parents

    def is_called(self, text: str) -> bool:
        """Whether `text` is its name or an alias, without regard to case and accents."""
        return fold(text) in {fold(name) for name in (self.name, *self.aliases)}


@dataclass(frozen=True)
class CellType:
    """`Loại hình` of a cell."""

    code: str
    name: str
    source: Source
    told = ""


@dataclass(frozen=True)
class Exclusion:
    """Members who are not counted in the base of a vote."""

    code: str
    name: str
    source: Source

    @property
    def told(self) -> str:
        """What the rule does to the count."""
        return _("không tính vào số người biểu quyết")


@dataclass(frozen=True)
class VoteKind:
    """The share in favour that a kind of decision needs: above it if `strict`, else at least it."""

    code: str
    name: str
    numerator: int
    denominator: int
    strict: bool
    source: Source

    @property
    def told(self) -> str:
        """The share in favour that is enough."""
        share = f"{self.numerator}/{self.denominator}"
        return (_("quá %s") if self.strict else _("ít nhất %s")) % share

    def needed(self, base: int) -> int:
        """The smallest number in favour that is enough among `base`."""
        whole, rest = divmod(base * self.numerator, self.denominator)
        return whole + 1 if self.strict or rest else whole


@dataclass(frozen=True)
class VotingRules:
    """Who counts, and how many are needed."""

    exclusions: tuple[Exclusion, ...]
    kinds: tuple[VoteKind, ...]

    def kind(self, code: str) -> VoteKind:
        """The kind of vote with this code; KeyError if there is none."""
        return {kind.code: kind for kind in self.kinds}[code]


@dataclass(frozen=True)
class OrganisationRules:
    """What one regulation on carrying out the Charter says about organisation."""

    pack_id: str
    kinds: tuple[UnitKind, ...]
    cell_types: tuple[CellType, ...]
    voting: VotingRules
    terms: TermRules
    found_full_members: Sourced[int]
    grassroots_committee_from: Sourced[int]
    cell_consent_above: Sourced[int]
    group_split_from: Sourced[int]
    cell_committee_from: Sourced[int]
    cell_committee_max: Sourced[int]
    section_committee_max: Sourced[int]
    admission_age_from: Sourced[int]

    def kind(self, code: str) -> UnitKind:
        """The kind with this code; KeyError if this regulation has none."""
        return {kind.code: kind for kind in self.kinds}[code]

    def find_kind(self, text: str) -> UnitKind | None:
        """The kind called `text`."""
        return next((kind for kind in self.kinds if kind.is_called(text)), None)

    def cell_type(self, code: str) -> CellType:
        """The kind of cell with this code; KeyError if there is none."""
        return {cell_type.code: cell_type for cell_type in self.cell_types}[code]


def read_organisation_rules(pack_id: str, head: Table, open_file: OpenFile) -> OrganisationRules:
    """The rules out of a pack's files."""
    return OrganisationRules(
        pack_id=pack_id,
        kinds=_kinds(open_file("kinds.toml")),
        cell_types=_cell_types(open_file("cell_types.toml")),
        voting=_voting(open_file("voting.toml")),
        terms=read_term_rules(open_file("terms.toml")),
        found_full_members=head.sourced_whole("found_full_members"),
        grassroots_committee_from=head.sourced_whole("grassroots_committee_from"),
        cell_consent_above=head.sourced_whole("cell_consent_above"),
        group_split_from=head.sourced_whole("group_split_from"),
        cell_committee_from=head.sourced_whole("cell_committee_from"),
        cell_committee_max=head.sourced_whole("cell_committee_max"),
        section_committee_max=head.sourced_whole("section_committee_max"),
        admission_age_from=head.sourced_whole("admission_age_from"),
    )


def _kinds(table: Table) -> tuple[UnitKind, ...]:
    default = table.table("default").source()
    kinds = tuple(_kind(row, default) for row in table.tables("kind"))
    _check_codes(table, [kind.code for kind in kinds])
    names = [fold(name) for kind in kinds for name in (kind.name, *kind.aliases)]
    if len(names) != len(set(names)):
        table.fault("two kinds of unit go by one name")
    unknown = {parent for kind in kinds for parent in kind.parents} - {k.code for k in kinds}
    if unknown:
        table.fault(f"unknown parent kind {sorted(unknown)[0]!r}")
    if not any(kind.is_root_allowed for kind in kinds):
        table.fault("no kind may be the root")
    return tuple(sorted(kinds, key=lambda kind: kind.rank))


def _kind(row: Table, default: Source) -> UnitKind:
    return UnitKind(
        code=row.text("code"),
        name=row.text("name"),
        aliases=row.texts("aliases", ()),
        rank=row.whole("rank"),
        is_cell=row.flag("is_cell", False),
        is_grassroots=row.flag("is_grassroots", False),
        is_root_allowed=row.flag("is_root_allowed", False),
        parents=frozenset(row.texts("parents", ())),
        paper_code=row.text("paper_code", ""),
        organ=row.text("organ"),
        has_seal=row.flag("has_seal"),
        source=row.source(default),
    )


def _cell_types(table: Table) -> tuple[CellType, ...]:
    default = table.table("default").source()
    rows = table.tables("cell_type")
    told = tuple(CellType(r.text("code"), r.text("name"), r.source(default)) for r in rows)
    _check_codes(table, [cell_type.code for cell_type in told])
    return told


def _voting(table: Table) -> VotingRules:
    default = table.table("default").source()
    exclusions = tuple(
        Exclusion(row.text("code"), row.text("name"), row.source(default))
        for row in table.tables("exclusion")
    )
    _check_codes(table, [exclusion.code for exclusion in exclusions])
    unknown = {exclusion.code for exclusion in exclusions} - EXCLUSIONS
    if unknown:
        table.fault(f"no such exclusion: {sorted(unknown)[0]!r}")
    kinds = tuple(_vote_kind(row, default) for row in table.tables("vote"))
    _check_codes(table, [kind.code for kind in kinds])
    return VotingRules(exclusions, kinds)


def _vote_kind(row: Table, default: Source) -> VoteKind:
    kind = VoteKind(
        code=row.text("code"),
        name=row.text("name"),
        numerator=row.whole("numerator"),
        denominator=row.whole("denominator"),
        strict=row.flag("strict"),
        source=row.source(default),
    )
    if not 0 < kind.numerator <= kind.denominator or (
        kind.strict and kind.numerator == kind.denominator
    ):
        row.fault("the share needed must lie between 0 and all votes")
    return kind


def _check_codes(table: Table, codes: list[str]) -> None:
    if len(codes) != len(set(codes)):
        table.fault("a code is written twice")
