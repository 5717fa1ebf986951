"""Who owes which report for which period, by what was asked; who is late and since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Q

from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.organisation.queries import standing
from chibo.areas.periodic.forms import Form, forms
from chibo.areas.periodic.models import Asking, PeriodicReport, PeriodicReportQuerySet
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.permissions import VIEW
from chibo.core.actor import Actor
from chibo.core.rows import get_row
from chibo.core.scoped import at_or_below

PAGE = 50
SHOWN = 4
"""How many periods of a form are listed, the running one first."""
WHY = "what the bodies above ask of a unit the actor may see"


@dataclass(frozen=True)
class Due:
    """A report that is owed, whether it was begun or not."""

    unit_id: int
    name: str
    code: str
    form: Form
    period: Period
    due_on: date
    report: PeriodicReport | None
    today: date

    @property
    def is_sent(self) -> bool:
        """Whether it lies with the superior or was accepted."""
        return self.report is not None and self.report.is_sent

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it was not sent, or came back and was not sent again."""
        return not self.is_sent and self.today > self.due_on

    @property
    def late_since(self) -> date:
        """The first day it was late."""
        return self.due_on + timedelta(days=1)

    @property
    def days_late(self) -> int:
        """How many days it is late today."""
        return (self.today - self.due_on).days

    @property
    def came_late(self) -> bool:
        """Whether it was sent first after its day."""
        sent = self.report.first_submitted_at if self.report else None
        return sent is not None and sent.date() > self.due_on

    @property
    def may_begin(self) -> bool:
        """Whether its period has begun."""
        return self.period.starts_on <= self.today


@dataclass(frozen=True)
class Board:
    """The reports of the units directly below for one form and period; late ones first."""

    form: Form
    period: Period
    page: Page[Due]
    asked: int
    sent: int
    accepted: int
    late: int


def get_report(actor: Actor, report_id: int) -> PeriodicReport:
    """The report, if the actor may see it; NotThere otherwise."""
    rows = PeriodicReport.objects.select_related("unit", "unit__parent")
    return get_row(rows, actor, pk=report_id)


def get_asking(actor: Actor, asking_id: int) -> Asking:
    """What a committee asked, if the actor may see it; NotThere otherwise."""
    return get_row(Asking.objects.select_related("unit"), actor, pk=asking_id)


def askings_over(unit: Unit) -> list[Asking]:
    """What the unit and the bodies above it ask, those that are over among them. One read."""
    above = Q(unit=unit.pk) | Q(unit__in=_ids_above(unit))
    rows = Asking.objects.unscoped(WHY).filter(above).select_related("unit")
    return list(rows.order_by("unit__path", "id"))


def askings_around(unit: Unit) -> list[Asking]:
    """The same with what the bodies below ask of theirs. One read."""
    around = Q(unit=unit.pk) | Q(unit__in=_ids_above(unit)) | at_or_below(unit.path, "unit__path")
    rows = Asking.objects.unscoped(WHY).filter(around).select_related("unit")
    return list(rows.order_by("unit__path", "id"))


def _ids_above(unit: Unit) -> list[int]:
    from chibo.areas.organisation.models import SEGMENT
    from chibo.areas.organisation.paths import unit_of

    path = unit.path
    return [unit_of(path[at : at + SEGMENT]) for at in range(0, len(path) - SEGMENT, SEGMENT)]


def forms_asked_of(actor: Actor, unit: Unit, day: date) -> list[Form]:
    """The forms that somebody asks of the unit or below it on that day, in the order of forms."""
    actor.require(VIEW, unit)
    running = {each.form for each in askings_over(unit) if each.runs_on(day)}
    return [form for code, form in forms().items() if code in running]


def is_asked(askings: Iterable[Asking], form: Form, period: Period, kind: str) -> bool:
    """Whether one of the askings wants the form for the period from a unit of that kind."""
    wanted = any(each.form == form.code and each.runs_on(period.last_day) for each in askings)
    return wanted and kind in form.due and form.covers(period)


def own_reports(actor: Actor, unit: Unit, today: date) -> list[Due]:
    """What the unit itself owes and owed lately, by form, the newest period first. Two reads."""
    actor.require(VIEW, unit)
    askings = askings_over(unit)
    wanted = [
        (form, period)
        for form in forms().values()
        for period in _recent(form, today)
        if is_asked(askings, form, period, unit.kind)
    ]
    rows = PeriodicReport.objects.visible_to(actor).filter(unit=unit)
    found = {(row.form, row.starts_on): row for row in rows.order_by("-starts_on")[:100]}
    return [
        _due(unit.pk, unit.name, unit.code, unit.kind, form, period, found, today)
        for form, period in wanted
    ]


