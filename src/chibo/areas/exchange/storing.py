"""Keeping an import: its files, what was found, where it stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chibo.areas.exchange.findings import Findings, Problem
from chibo.areas.exchange.models import (
    ImportBatch,
    ImportFile,
    ImportProblem,
    ImportProgress,
    ImportState,
    ProblemSeverity,
)
from chibo.areas.exchange.plan import Plan
from chibo.areas.exchange.planning import File
from chibo.areas.organisation.models import Unit
from chibo.core import secrets
from chibo.core.actor import Actor

PLAN = "a plan of an import"
"""Its fingerprint is keyed: of one row all but a number may be known, which could be tried out."""
WHY = "a job works on the import it was given"


def open_batch(
    actor: Actor, unit: Unit | None, files: Sequence[File], state: str, now: datetime
) -> ImportBatch:
    """A new import with its files."""
    batch = ImportBatch.objects.create(
        unit=unit,
        account_id=actor.account_id,
        by_name=actor.name,
        acting_id=actor.account_id,
        acting_name=actor.name,
        state=state,
        created_at=now,
    )
    ImportFile.objects.bulk_create(
        [ImportFile(batch=batch, name=file.name[:250], content=file.content) for file in files]
    )
    ImportProgress.objects.create(batch=batch)
    return batch


def stored_files(batch: ImportBatch) -> list[File]:
    """The files as they came."""
    rows = ImportFile.objects.filter(batch=batch).order_by("id")
    return [File(row.name, bytes(row.content)) for row in rows]


def claim(batch_id: int, wanted: Sequence[str]) -> ImportBatch | None:
    """The import, held against others, if it stands where the job expects it to."""
    rows = ImportBatch.objects.unscoped(WHY).select_for_update(of=("self",))
    batch = rows.select_related("unit").filter(pk=batch_id).first()
    return batch if batch is not None and batch.state in wanted else None


def store_findings(batch: ImportBatch, plan: Plan, findings: Findings) -> None:
    """Replace what was found earlier; the import is then refused, or waits to be taken."""
    ImportProblem.objects.filter(batch=batch).delete()
    rows = [
        *(_row(batch, ProblemSeverity.ERROR, each) for each in findings.errors),
        *(_row(batch, ProblemSeverity.WARNING, each) for each in findings.warnings),
    ]
    ImportProblem.objects.bulk_create(rows, batch_size=2000)
    batch.state = ImportState.REFUSED if findings.errors else ImportState.CHECKED
    batch.result = {
        "sheets": plan.counts(),
        "errors": len(findings.errors),
        "warnings": len(findings.warnings),
        "size": plan.size(),
        "fingerprint": secrets.mark(PLAN, plan.fingerprint()),
    }
    batch.save()


def is_as_shown(batch: ImportBatch, plan: Plan) -> bool:
    """Whether the plan would do what was shown when the files were checked."""
    return secrets.is_marked(PLAN, plan.fingerprint(), batch.result.get("fingerprint", ""))


def note(batch: ImportBatch, state: str, sentence: str = "") -> None:
    """Say where the import stands now, and why."""
    batch.state = state
    batch.result = {**batch.result, "note": sentence}
    batch.save()


def summary(batch: ImportBatch) -> dict[str, Any]:
    """What the audit trail keeps of it."""
    return {"files": [f.name for f in batch.files.defer("content")], **batch.result}


def _row(batch: ImportBatch, severity: str, problem: Problem) -> ImportProblem:
    return ImportProblem(
        batch=batch,
        severity=severity,
        file=problem.file[:250],
        sheet=problem.sheet[:250],
        row=problem.row,
        column=problem.column[:250],
        code=problem.code,
        message=problem.message,
        repair=problem.repair,
    )
