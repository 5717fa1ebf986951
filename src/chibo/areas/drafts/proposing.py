"""The draft resolution becomes the wording the cell starts from at its meeting."""

from chibo.areas.drafts.models import DraftKind, DraftSentence, Mark
from chibo.areas.meetings.models import Meeting
from chibo.areas.resolutions.proposing import register

PARTS = {"review": "results", "direction": "direction", "assignments": "direction"}
"""Which part of the resolution each part of the draft goes on in."""
TOLD_ANYWAY = ("tasks.", "coming:")
"""Keys of what a resolution tells from the tasks themselves, with what the meeting said of them."""


def register_proposer() -> None:
    """Have the draft asked for wherever a resolution has no words of its own."""
    register(lines_for)


def lines_for(meeting: Meeting) -> dict[str, list[str]]:
    """The sentences of the draft resolution as they stand, without their marks. One read.

    What the draft read from the tasks is not said again: it may be other by the meeting's end, and
    the resolution lists every task with its outcome. Somebody's own words about them go on.
    """
    rows = DraftSentence.objects.filter(
        draft__meeting=meeting, draft__kind=DraftKind.RESOLUTION, is_left_out=False
    )
    lines: dict[str, list[str]] = {}
    for row in rows:
        is_told = row.mark != Mark.TYPED and row.key.startswith(TOLD_ANYWAY)
        if row.section in PARTS and not is_told:
            lines.setdefault(PARTS[row.section], []).append(row.text)
    return lines
