"""What the people of the story work on, and what is on record in the end (with the database)."""

import time
from base64 import b32encode
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from datetime import time as clock_time
from typing import Any

TODAY = date(2026, 11, 21)
PASSWORD = "mat-khau-cua-ca-xa"
SECRET = b"bi-mat-hai-muoi-chu!"
PEOPLE = 20
MONTHS = 12
DRAIN = 60.0
"""Seconds the worker gets to finish what it was given."""


def prepare() -> dict[str, Any]:
    """A commune with a clerk; a cell at its meeting; another with reports to send."""
    from chibo.core.periods import Month
    from tests.factories import a_cell, a_commune, a_province, an_account
    from tests.months import CellMonth

    commune = a_commune(a_province())
    meeting_cell = CellMonth(commune, names=_names("Nguyễn Văn"), month=Month(2026, 11))
    meeting = meeting_cell.sit(meeting_cell.prepare(), held_on=date(2026, 11, 3))
    meeting_cell.sit(meeting, starts_at=clock_time(19))
    meeting_cell.rest_present(meeting)
    owner = meeting_cell.people[2]
    task = meeting_cell.assign(meeting, owner_id=owner.pk)
    reporting = CellMonth(commune, names=_names("Trần Thị"), month=Month(2025, 1))
    notices, reports = [], []
    for _month in range(MONTHS):
        notices += [reporting.prepare(kind).pk for kind in ("regular", "thematic")]
        report = reporting.write(reporting.begin_report(), assessment="Mưa lũ, không họp được.")
        reports.append(report.pk)
        reporting.next_month()
    accounts = {
        "secretary": an_account("secretary", meeting_cell.cell, password=PASSWORD),
        "reporter": an_account("secretary", reporting.cell, password=PASSWORD),
        "owner": an_account("member", meeting_cell.cell, member=owner, password=PASSWORD),
        "clerk": _with_app(an_account("clerk", commune, password=PASSWORD)),
    }
    return {
        "accounts": {who: account.username for who, account in accounts.items()},
        "meeting": meeting.pk,
        # Nobody's attendance moves among those who vote: half of them are left alone.
        "people": [member.pk for member in meeting_cell.people[PEOPLE // 2 :]],
        "task": task.pk,
        "notices": notices,
        "reports": reports,
        "cell_code": a_cell(commune, "Chi bộ thôn Tây").code,
    }


def _names(family: str) -> tuple[str, ...]:
    return tuple(f"{family} {number:02}" for number in range(PEOPLE))


def _with_app(account: Any) -> Any:
    """Somebody above the cell: with the second step the role asks for."""
    from chibo.areas.access.queries import actor_of
    from chibo.areas.signin import actions
    from chibo.areas.signin.rules import code_of, step_at
    from chibo.core.clock import true_now

    earlier = true_now() - timedelta(hours=1)
    actions.add_app(
        actor=actor_of(account, TODAY),
        account=account,
        secret=b32encode(SECRET).decode(),
        typed=code_of(SECRET, step_at(earlier.timestamp())),
        session="",
        now=earlier,
    )
    return account


def tell() -> dict[str, Any]:
    """What is on record once the worker has nothing left to do, and how often each thing is."""
    from chibo.areas.documents.models import PaperNumber
    from chibo.areas.meetings.models import Attendance, Vote
    from chibo.areas.reports.models import ReportEvent
    from chibo.areas.tasks.models import TaskNote

    why = "what is on record after the kills"
    left = _wait_for_the_worker()
    numbers = PaperNumber.objects.unscoped(why)
    sent = ReportEvent.objects.filter(step="submitted").values_list("report_id", flat=True)
    return {
        "left": left,
        "roll": dict(Attendance.objects.values_list("member_id", "state")),
        "vote": _times(Vote.objects.values_list("subject", flat=True)),
        "note": _times(TaskNote.objects.values_list("text", flat=True)),
        "notice": _times(
            row.ref.removeprefix("notice:") for row in numbers if row.paper_kind == "TB"
        ),
        "numbers": [[row.unit_id, row.paper_kind, row.number] for row in numbers],
        "sent": _times(sent),
        **_imports(why),
    }


def _imports(why: str) -> dict[str, Any]:
    """Files taken in, the members they brought, and what the trail says of each."""
    from chibo.areas.exchange.models import ImportBatch
    from chibo.areas.members.models import Member
    from chibo.core.models import AuditEvent

    batches = ImportBatch.objects.unscoped(why).values_list("files__name", "state")
    members = Member.objects.unscoped(why).filter(code__startswith="K")
    taken = AuditEvent.objects.filter(action="import.taken").values_list("target", flat=True)
    return {
        "file": _times(name for name, _state in batches),
        "states": dict(batches),
        "member": _times(members.values_list("code", flat=True)),
        "taken": _times(taken),
    }


def _times(things: Iterable[Any]) -> dict[str, int]:
    return dict(Counter(str(thing) for thing in things))


def _wait_for_the_worker() -> list[str]:
    """Wait until nothing is waiting and nobody holds a job; what is still there after a while."""
    deadline = time.monotonic() + DRAIN
    while True:
        left = _unfinished()
        if not left or time.monotonic() > deadline:
            return [*left, *_failed()]
        time.sleep(0.3)


def _unfinished() -> list[str]:
    """Jobs somebody asked for, all jobs held by a dead worker, and marks nobody has counted."""
    return _told(
        "SELECT 'job ' || task_name || ' ' || status FROM procrastinate_jobs job"
        " WHERE NOT args ? 'timestamp' AND status IN ('todo', 'doing') OR status = 'doing'"
        " AND NOT EXISTS (SELECT FROM procrastinate_workers w WHERE w.id = job.worker_id"
        " AND w.last_heartbeat > now() - interval '5 s')"
        " UNION ALL SELECT 'mark' WHERE EXISTS (SELECT FROM indicators_dirtymark)"
    )


def _failed() -> list[str]:
    """Jobs given up that no clock begins anew within minutes, as it does with folding."""
    return _told(
        "SELECT 'job ' || task_name || ' ' || status FROM procrastinate_jobs"
        " WHERE NOT args ? 'timestamp' AND status NOT IN ('todo', 'doing')"
        " AND task_name NOT IN ('fold_figures', 'send_notices')"
    )


def _told(question: str) -> list[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(question)
        return [line for (line,) in cursor.fetchall()]
