"""Reading shortcomings with how far they are put right, always for an actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, Case, Count, Exists, F, Max, OuterRef, Q, Value, When
from django.db.models.functions import Substr

from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.remedies.models import Remedy, Shortcoming, ShortcomingQuerySet
from chibo.areas.remedies.permissions import VIEW
from chibo.areas.remedies.rules import Standing, Tally, Work, standing_of
from chibo.areas.tasks.models import Task, TaskReview, TaskState
from chibo.core.actor import Actor
from chibo.core.rows import get_row

PAGE = 50


@dataclass(frozen=True)
class RemedyLine:
    """A task of a shortcoming; `task` is the one it was joined to, where it was."""

    remedy: Remedy
    task: Task
    is_late: bool
    why_dropped: str

    @property
    def may_go(self) -> bool:
        """Whether it can be taken off again."""
        return self.task.state == TaskState.OPEN or not self.remedy.gave_it


@dataclass(frozen=True)
class ShortcomingLine:
    """A shortcoming with its tasks and what they say of it."""

    row: Shortcoming
    remedies: tuple[RemedyLine, ...]
    standing: Standing


@dataclass(frozen=True)
class UnitYear:
    """The shortcomings of a cell's year."""

    year: int
    lines: tuple[ShortcomingLine, ...]
    tally: Tally


@dataclass(frozen=True)
class BelowRow:
    """A unit directly below with everything at or below it."""

    unit: Unit
    tally: Tally


@dataclass(frozen=True)
class BelowPage:
    """One page of the units below by code, and the sum of all of them."""

    rows: tuple[BelowRow, ...]
    page: Page[Unit]
    total: Tally


def get_shortcoming(actor: Actor, shortcoming_id: int) -> Shortcoming:
    """The shortcoming, for whoever may see it; NotThere otherwise."""
    return get_row(Shortcoming.objects.select_related("unit"), actor, pk=shortcoming_id)


def unit_year(actor: Actor, unit: Unit, year: int, today: date) -> UnitYear:
    """The shortcomings of a cell's year in the order they were written down. Three reads."""
    rows = Shortcoming.objects.visible_to(actor).filter(unit=unit, year=year)
    lines = _told(list(rows.select_related("unit").order_by("id")), today)
    return UnitYear(year, lines, _tally_of(lines))


def _told(rows: Sequence[Shortcoming], today: date) -> tuple[ShortcomingLine, ...]:
    """Shortcomings the actor may see, with their tasks."""
    by_row: dict[int, list[RemedyLine]] = {row.pk: [] for row in rows}
    found = Remedy.objects.filter(shortcoming__in=rows).order_by("id")
    found = found.select_related("task__owner", "task__joined_to__owner")
    remedies = list(found)
    reasons = _reasons([_lasting(each.task) for each in remedies])
    for each in remedies:
        task = _lasting(each.task)
        late = _work(task).is_open and task.due_on is not None and task.due_on < today
        why = reasons.get(task.pk) or task.result if task.state == TaskState.DROPPED else ""
        by_row[each.shortcoming_id].append(RemedyLine(each, task, late, why))
    return tuple(_line(row, by_row[row.pk], today) for row in rows)


def _line(row: Shortcoming, remedies: list[RemedyLine], today: date) -> ShortcomingLine:
    works = [_work(each.task) for each in remedies]
    return ShortcomingLine(row, tuple(remedies), standing_of(works, today))


def _lasting(task: Task) -> Task:
    return task.joined_to if task.joined_to is not None else task


def _work(task: Task) -> Work:
    return Work(task.state == TaskState.OPEN, task.state == TaskState.DONE, task.due_on)


def _reasons(tasks: Sequence[Task]) -> dict[int, str]:
    """What the meeting that gave a task up said."""
    dropped = [task.pk for task in tasks if task.state == TaskState.DROPPED]
    if not dropped:
        return {}
    rows = TaskReview.objects.filter(task__in=dropped, outcome="dropped").order_by("on", "id")
    return dict(rows.values_list("task_id", "note"))


