"""Once an hour: reports that are due soon or late; each stage told once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from chibo.areas.notices.recipients import accounts_holding
from chibo.areas.notices.telling import Told, tell
from chibo.areas.organisation.models import UnitStanding
from chibo.areas.periodic.forms import Form, remind_days_before
from chibo.areas.periodic.models import SENT, PeriodicReport
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.permissions import DECIDE, WRITE
from chibo.areas.periodic.queries.asked import owed_between
from chibo.core.actor import Actor
from chibo.core.i18n import in_vietnamese
from chibo.core.vietnamese import show_date

CATCH_UP = timedelta(days=14)
"""How far back a server that was switched off looks; older work was told of in its time."""
Owed = tuple[UnitStanding, Form, Period, date]


@transaction.atomic
def remind(*, actor: Actor, now: datetime) -> int:
    """Tell those who write a report that it is due soon or late, and the body above once that some
    below are late. Says how many notices are new. By the job alone (`actor` is the program)."""
    today = now.date()
    rows = owed_between(today - CATCH_UP, today + timedelta(days=remind_days_before()))
    waiting = _unsent(rows, actor)
    with in_vietnamese():
        told = [*_writers(waiting, today), *_superiors(waiting, today)]
    return tell(told, now)


def _unsent(rows: list[Owed], actor: Actor) -> list[Owed]:
    sent = PeriodicReport.objects.unscoped(f"what was sent already, by {actor.name}").filter(
        state__in=SENT, starts_on__in={period.starts_on for _u, _f, period, _d in rows}
    )
    known = set(sent.values_list("unit_id", "form", "starts_on"))
    return [row for row in rows if (row[0].unit_id, row[1].code, row[2].starts_on) not in known]


def _writers(rows: list[Owed], today: date) -> Iterable[Told]:
    accounts = accounts_holding(WRITE, {stood.unit_id for stood, *_rest in rows}, today)
    for stood, form, period, due_on in rows:
        kind = "periodic.soon" if due_on >= today else "periodic.overdue"
        yield Told(
            kind,
            f"{kind}:{stood.unit_id}:{form.code}:{period}",
            f"periodic_unit:{stood.unit_id}",
            accounts.get(stood.unit_id, []),
            {"period": period.label, "day": show_date(due_on)},
        )


def _superiors(rows: list[Owed], today: date) -> Iterable[Told]:
    """One notice a form and period, however many are late: nobody is told forty times."""
    late: dict[tuple[int, str, Period], int] = defaultdict(int)
    for stood, form, period, due_on in rows:
        if due_on < today and stood.parent_id is not None:
            late[stood.parent_id, form.code, period] += 1
    accounts = accounts_holding(DECIDE, {parent for parent, _f, _p in late}, today)
    for (parent, code, period), count in late.items():
        yield Told(
            "periodic.late_below",
            f"periodic.late_below:{parent}:{code}:{period}",
            f"periodic_unit:{parent}",
            accounts.get(parent, []),
            {"period": period.label, "count": str(count)},
        )
