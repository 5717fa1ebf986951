"""Reading imports, and the workbooks that go out; always for an actor."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from chibo.areas.exchange import permissions
from chibo.areas.exchange.models import (
    ImportBatch,
    ImportBatchQuerySet,
    ImportProblem,
    ImportProgress,
    ImportState,
)
from chibo.areas.exchange.national.form import NATIONAL
from chibo.areas.exchange.national.writing import example_national, write_national
from chibo.areas.exchange.results import SheetCount, sheet_counts
from chibo.areas.exchange.sheets import sheet_form
from chibo.areas.exchange.storing import stored_files
from chibo.areas.exchange.workbooks.asked import Asked
from chibo.areas.exchange.workbooks.examples import example_of
from chibo.areas.exchange.workbooks.export import write_register
from chibo.areas.exchange.workbooks.problem_copy import problem_copy
from chibo.areas.exchange.workbooks.writer import Stamp
from chibo.areas.organisation.queries import get_unit_by_code
from chibo.core.actor import Actor
from chibo.core.rows import get_row

OWN_LAYOUT = "chibo"
LAYOUTS = (OWN_LAYOUT, NATIONAL.code)
_RUNNING = (
    ImportState.WAITING,
    ImportState.CHECKING,
    ImportState.TAKING,
    ImportState.UNDOING,
)


@dataclass(frozen=True)
class BatchView:
    """One import as its page shows it."""

    batch: ImportBatch
    file_names: tuple[str, ...]
    sheets: tuple[SheetCount, ...]
    errors: int
    warnings: int
    step: str
    done: int
    total: int
    note: str

    @property
    def is_running(self) -> bool:
        """Whether the worker has something to do with it."""
        return self.batch.state in _RUNNING

    @property
    def can_take(self) -> bool:
        """Whether it waits to be taken."""
        return self.batch.state == ImportState.CHECKED

    @property
    def can_undo(self) -> bool:
        """Whether it may be undone, as long as nothing builds on it."""
        return self.batch.state == ImportState.TAKEN

    @property
    def changes_nothing(self) -> bool:
        """Whether every row is on record just as it is."""
        return all(each.rows == each.same for each in self.sheets)


def batches(actor: Actor) -> ImportBatchQuerySet:
    """The imports made where the actor may take imports, newest first."""
    rows = ImportBatch.objects.visible_to(actor).select_related("unit", "progress")
    return rows.order_by("-created_at", "-id")


def get_batch(actor: Actor, batch_id: int) -> BatchView:
    """One import with how far it is; NotThere outside the actor's part of the tree."""
    batch = get_row(ImportBatch.objects.select_related("unit"), actor, pk=batch_id)
    progress = ImportProgress.objects.filter(batch_id=batch_id).first() or ImportProgress()
    return BatchView(
        batch=batch,
        file_names=tuple(batch.files.order_by("id").values_list("name", flat=True)),
        sheets=sheet_counts(batch.result.get("sheets", {})),
        errors=batch.result.get("errors", 0),
        warnings=batch.result.get("warnings", 0),
        step=ImportProgress.Step(progress.step).label if progress.step else "",
        done=progress.done,
        total=progress.total,
        note=batch.result.get("note", ""),
    )


def problems(actor: Actor, batch_id: int, *, severity: str = "") -> QuerySet[ImportProblem]:
    """What was found in an import: errors first, each in the order of the files."""
    batch = get_row(ImportBatch.objects, actor, pk=batch_id)
    rows = ImportProblem.objects.filter(batch=batch)
    return (rows.filter(severity=severity) if severity else rows).order_by("severity", "id")


def problem_workbook(actor: Actor, batch_id: int) -> bytes:
    """The files as they came, as one .xlsx with a column `Cần sửa`."""
    batch = get_row(ImportBatch.objects, actor, pk=batch_id)
    return problem_copy(stored_files(batch), problems(actor, batch_id))


def example_workbook(sheet_code: str) -> bytes:
    """A filled-in example of one sheet; KeyError for a code that is no sheet's."""
    if sheet_code == NATIONAL.code:
        return example_national()
    return example_of(sheet_form(sheet_code))


def export_workbook(
    *,
    actor: Actor,
    unit_code: str,
    on: date | None,
    layout: str = OWN_LAYOUT,
    stamp: Stamp | None = None,
) -> bytes:
    """The register of a unit and all below it as .xlsx, in the sheets that the import takes.

    `on`: as known on that day, what came later left out; None: everything recorded. `layout`:
    our own sheets, or the members alone in the layout of the national database. `stamp`: who takes
    it along.
    Raises NotThere, NotAllowed.
    """
    unit = get_unit_by_code(actor, unit_code)
    actor.require(permissions.EXPORT, unit)
    write = write_national if layout == NATIONAL.code else write_register
    return write(Asked(actor, unit, on, stamp))
