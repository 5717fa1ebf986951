"""What meetings do when areas below have acted."""

from chibo.areas.meetings.agenda_of_tasks import join_agendas, leave_agendas
from chibo.areas.meetings.judging import judge_anew
from chibo.areas.rulebook.events import LocalRulesChanged
from chibo.areas.tasks.events import TasksCalledOff, TasksGiven
from chibo.core.events import subscribe
from chibo.core.jobs import enqueue_after_commit


def judge_by_changed_rules(event: LocalRulesChanged) -> None:
    """Meetings from the day on are judged by the rules as they are now."""
    if judge_anew(event.path, event.since):
        enqueue_after_commit("fold_figures")


def register() -> None:
    """Called once when the applications are ready."""
    subscribe(LocalRulesChanged, judge_by_changed_rules)
    subscribe(TasksGiven, join_agendas)
    subscribe(TasksCalledOff, leave_agendas)
