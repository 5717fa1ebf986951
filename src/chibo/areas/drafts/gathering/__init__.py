"""What the records of a cell give for its drafts; nothing else goes into a sentence."""

from datetime import date

from chibo.areas.drafts.gathering.cell import building_facts, dues_facts
from chibo.areas.drafts.gathering.told import committee_facts, concern_facts, input_facts
from chibo.areas.drafts.gathering.work import coming_facts, directive_facts, task_facts
from chibo.areas.drafts.models import DraftKind
from chibo.areas.drafts.rules import Fact
from chibo.areas.meetings.models import Meeting
from chibo.areas.resolutions.queries import earlier_tasks
from chibo.core.actor import Actor
from chibo.core.i18n import in_vietnamese

__all__ = ["gathered"]


@in_vietnamese()
def gathered(actor: Actor, meeting: Meeting, kind: str, today: date) -> list[Fact]:
    """The sentences of a draft as the records give them today, in order; always Vietnamese."""
    tasks = earlier_tasks(meeting)
    if kind == DraftKind.RESOLUTION:
        return [
            *task_facts(tasks, "review", summary_only=True),
            *committee_facts(actor, meeting, "direction"),
            *coming_facts(meeting, tasks, "direction", with_tasks=False),
            *coming_facts(meeting, tasks, "assignments", with_direction=False),
        ]
    return [
        *task_facts(tasks, "tasks"),
        *directive_facts(tasks, "directives"),
        *building_facts(meeting, today),
        *dues_facts(actor, meeting),
        *input_facts(actor, meeting),
        *concern_facts(actor, meeting),
        *committee_facts(actor, meeting, "committee"),
        *coming_facts(meeting, tasks, "coming"),
    ]
