"""What the worker does with an import: check it, write it, take it out again.

Each of these may be run again after the worker was stopped in the middle: it looks first where the
import stands.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from chibo.areas.access import leaving
from chibo.areas.access.models import Account
from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.access.with_posts import keep_with_posts
from chibo.areas.exchange import history, storing, touching, undoing
from chibo.areas.exchange.checks.scope import Reach
from chibo.areas.exchange.errors import CannotUndo
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.models import (
    ImportBatch,
    ImportChange,
    ImportProgress,
    ImportState,
)
from chibo.areas.exchange.plan import Plan
from chibo.areas.exchange.planning import make_plan, open_files
from chibo.areas.exchange.progress import Progress
from chibo.areas.exchange.writing import Writer
from chibo.areas.members.models import StateChange, Stay
from chibo.areas.organisation.events import Act
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.core import audit, jobs
from chibo.core.actor import Actor
from chibo.core.bulk import Tick, check_constraints_now, refresh_statistics
from chibo.core.errors import ChangedMeanwhile
from chibo.core.i18n import _
from chibo.core.lost import is_line_lost

_MANY = 200  # records written from which on the planner should hear of it at once
FOLLOWING = (Stay, StateChange, UnitStanding)
"""Rows that follow from those of the sheets: figures join them before the server looked at them."""
_IMPORTS = 0x43480001  # key of the advisory lock: one import is written at a time


def one_at_a_time() -> None:
    """Wait for other imports; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORTS])


def check(batch_id: int, now: datetime) -> None:
    """Read and check an uploaded import; nothing of the register is written."""
    with transaction.atomic():
        batch = storing.claim(batch_id, (ImportState.WAITING, ImportState.CHECKING))
        if batch is None:
            return
        storing.note(batch, ImportState.CHECKING)
    with _failing(batch_id), Progress(batch_id, ImportProgress.Step.READING, 0) as progress:
        plan, findings = _plan(batch, now, progress)
        with transaction.atomic():
            if storing.claim(batch_id, (ImportState.CHECKING,)):
                storing.store_findings(batch, plan, findings)


@transaction.atomic
def take_checked(batch_id: int) -> None:
    """Have an import written that was sent to be taken unseen; one with errors is left refused."""
    batch = storing.claim(batch_id, (ImportState.CHECKED,))
    if batch is None:
        return
    storing.note(batch, ImportState.TAKING)
    jobs.enqueue("write_import", batch_id=batch_id)


def write(batch_id: int, now: datetime) -> None:
    """Write a checked import in one transaction, if it would still do what was shown."""
    with (
        _failing(batch_id),
        Progress(batch_id, ImportProgress.Step.CHECKING, 0) as progress,
        transaction.atomic(),
    ):
        batch = storing.claim(batch_id, (ImportState.TAKING,))
        if batch is None:
            return
        one_at_a_time()
        plan, findings = _plan(batch, now, progress)
        if findings.errors or not storing.is_as_shown(batch, plan):
            storing.store_findings(batch, plan, findings)
            storing.note(batch, batch.state, _moved_on())
            return
        progress.restart(ImportProgress.Step.WRITING, plan.size())
        try:
            with transaction.atomic():
                write_plan(batch, plan, _actor(batch, now), now, progress.tick)
        except (ChangedMeanwhile, IntegrityError):
            storing.note(batch, ImportState.CHECKED, _moved_on())


