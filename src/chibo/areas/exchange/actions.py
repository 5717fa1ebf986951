"""Taking workbooks, whole or not at all, and undoing that; see also `carrying_out` for the jobs."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from chibo.areas.access.two_people.asking import (
    PURPOSE,
    PageFile,
    take_page,
    take_workbook,
)
from chibo.areas.exchange import permissions, storing, undoing
from chibo.areas.exchange.carrying_out import (
    check,
    one_at_a_time,
    take_checked,
    unwrite,
    write,
    write_plan,
)
from chibo.areas.exchange.checks.scope import Reach
from chibo.areas.exchange.errors import CannotTake, CannotUndo, NotAWorkbook
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.models import ImportBatch, ImportProgress, ImportState
from chibo.areas.exchange.planning import File, make_plan, open_files
from chibo.areas.exchange.queries import (
    OWN_LAYOUT,
    export_workbook,
    get_batch,
    problem_workbook,
)
from chibo.areas.exchange.reading import read_file, refuse_secrets
from chibo.areas.exchange.results import ImportResult, result_of
from chibo.areas.exchange.tables import Table, workbook
from chibo.areas.exchange.workbooks.writer import Stamp
from chibo.areas.members.models import Member
from chibo.areas.members.restricted import restricted
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit_by_code
from chibo.core import audit, jobs
from chibo.core.actor import WHOLE_TREE, Actor
from chibo.core.errors import ChangedMeanwhile
from chibo.core.i18n import _
from chibo.core.rows import lock_row

__all__ = [
    "check",
    "export_tables",
    "hand_out_problems",
    "hand_out_register",
    "import_files",
    "note_changes_read",
    "note_facts_taken",
    "take",
    "take_checked",
    "undo",
    "unwrite",
    "upload",
    "write",
]


@transaction.atomic
def export_tables(
    *,
    actor: Actor,
    unit: Unit,
    what: str,
    tables: Sequence[Table],
    now: datetime,
    names_people: bool = False,
    address: str = "",
) -> bytes:
    """Tables of a page the actor was shown, as .xlsx; the trail keeps who took what and how much.

    `what`: the code of the page. Whether the actor may see the rows was asked by the page.
    `names_people`: whether people are named in it, which their own page tells them; many of them
    take a second person, who confirms the file at this `address`. Raises SecondNeeded.
    """
    rows = sum(len(table.rows) for table in tables)
    file = PageFile(unit, what, address)
    out = dict(take_page(actor, file, rows, now)) if names_people else {}
    purpose = str(out.pop(PURPOSE, ""))
    content = workbook(tables, Stamp(actor.name, now, purpose))
    audit.seen(
        actor=actor,
        action="table.exported" if names_people else "figures.exported",
        at=now,
        unit_id=unit.pk,
        target=f"unit:{unit.pk}",
        facts={"what": what, "rows": rows, **out},
        purpose=purpose,
    )
    return content


def import_files(
    *,
    actor: Actor,
    paths: Sequence[Path],
    dry_run: bool,
    now: datetime,
    on_progress: Callable[[int, int], None] | None = None,
) -> ImportResult:
    """Check files and take them at once, all of them or nothing.

    Faults are in the result, not raised. `on_progress` hears (records written, records to write).
    """
    files = [_read(path) for path in paths]
    findings = Findings()
    sheets = open_files(files, findings)
    with transaction.atomic():
        one_at_a_time()
        plan = make_plan(sheets, Reach(actor, ""), now.date(), findings)
        if not findings.errors and not dry_run and plan.size():
            try:
                with transaction.atomic():
                    batch = storing.open_batch(actor, None, files, ImportState.TAKING, now)
                    storing.store_findings(batch, plan, findings)
                    write_plan(batch, plan, actor, now, _counter(plan.size(), on_progress))
            except (ChangedMeanwhile, IntegrityError):
                findings.error_in_file("", _moved_on())
    taken = not findings.errors and not dry_run
    return result_of(plan, findings, taken=taken, files=len(files))


def _read(path: Path) -> File:
    """A file from disk; never more of it than may be taken, so that size is refused, not read."""
    with path.open("rb") as stream:
        return File(path.name, stream.read(settings.CHIBO_UPLOAD_LIMIT + 1))


def _counter(total: int, on_progress: Callable[[int, int], None] | None) -> Callable[[int], None]:
    done = 0

    def tick(count: int) -> None:
        nonlocal done
        done += count
        if on_progress:
            on_progress(min(done, total), total)

    return tick


def _moved_on() -> ChangedMeanwhile:
    return ChangedMeanwhile(
        _("Dữ liệu vừa được người khác thay đổi trong lúc ghi. Chưa có gì thay đổi; hãy nhập lại.")
    )


@transaction.atomic
def hand_out_register(
    *,
    actor: Actor,
    unit_code: str,
    on: date | None,
    layout: str = OWN_LAYOUT,
    purpose: str = "",
    now: datetime,
) -> bytes:
    """The workbook of `queries.export_workbook`; who took it, of which day and why is kept.

    Raises SecondNeeded where it names many and no second person has confirmed it.
    """
    unit = get_unit_by_code(actor, unit_code)
    people = Member.objects.visible_to(actor, inside=unit.path).count()
    out = dict(take_workbook(actor, unit, layout, on, people, now))
    purpose = purpose or str(out.get(PURPOSE, ""))
    out.pop(PURPOSE, None)
    stamp = Stamp(actor.name, now, purpose)
    content = export_workbook(actor=actor, unit_code=unit_code, on=on, layout=layout, stamp=stamp)
    audit.seen(
        actor=actor,
        action="workbook.exported",
        at=now,
        unit_id=unit.pk,
        target=f"workbook:{layout}",
        facts={
            "on": on.isoformat() if on else None,
            "bytes": len(content),
            "restricted": len(restricted(inside=unit.path)),
            **out,
        },
        purpose=purpose,
    )
    return content


def note_facts_taken(
    *, actor: Actor, unit_code: str, rows: Mapping[str, int], purpose: str = "", now: datetime
) -> None:
    """Note that somebody who may took the tables without names along: how many rows of each."""
    audit.seen(
        actor=actor,
        action="facts.exported",
        at=now,
        unit_id=get_unit_by_code(actor, unit_code).pk,
        facts={"rows": dict(rows)},
        purpose=purpose,
    )


def hand_out_problems(*, actor: Actor, batch_id: int, now: datetime) -> bytes:
    """The workbook of `queries.problem_workbook`; who took it is kept."""
    content, batch = problem_workbook(actor, batch_id), get_batch(actor, batch_id).batch
    _seen(actor, "workbook.downloaded", batch, now)
    return content


def note_changes_read(*, actor: Actor, batch: ImportBatch, now: datetime) -> None:
    """Note that somebody who may looked through what an import did to records."""
    _seen(actor, "import.read", batch, now)


def _seen(actor: Actor, action: str, batch: ImportBatch, now: datetime) -> None:
    target = f"import:{batch.pk}"
    audit.seen(actor=actor, action=action, at=now, unit_id=batch.unit_id, target=target)


@transaction.atomic
def upload(
    *,
    actor: Actor,
    unit: Unit | None,
    files: list[tuple[str, bytes]],
    now: datetime,
    then_take: bool = False,
) -> ImportBatch:
    """Keep files for an import below `unit` and have them checked in the background.

    No unit: the first import of a system, by somebody whose role covers the whole tree.
    `then_take`: written as soon as they are found without errors, nobody looking in between.

    Raises NotAllowed, CannotRead for what is no workbook, MarkedSecret.
    """
    actor.require(permissions.TAKE, unit or WHOLE_TREE)
    if not files:
        raise NotAWorkbook(_("Chưa có tệp nào."), _("Hãy chọn tệp .xlsx hoặc .csv."))
    for name, content in files:
        refuse_secrets(name, content, read_file(name, content))
    kept = [File(name, content) for name, content in files]
    batch = storing.open_batch(actor, unit, kept, ImportState.WAITING, now)
    audit.record(
        actor=actor,
        action="import.uploaded",
        at=now,
        unit_id=unit.pk if unit else None,
        target=f"import:{batch.pk}",
        changes=storing.summary(batch),
    )
    jobs.enqueue("check_import", batch_id=batch.pk)
    if then_take:
        jobs.enqueue("take_checked_import", batch_id=batch.pk)
    batch.refresh_from_db()
    return batch


@transaction.atomic
def take(*, actor: Actor, batch_id: int, now: datetime) -> ImportBatch:
    """Have a checked import written in the background; asked again it does nothing.

    Raises NotThere, CannotTake.
    """
    batch = lock_row(ImportBatch.objects, actor, pk=batch_id)
    if batch.state in (ImportState.TAKING, ImportState.TAKEN):
        return batch
    if batch.state != ImportState.CHECKED:
        raise CannotTake(
            _("Lần nhập này chưa thể nhận. Hãy sửa hết lỗi trong tệp rồi tải lên lại.")
        )
    _act(batch, actor, ImportState.TAKING)
    jobs.enqueue("write_import", batch_id=batch.pk)
    batch.refresh_from_db()
    return batch


@transaction.atomic
def undo(*, actor: Actor, batch_id: int, now: datetime) -> ImportBatch:
    """Have an import taken out again in the background; asked again it does nothing.

    Raises NotThere, NotAllowed, and CannotUndo naming what builds on it.
    """
    batch = lock_row(ImportBatch.objects, actor, pk=batch_id)
    if batch.state in (ImportState.UNDOING, ImportState.UNDONE):
        return batch
    if batch.state != ImportState.TAKEN:
        raise CannotUndo(_("Lần nhập này chưa ghi gì nên không có gì để hoàn tác."))
    if batch.unit is not None:
        for sheet in batch.result.get("sheets", {}):
            actor.require(permissions.CHANGES[sheet], batch.unit)
    undoing.require_nothing_built(batch)
    _act(batch, actor, ImportState.UNDOING)
    jobs.enqueue("undo_import", batch_id=batch.pk)
    batch.refresh_from_db()
    return batch


def _act(batch: ImportBatch, actor: Actor, state: str) -> None:
    batch.acting_id, batch.acting_name = actor.account_id, actor.name
    storing.note(batch, state)
    ImportProgress.objects.filter(batch=batch).update(step="", done=0, total=0)
