"""A month of many cells, written in the order in which it happened."""

from collections.abc import Sequence

from chibo.areas.members.models import Member
from chibo.sample.stories import MeetingStory, MonthStory, Stage
from chibo.sample.written import meetings, outcomes, reports, tasks
from chibo.sample.written.numbers import NumberBook
from chibo.sample.written.work import Desk, Trail, Work

Told = Sequence[tuple[Desk, MonthStory]]


class MonthWriter:
    """Writes month after month; `finish` puts the numbers of papers on record."""

    def __init__(self, members: dict[str, Member], seed: int) -> None:
        self.members, self.seed = members, seed
        self.numbers, self.trail = NumberBook(), Trail()

    def write(self, told: Told) -> None:
        """One month of all cells: their first meetings, their second ones, their reports."""
        works: list[Work] = []
        for turn in range(max((len(story.meetings) for _desk, story in told), default=0)):
            works += self._write_meetings(
                [(desk, s.meetings[turn]) for desk, s in told if len(s.meetings) > turn]
            )
        sent = [(desk, s.report) for desk, s in told if s.report and s.report.steps]
        reports.write_reports(sent, self.numbers, self.trail)
        reports.decide_scores(works, sent, self.seed, self.trail)
        self.trail.write()

    def finish(self) -> None:
        """The numbers given to papers."""
        self.numbers.write()

    def _write_meetings(self, told: Sequence[tuple[Desk, MeetingStory]]) -> list[Work]:
        works = [meetings.begin(desk, story) for desk, story in told]
        meetings.write_plans(works, self.numbers, self.trail)
        tasks.write_reports_of_owners(works)
        meetings.write_rolls(_reached(works, Stage.BEGUN), self.members)
        scored, closed = _reached(works, Stage.SCORED), _reached(works, Stage.CLOSED)
        meetings.write_votes(scored)
        tasks.write_reviews(closed)
        outcomes.write_scores(scored, self.seed, self.trail)
        outcomes.write_resolutions(closed, self.numbers, self.trail)
        tasks.give_tasks(closed, self.members, self.trail)
        meetings.close(closed, self.trail)
        return works


def _reached(works: Sequence[Work], stage: Stage) -> list[Work]:
    return [work for work in works if work.story.stage >= stage]