def _tally_of(lines: Sequence[ShortcomingLine]) -> Tally:
    """The count of a list that is read already."""
    at = [line.standing for line in lines]
    return Tally(len(at), at.count(Standing.FIXED), at.count(Standing.OVERDUE))


def latest_year(actor: Actor, unit: Unit, today: date) -> int:
    """The newest year with shortcomings at or below the unit; else the one reviewed last.

    The review of a year is held at its end: before December the one of the year before is the last.
    """
    seen = Shortcoming.objects.visible_to(actor, inside=unit.path)
    newest = seen.aggregate(newest=Max("year"))["newest"]
    return int(newest) if newest else today.year - (today.month < 12)


def below(
    actor: Actor, body: Unit, year: int, today: date, number: str = "1", size: int = PAGE
) -> BelowPage:
    """The units directly below by code, each with all at or below it. Raises NotAllowed.

    Four reads, however many there are.
    """
    actor.require(VIEW, body)
    units = Unit.objects.visible_to(actor).filter(parent=body).existing_on(today).order_by("code")
    page = Paginator(units, size).get_page(number)
    tallies = _tallies(actor, body, year, today)
    rows = tuple(BelowRow(unit, tallies.get(unit.path, Tally())) for unit in page)
    return BelowPage(rows, page, sum(tallies.values(), Tally()))


@dataclass(frozen=True)
class FoundPage:
    """One page of the shortcomings behind a count."""

    lines: tuple[ShortcomingLine, ...]
    page: Page[Shortcoming]


def behind_count(
    actor: Actor,
    body: Unit,
    year: int,
    today: date,
    only: Standing | None,
    number: str = "1",
    size: int = PAGE,
) -> FoundPage:
    """The shortcomings at or below a body, all or those fixed or overdue, by cell."""
    rows = Shortcoming.objects.visible_to(actor, inside=body.path).filter(year=year)
    if only is not None:
        asked = "is_overdue" if only == Standing.OVERDUE else "is_fixed"
        rows = judged(rows, today).filter(**{asked: True})
    rows = rows.select_related("unit").order_by("unit__path", "id")
    page = Paginator(rows, size).get_page(number)
    return FoundPage(_told(list(page), today), page)


def _tallies(actor: Actor, body: Unit, year: int, today: date) -> dict[str, Tally]:
    """Counted in the database, by the path of the unit directly below."""
    rows = Shortcoming.objects.visible_to(actor, inside=body.path).filter(year=year)
    branch = Substr("unit__path", 1, len(body.path) + SEGMENT)
    counted = (
        judged(rows, today)
        .order_by()
        .annotate(branch=branch)
        .values("branch")
        .annotate(
            named=Count("pk"),
            fixed_n=Count("pk", filter=Q(is_fixed=True)),
            overdue_n=Count("pk", filter=Q(is_overdue=True)),
        )
    )
    return {
        each["branch"]: Tally(each["named"], each["fixed_n"], each["overdue_n"]) for each in counted
    }


def judged(rows: ShortcomingQuerySet, today: date) -> ShortcomingQuerySet:
    """The rows with `is_fixed` and `is_overdue`: what `rules.standing_of` says, in the database."""
    tasks = Remedy.objects.filter(shortcoming=OuterRef("pk"))
    state = Case(
        When(task__joined_to__isnull=False, then=F("task__joined_to__state")),
        default=F("task__state"),
    )
    due_on = Case(
        When(task__joined_to__isnull=False, then=F("task__joined_to__due_on")),
        default=F("task__due_on"),
    )
    tasks = tasks.annotate(state=state, due_on=due_on)
    waiting = tasks.filter(state=TaskState.OPEN)
    fixed = Q(~Exists(waiting), Exists(tasks.filter(state=TaskState.DONE)))
    return rows.annotate(
        is_fixed=Case(When(fixed, then=Value(True)), default=False, output_field=BooleanField()),
        is_overdue=Exists(waiting.filter(due_on__lt=today)),
    )
