"""Agenda templates: the steps of a meeting, with a focus of its own for each kind of cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from chibo.core.i18n import _
from chibo.regulations.kinds import MeetingKind, read_kind, read_kinds
from chibo.regulations.reading import Table
from chibo.regulations.values import Source

PARTS = ("preparation", "opening", "main", "closing")
FOCUS = "focus"
ANY_CELL = "any"
"""The focus offered to a cell whose kind is not recorded."""


@dataclass(frozen=True)
class AgendaStep:
    """One step; `code` is stable through all packs, wording is not."""

    code: str
    part: str
    title: str
    guidance: str
    source: Source

    @property
    def told(self) -> str:
        """The part of the meeting it belongs to, and how it is done."""
        part = {
            "preparation": _("chuẩn bị"),
            "opening": _("mở đầu"),
            "main": _("tiến hành"),
            "closing": _("kết thúc"),
        }[self.part]
        return f"{part}: {self.guidance}" if self.guidance else part


@dataclass(frozen=True)
class Agenda:
    """The template for one kind of meeting in one kind of cell."""

    cell_type: str | None
    kind: MeetingKind
    steps: tuple[AgendaStep, ...]

    @property
    def preparation(self) -> tuple[AgendaStep, ...]:
        """What is to be done before the meeting."""
        return tuple(step for step in self.steps if step.part == "preparation")

    @property
    def points(self) -> tuple[AgendaStep, ...]:
        """The agenda itself, from the opening to the end."""
        return tuple(step for step in self.steps if step.part != "preparation")


@dataclass(frozen=True)
class _Focus:
    title: str
    guidance: str
    source: Source

    @property
    def told(self) -> str:
        """How it is done."""
        return self.guidance


@dataclass(frozen=True)
class AgendaTemplates:
    """Steps shared by all cells, and what each kind of cell puts in the place of the focus."""

    steps: tuple[tuple[AgendaStep, frozenset[MeetingKind]], ...]
    focuses: Mapping[tuple[str, MeetingKind], _Focus] = field(repr=False)
    committee: tuple[AgendaStep, ...] = ()
    """What the chi ủy goes through at its own meeting before the cell's."""

    @property
    def cell_types(self) -> frozenset[str]:
        """The kinds of cell with a focus of their own."""
        return frozenset(cell for cell, _kind in self.focuses if cell != ANY_CELL)

    def agenda_for(self, cell_type: str | None, kind: MeetingKind) -> Agenda:
        """The template; KeyError for an unknown kind of cell."""
        focus = self.focuses[cell_type or ANY_CELL, kind]
        chosen = (step for step, kinds in self.steps if kind in kinds)
        return Agenda(cell_type, kind, tuple(_filled(step, focus) for step in chosen))


def _filled(step: AgendaStep, focus: _Focus) -> AgendaStep:
    if step.code != FOCUS:
        return step
    return replace(step, title=focus.title, guidance=focus.guidance, source=focus.source)


def read_agendas(table: Table) -> AgendaTemplates:
    """An agendas.toml, checked: stable codes once, a focus for every kind of cell and meeting."""
    default = table.table("default").source()
    steps = tuple(_step(row, default) for row in table.tables("step"))
    codes = [step.code for step, _kinds in steps]
    if len(codes) != len(set(codes)):
        table.fault("two steps carry one code")
    if FOCUS not in codes:
        table.fault("no step is the place of the focus")
    order = [PARTS.index(step.part) for step, _kinds in steps]
    if order != sorted(order):
        table.fault("the steps are not in the order of the parts")
    rows = [_focus(row, default) for row in table.tables("focus")]
    focuses = dict(rows)
    if len(focuses) != len(rows):
        table.fault("two focuses for one kind of cell and meeting")
    _check_focuses(table, focuses)
    return AgendaTemplates(steps, focuses, _committee(table))


def _committee(table: Table) -> tuple[AgendaStep, ...]:
    rows = table.tables("committee_step", optional=True)
    return tuple(
        AgendaStep(row.text("code"), "main", row.text("title"), row.text("guidance"), row.source())
        for row in rows
    )


def _check_focuses(table: Table, focuses: Mapping[tuple[str, MeetingKind], _Focus]) -> None:
    cells = {cell for cell, _kind in focuses}
    if ANY_CELL not in cells:
        table.fault(f"no focus for the cell type {ANY_CELL!r}")
    for cell in sorted(cells):
        for kind in MeetingKind:
            if (cell, kind) not in focuses:
                table.fault(f"no focus for {cell!r}, kind {kind.value!r}")


def _step(row: Table, default: Source) -> tuple[AgendaStep, frozenset[MeetingKind]]:
    part = row.text("part")
    if part not in PARTS:
        row.fault(f"no such part: {part!r}")
    step = AgendaStep(
        code=row.text("code"),
        part=part,
        title=row.text("title"),
        guidance=row.text("guidance", ""),
        source=row.source(default),
    )
    return step, read_kinds(row, "kinds")


def _focus(row: Table, default: Source) -> tuple[tuple[str, MeetingKind], _Focus]:
    focus = _Focus(row.text("title"), row.text("guidance"), row.source(default))
    return (row.text("cell_type"), read_kind(row, "kind")), focus
