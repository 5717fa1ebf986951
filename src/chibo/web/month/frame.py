"""What stands around every page of a meeting: the way here and the five steps."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.areas.meetings import permissions
from chibo.areas.meetings.models import Meeting
from chibo.areas.reports.progress import StepProgress, current_step, month_progress
from chibo.core.periods import Month
from chibo.regulations import Source
from chibo.web.components.frame import STEP_LABELS, Step, StepState
from chibo.web.request import ActorRequest

ROUTES = ("step_prepare", "step_sitting", "step_score", "step_resolution", "step_report")


EARLIEST = Month(1930, 1)


@dataclass(frozen=True)
class Because:
    """A sentence with its source, for "Vì sao?"."""

    sentence: str
    source: str
    ref: str = ""
    """Where the rule stands on the pages "Quy định"."""

    @classmethod
    def of(cls, sentence: str, source: Source | None) -> "Because":
        """A sentence that follows from a rule; None: from no rule."""
        return cls(sentence, source.label, source.ref) if source else cls(sentence, "")


def month_url(meeting: Meeting) -> str:
    """The page of the month the meeting belongs to."""
    return reverse("cell_month", args=[meeting.unit_id, meeting.round])


def steps_of(meeting: Meeting, progress: list[StepProgress], here: int | None) -> list[Step]:
    """The five steps with their addresses; `here` is the page being looked at."""
    return [
        Step(
            label=str(STEP_LABELS[index]),
            href=reverse(ROUTES[index], args=[meeting.pk]),
            state=_state(index, progress, here),
            note=step.note,
        )
        for index, step in enumerate(progress)
    ]


def _state(index: int, progress: list[StepProgress], here: int | None) -> StepState:
    if index == here:
        return "current"
    if progress[index].done:
        return "done"
    return "due" if index == current_step(progress) else "later"


def step_context(request: ActorRequest, meeting: Meeting, here: int) -> dict[str, Any]:
    """Context shared by the five step pages."""
    progress = month_progress(meeting.unit, meeting.round, meeting)
    steps = steps_of(meeting, progress, here)
    following = steps[here + 1] if here + 1 < len(steps) else None
    return {
        "meeting": meeting,
        "unit": meeting.unit,
        "month": meeting.round,
        "month_url": month_url(meeting),
        "steps": steps,
        "following": following,
        "here_label": steps[here].label,
        "here_done": progress[here].done,
        "may_run": request.actor.may(permissions.RUN, meeting.unit.path),
        "writable": meeting.is_editable and request.actor.may(permissions.RUN, meeting.unit.path),
        "kind_name": meeting.get_kind_display(),
    }


def read_month(text: str, otherwise: Month) -> Month:
    """The month of an address; the other one when it is none, or none people ever meet in."""
    try:
        found = Month.parse(text)
    except ValueError:
        return otherwise
    return found if EARLIEST <= found <= otherwise.plus(12) else otherwise


def is_id(text: str) -> bool:
    """Whether the text is a whole number that may stand for a record."""
    return text.isascii() and text.isdecimal() and len(text) <= 18


def locked_words() -> str:
    """Said on the pages of a closed meeting."""
    return _("Buổi sinh hoạt đã đóng. Muốn sửa, hãy mở lại ở bước “Báo cáo” và ghi lý do.")
