"""How far cells are with what a paper asks, read from their tasks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Left

from chibo.areas.directives.models import Call, Directive
from chibo.areas.directives.rules import Progress, was_late
from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.tasks.models import Task, TaskNote, TaskQuerySet, TaskReview, TaskState
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date

WHY = "a paper of a body above; what it asks is read by those who carry it out"
NAMED = 60
ORDER = tuple(Progress)


@dataclass(frozen=True)
class Tally:
    """How many cells stand where; `total` leaves out those for whom it was called off."""

    overdue: int = 0
    untouched: int = 0
    running: int = 0
    done: int = 0
    dropped: int = 0

    @property
    def total(self) -> int:
        """Cells that have to carry it out."""
        return self.overdue + self.untouched + self.running + self.done

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, step) + getattr(other, step) for step in ORDER))


@dataclass(frozen=True)
class CallProgress:
    """One thing asked, and how far the cells the actor may see are with it."""

    call: Call
    tally: Tally


@dataclass(frozen=True)
class CellWork:
    """One cell and one thing asked of it. `looked_on`: the last meeting that took it up."""

    task: Task
    call: Call
    progress: Progress
    late: bool
    looked_on: date | None
    carries: int


def calls_of(actor: Actor, directive: Directive, today: date) -> list[CallProgress]:
    """What the paper asks, in the order it was asked."""
    calls = list(Call.objects.unscoped(WHY).filter(directive=directive))
    tallies = tallies_by_origin(actor, [call.ref for call in calls], today)
    return [CallProgress(call, tallies.get(call.ref, Tally())) for call in calls]


def tallies_by_origin(actor: Actor, refs: Iterable[str], today: date) -> dict[str, Tally]:
    """By what was asked, how far the cells are that the actor may see."""
    return dict(_tallied(_stepped(actor, refs, today), "origin"))


def tallies_below(
    actor: Actor, directive: Directive, inside: Unit, today: date
) -> list[tuple[Unit, Tally]]:
    """By unit directly below `inside`, everything the paper asks, as the tree goes."""
    refs = _refs(directive)
    rows = _stepped(actor, refs, today, inside).annotate(
        branch=Left("unit__path", len(inside.path) + SEGMENT)
    )
    tallies = dict(_tallied(rows, "branch"))
    units = Unit.objects.visible_to(actor).filter(path__in=list(tallies)).order_by("path")
    return [(unit, tallies[unit.path]) for unit in units]


def cells_of(
    actor: Actor, directive: Directive, inside: Unit, today: date, only: str = ""
) -> QuerySet[Task]:
    """The cells' tasks, those first where somebody has to act; for a paginated list.

    `only` narrows to one `Progress`. Rows become `CellWork` by `told`.
    """
    looked = TaskReview.objects.filter(task=OuterRef("pk")).order_by()
    rows = _stepped(actor, _refs(directive), today, inside)
    if only in ORDER:
        rows = rows.filter(Q(step=ORDER.index(Progress(only))))
    last = looked.values("task").annotate(last=Max("on")).values("last")
    carried = looked.filter(outcome="carried").values("task").annotate(n=Count("pk")).values("n")
    told = rows.annotate(looked_on=Subquery(last), carries=Subquery(carried))
    ordered = told.select_related("unit", "owner")
    return ordered.order_by("step", "unit__path", "id")  # type: ignore[misc]


def told(directive: Directive, tasks: Iterable[Task]) -> list[CellWork]:
    """The rows of `cells_of` with what was asked and how far they are."""
    calls = {call.ref: call for call in Call.objects.unscoped(WHY).filter(directive=directive)}
    return [_cell_work(task, calls[task.origin]) for task in tasks]


def carried_below(actor: Actor, directive: Directive, today: date) -> list[tuple[Directive, Tally]]:
    """Papers of bodies below that carry this one out, each with how far its cells are."""
    rows = Directive.objects.visible_to(actor).filter(based_on=directive)
    below = list(rows.select_related("unit").order_by("unit__path", "issued_on"))
    sums = sums_of(actor, below, today)
    return [(row, sums[row.pk]) for row in below]


def sums_of(actor: Actor, directives: Sequence[Directive], today: date) -> dict[int, Tally]:
    """By paper, everything it asks taken together. Two reads, however many papers."""
    calls = list(Call.objects.unscoped(WHY).filter(directive__in=[d.pk for d in directives]))
    tallies = tallies_by_origin(actor, [call.ref for call in calls], today)
    sums = {directive.pk: Tally() for directive in directives}
    for call in calls:
        sums[call.directive_id] += tallies.get(call.ref, Tally())
    return sums


def find_reminder(actor: Actor, directive: Directive, today: date) -> str | None:
    """A message that names the cells past the deadline, to be sent by hand; None where none is."""
    late = cells_of(actor, directive, directive.unit, today, Progress.OVERDUE)
    works = told(directive, late[:NAMED])
    if not works:
        return None
    named: dict[int, list[str]] = {}
    for work in works:
        named.setdefault(work.call.pk, []).append(work.task.unit.name)
    calls = {work.call.pk: work.call for work in works}
    head = _("Đề nghị các chi bộ sau báo kết quả thực hiện văn bản số %(number)s ngày %(day)s:")
    lines = [head % {"number": directive.number, "day": show_date(directive.issued_on)}]
    for key, names in named.items():
        lines.append(f"– {calls[key].title} ({_due(calls[key])}): {'; '.join(names)}.")
    return "\n".join(lines)


def _due(call: Call) -> str:
    return _("hạn %s") % show_date(call.due_on)


def _refs(directive: Directive) -> list[str]:
    return [call.ref for call in Call.objects.unscoped(WHY).filter(directive=directive)]


def _any_of(rows: type[TaskNote] | type[TaskReview]) -> Q:
    """Of the task itself, or of one of a unit that became part of this one.

    Two questions with an index each; one with both in it looked through all rows for every task.
    """
    own = rows._default_manager.filter(task=OuterRef("pk"))
    joined = rows._default_manager.filter(task__joined_to=OuterRef("pk"))
    return Exists(own) | Exists(joined)


def _stepped(
    actor: Actor, refs: Iterable[str], today: date, inside: Unit | None = None
) -> TaskQuerySet:
    """The tasks with `step`, their `Progress` as its place in the order."""
    rows = Task.objects.visible_to(actor, inside=inside.path if inside else "")
    touched = Q(owner__isnull=False) | _any_of(TaskNote) | _any_of(TaskReview)
    return (
        rows.filter(origin__in=list(refs))
        .exclude(state=TaskState.JOINED)
        .annotate(
            step=Case(
                _when(Q(state=TaskState.DONE), Progress.DONE),
                _when(Q(state=TaskState.DROPPED), Progress.DROPPED),
                _when(Q(due_on__lt=today), Progress.OVERDUE),
                _when(touched, Progress.RUNNING),
                default=Value(ORDER.index(Progress.UNTOUCHED)),
                output_field=IntegerField(),
            )
        )
    )


def _when(condition: Q, progress: Progress) -> When:
    return When(condition, then=Value(ORDER.index(progress)))


def _tallied(rows: TaskQuerySet, key: str) -> Iterable[tuple[str, Tally]]:
    counts = (
        rows.order_by()
        .values(key)
        .annotate(**{step: Count("pk", filter=Q(step=place)) for place, step in enumerate(ORDER)})
    )
    for row in counts:
        yield row[key], Tally(*(row[step] for step in ORDER))


def _cell_work(task: Task, call: Call) -> CellWork:
    progress = ORDER[task.step]  # type: ignore[attr-defined]
    late = progress == Progress.DONE and was_late(task.due_on, task.ended_on)
    carries = task.carries or 0  # type: ignore[attr-defined]
    return CellWork(task, call, progress, late, task.looked_on, carries)  # type: ignore[attr-defined]