def unwrite(batch_id: int, now: datetime) -> None:
    """Take an import out again, unless something came to build on it."""
    with (
        _failing(batch_id, back_to=ImportState.TAKEN),
        Progress(batch_id, ImportProgress.Step.REMOVING, 0) as progress,
        transaction.atomic(),
    ):
        batch = storing.claim(batch_id, (ImportState.UNDOING,))
        if batch is None:
            return
        one_at_a_time()
        progress.restart(ImportProgress.Step.REMOVING, batch.result.get("size", 0))
        actor, unit_id = _actor(batch, now), batch.unit_id
        try:
            with transaction.atomic():
                undoing.require_nothing_built(batch)
                left = undoing.memberships_ended(batch)
                written = touching.units_written(batch.pk)
                undoing.remove(batch, Act(actor, now), progress.tick)
                leaving.give_back_to(left, actor, now)
                keep_with_posts(actor, now)
        except CannotUndo as refusal:
            storing.note(batch, ImportState.TAKEN, refusal.message)
            return
        except (ChangedMeanwhile, IntegrityError):
            storing.note(batch, ImportState.TAKEN, _in_use())
            return
        batch.refresh_from_db()
        batch.undone_at, batch.result = now, {**batch.result, **written}
        storing.note(batch, ImportState.UNDONE)
        _record(batch, actor, "import.undone", unit_id, now)
        jobs.enqueue("fold_figures")


def write_plan(batch: ImportBatch, plan: Plan, actor: Actor, now: datetime, tick: Tick) -> None:
    """Carry out a plan inside the caller's transaction and say so in the trail."""
    left = Writer(plan, batch.pk, actor, now, tick).write()
    leaving.end_with_memberships({pk: day for pk, (_state, day) in left.items()}, actor, now)
    keep_with_posts(actor, now)
    if batch.unit_id is None:
        tops = Unit.objects.unscoped("an import from the command line belongs to the whole tree")
        batch.unit = tops.filter(parent__isnull=True).order_by("path").first()
    check_constraints_now()
    if plan.size() >= _MANY:
        refresh_statistics([ImportChange, *history.TABLES.values(), *FOLLOWING])
    batch.taken_at = now
    storing.note(batch, ImportState.TAKEN)
    _record(batch, actor, "import.taken", batch.unit_id, now)
    jobs.enqueue("fold_figures")


def _plan(batch: ImportBatch, now: datetime, progress: Progress) -> tuple[Plan, Findings]:
    findings = Findings()
    sheets = open_files(storing.stored_files(batch), findings)
    progress.restart(ImportProgress.Step.CHECKING, sum(len(sheet.rows) for sheet in sheets))
    reach = Reach(_actor(batch, now), batch.unit.path if batch.unit else "")
    return make_plan(sheets, reach, now.date(), findings, progress.tick), findings


def _actor(batch: ImportBatch, now: datetime) -> Actor:
    """Who asked for what is being done, with the roles they hold now."""
    if batch.acting_id is None:
        return operator_actor(batch.acting_name)
    return actor_of(Account.objects.get(pk=batch.acting_id), now.date())


def _record(
    batch: ImportBatch, actor: Actor, action: str, unit_id: int | None, now: datetime
) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=unit_id,
        target=f"import:{batch.pk}",
        changes=storing.summary(batch),
    )


@contextmanager
def _failing(batch_id: int, back_to: str = ImportState.FAILED) -> Iterator[None]:
    """Whatever is not foreseen is told on the import, and rises.

    Not a line that broke: nothing is wrong with the import then, and its job is tried again.
    """
    try:
        yield
    except Exception as error:
        if is_line_lost(error):
            raise
        with transaction.atomic():
            rows = ImportBatch.objects.unscoped(storing.WHY).select_for_update()
            batch = rows.get(pk=batch_id)
            storing.note(batch, back_to, _broken())
        raise


def _moved_on() -> str:
    return _(
        "Dữ liệu đã thay đổi từ lúc kiểm tra nên chưa ghi gì. "
        "Hãy xem lại kết quả kiểm tra mới rồi nhận lại."
    )


def _in_use() -> str:
    return _("Không hoàn tác được vì vừa có bản ghi khác dựa vào lần nhập này. Hãy thử lại.")


def _broken() -> str:
    return _("Hỏng giữa chừng, chưa có gì thay đổi. Hãy tải tệp lên lại hoặc báo người quản trị.")
