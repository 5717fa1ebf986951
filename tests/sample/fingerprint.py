"""What the sample put on record, without ids, versions and passwords: comparable and hashable."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from chibo.areas.access.models import Account, RoleGrant
from chibo.areas.badges.models import Badge
from chibo.areas.documents.models import PaperCounter, PaperNumber
from chibo.areas.dues.models import DuesEntry, DuesPayment, DuesRate, DuesSheet
from chibo.areas.indicators.models import CellMonth, UnitMonth
from chibo.areas.meetings.models import (
    AgendaPoint,
    Attendance,
    CellHabit,
    Meeting,
    PaperToSend,
    Vote,
)
from chibo.areas.members.models import CorrectionProposal, Member, Transfer
from chibo.areas.members.sealed import told
from chibo.areas.organisation.models import Unit
from chibo.areas.oversight.models import Overseeing
from chibo.areas.places.models import Place
from chibo.areas.posts.models import Congress, Post, PostTarget, Term
from chibo.areas.reports.models import MonthlyReport, ReportComment, ReportEvent
from chibo.areas.resolutions.models import Resolution
from chibo.areas.scoring.models import ScoreLine, ScoreSheet
from chibo.areas.tasks.models import Task, TaskNote, TaskReview
from chibo.core.models import AuditEvent
from chibo.core.numbers import opened
from chibo.core.sealed_fields import BlindIndex

# Where a row belongs, in words that are the same in every database, and what would not be.
KEYS: dict[type[Model], tuple[str, ...]] = {
    Unit: ("parent__code",),
    Member: ("cell__code",),
    Transfer: ("member__code", "to_unit__code"),
    CorrectionProposal: ("member__code",),
    Account: ("member__code",),
    Post: ("member__code", "unit__code"),
    Term: ("unit__code",),
    Congress: ("unit__code",),
    PostTarget: ("unit__code",),
    Place: ("commune__code", "became__name"),
    Overseeing: ("member__code", "unit__code"),
    Badge: ("member__code",),
    DuesRate: ("member__code",),
    DuesSheet: ("unit__code",),
    DuesEntry: ("member__code",),
    DuesPayment: ("entry__member__code", "entry__month"),
    RoleGrant: ("account__username", "unit__code"),
    CellHabit: ("unit__code",),
    Meeting: ("unit__code",),
    AgendaPoint: ("meeting__unit__code", "meeting__month", "meeting__kind"),
    PaperToSend: ("meeting__unit__code", "meeting__month", "meeting__kind"),
    Attendance: ("meeting__unit__code", "meeting__month", "meeting__kind", "member__code"),
    Vote: ("meeting__unit__code", "meeting__month", "meeting__kind"),
    ScoreSheet: ("meeting__unit__code", "meeting__held_on", "meeting__kind"),
    ScoreLine: ("sheet__meeting__unit__code", "sheet__meeting__held_on", "sheet__meeting__kind"),
    Resolution: ("meeting__unit__code", "meeting__month", "meeting__kind"),
    Task: ("unit__code", "owner__code"),
    TaskNote: ("task__unit__code", "task__title"),
    TaskReview: ("task__unit__code", "task__title", "task__given_on"),
    MonthlyReport: ("unit__code",),
    ReportComment: ("report__unit__code", "report__month"),
    ReportEvent: ("report__unit__code", "report__month"),
    PaperNumber: ("unit__code",),
    PaperCounter: ("unit__code",),
    CellMonth: ("cell__code",),
    UnitMonth: ("unit__code",),
    AuditEvent: (),
}
NEVER = {
    "id",
    "version",
    "password",
    "last_login",
    "created_at",
    "path",
    "above",
    "unit_path",
    "search_words",
    "origin",
    "ref",
    "at_ref",
    "account_id",
    "unit_id",
    "target",
    "changes",
    "address",  # of a command: the login and the machine
}
MADE_TODAY = ("account.", "role.given")


def rows_of(model: type[Model], unit_code: str | None = None) -> list[tuple[Any, ...]]:
    """The rows of a table in a stable order; only those of a unit where one is given."""
    own = [
        field.name
        for field in model._meta.concrete_fields
        if field.name not in NEVER and not field.is_relation and not isinstance(field, BlindIndex)
    ]
    rows = model._default_manager.all()
    if hasattr(rows, "unscoped"):
        rows = rows.unscoped("the fingerprint looks at everything")
    keys = KEYS[model]
    if unit_code is not None:
        rows = rows.filter(**{next(key for key in keys if "unit__code" in key): unit_code})
    if model is AuditEvent:
        rows = rows.exclude(action="role.given", via="cli").exclude(action__startswith="account.")
    return sorted(tuple(map(_said, row)) for row in rows.values_list(*keys, *own))


def _said(value: Any) -> str:
    """A value as people know it: every system seals under a key of its own."""
    return str(told(value) if isinstance(value, dict) else opened(value))


def fingerprint(models: Sequence[type[Model]] = tuple(KEYS)) -> dict[str, str]:
    """One hash per table."""
    return {
        model.__name__: hashlib.sha256(repr(rows_of(model)).encode()).hexdigest()[:16]
        for model in models
    }