def _recent(form: Form, today: date) -> list[Period]:
    running = Period.on(form.period, today)
    return [running.plus(-back) for back in range(SHOWN)]


def _due(
    unit_id: int,
    name: str,
    code: str,
    kind: str,
    form: Form,
    period: Period,
    found: dict[tuple[str, date], PeriodicReport],
    today: date,
) -> Due:
    report = found.get((form.code, period.starts_on))
    due_on = report.due_on if report else form.due_on(kind, period)
    return Due(unit_id, name, code, form, period, due_on, report, today)


def board(
    actor: Actor, unit: Unit, form: Form, period: Period, today: date, number: str = "1"
) -> Board:
    """The units directly below with their reports of the period: late ones first, then by code.

    No ranking: among the late the order is that of the codes. Four reads.
    """
    actor.require(VIEW, unit)
    rows = _below(actor, unit, form, period, today)
    rows.sort(key=lambda due: (not due.is_late, due.code))
    return Board(
        form=form,
        period=period,
        page=Paginator(rows, PAGE).get_page(number),
        asked=len(rows),
        sent=sum(due.is_sent for due in rows),
        accepted=sum(due.report is not None and due.report.is_locked for due in rows),
        late=sum(due.is_late for due in rows),
    )


def _below(actor: Actor, unit: Unit, form: Form, period: Period, today: date) -> list[Due]:
    stood = standing_below(actor, unit, form, period)
    reports = _listed(PeriodicReport.objects.visible_to(actor)).filter(
        form=form.code, starts_on=period.starts_on, unit__in=[each.unit_id for each in stood]
    )
    found = {row.unit_id: row for row in reports}
    return [
        _due(
            each.unit_id,
            each.name,
            each.unit.code,
            each.kind,
            form,
            period,
            {(form.code, period.starts_on): found[each.unit_id]} if each.unit_id in found else {},
            today,
        )
        for each in stood
    ]


def _listed(rows: PeriodicReportQuerySet) -> PeriodicReportQuerySet:
    """Without what was typed and counted, which a list does not show."""
    return rows.defer("typed", "explanations", "figures", "previous", "moved")


def standing_below(actor: Actor, unit: Unit, form: Form, period: Period) -> Sequence[UnitStanding]:
    """The units that stood directly below on the period's last day and owe the form. Two reads."""
    askings = [*askings_over(unit), *_of_children(unit)]
    rows = UnitStanding.objects.visible_to(actor).on(period.last_day)
    stood = rows.filter(parent=unit, kind__in=list(form.due)).select_related("unit")
    return [
        each
        for each in stood.order_by("unit__code")
        if is_asked(
            [a for a in askings if a.unit_id in (each.unit_id, *_over(unit))],
            form,
            period,
            each.kind,
        )
    ]


def _over(unit: Unit) -> list[int]:
    return [*_ids_above(unit), unit.pk]


def _of_children(unit: Unit) -> list[Asking]:
    return list(Asking.objects.unscoped(WHY).filter(unit__parent=unit))


def owed_between(first: date, last: date) -> list[tuple[UnitStanding, Form, Period, date]]:
    """Every report of anybody whose day lies between these two. For the job that reminds."""
    found: dict[tuple[int, str, date], tuple[UnitStanding, Form, Period, date]] = {}
    rows = Asking.objects.unscoped("every form asked for, to remind").select_related("unit")
    for asking in rows.order_by("id"):
        form = forms().get(asking.form)
        for period in _near(form, first, last) if form else ():
            if form and asking.runs_on(period.last_day) and form.covers(period):
                for stood, due_on in _standing_under(asking.unit, form, period):
                    if first <= due_on <= last:
                        key = (stood.unit_id, form.code, period.starts_on)
                        found[key] = (stood, form, period, due_on)
    return list(found.values())


def _near(form: Form, first: date, last: date) -> list[Period]:
    """The periods of the form with a day between these two for some kind of unit."""
    running = Period.on(form.period, last)
    near = [running.plus(-back) for back in range(4)]
    return [p for p in near if any(first <= form.due_on(k, p) <= last for k in form.due)]


def _standing_under(unit: Unit, form: Form, period: Period) -> list[tuple[UnitStanding, date]]:
    own = standing(unit, period.last_day)
    if own is None:
        return []
    rows = UnitStanding.objects.unscoped("who owes a report").on(period.last_day).under(own.path)
    return [(each, form.due_on(each.kind, period)) for each in rows.filter(kind__in=list(form.due))]
