"""The tasks a cell gives its members, and what becomes of them month after month."""

from datetime import timedelta
from random import Random

from chibo.core.periods import Month
from chibo.sample.cells import Cell
from chibo.sample.people import Person
from chibo.sample.province import RECORD_MONTHS, Province
from chibo.sample.sittings import Sitting
from chibo.sample.stories import Fate, TaskStory
from chibo.sample.words import chance, common, say, spoken

AFTER_THE_NEXT_MEETING = 37


class Assigner:
    """Gives tasks in a cell without repeating itself."""

    def __init__(self, province: Province, cell: Cell) -> None:
        self.province, self.cell = province, cell
        ideas = list(spoken(cell.cell_type, "tasks"))
        chance(province.seed, "tasks", cell.code).shuffle(ideas)
        self._ideas, self._next = ideas, 0

    def give(self, rng: Random, month: Month, sitting: Sitting) -> tuple[TaskStory, ...]:
        """The tasks of a meeting; a thematic one gives none of its own."""
        if not sitting.kind.is_regular:
            return ()
        count = rng.choice((2, 3, 3, 4))
        if self.cell is self.province.demo_cell:
            return self._of_the_demo(rng, month, sitting)
        return tuple(self._task(rng, month, sitting) for _ in range(count))

    def _of_the_demo(self, rng: Random, month: Month, sitting: Sitting) -> tuple[TaskStory, ...]:
        """Three each month; the oldest is carried over twice, the elder has one of his own."""
        given = [self._task(rng, month, sitting) for _ in range(3)]
        ago = (
            (self.province.running.year - month.year) * 12
            + self.province.running.month
            - month.month
        )
        if ago == RECORD_MONTHS:
            given[0].fates = [self._carried(rng, month, sitting, turn) for turn in (1, 2)]
            given[0].reported = ""
        if ago == 1:
            given[1].owner = self.province.elder
            given[1].due_on = sitting.held_on + timedelta(days=AFTER_THE_NEXT_MEETING)
            given[1].reported, given[1].progress = "", common("progress")[2]
        return tuple(given)

    def _task(self, rng: Random, month: Month, sitting: Sitting) -> TaskStory:
        idea = self._ideas[self._next % len(self._ideas)]
        self._next += 1
        result = say(rng, idea["result"], **self.cell.slots)
        fates = []
        for turn in range(1, RECORD_MONTHS + 1):
            fate = self._fate(rng, month, sitting, turn, result)
            fates.append(fate)
            if fate.outcome != "carried":
                break
        reported = result if fates[0].outcome == "done" and rng.random() < 0.35 else ""
        return TaskStory(
            title=say(rng, idea["title"], **self.cell.slots),
            owner=self._owner(rng, sitting),
            due_on=sitting.held_on + timedelta(days=rng.randint(12, 30)),
            fates=fates,
            reported=reported,
            progress=rng.choice(common("progress")) if rng.random() < 0.3 else "",
        )

    def _fate(self, rng: Random, month: Month, sitting: Sitting, turn: int, result: str) -> Fate:
        drawn = rng.random()
        done = 0.9 * self.cell.usual.quality
        if drawn < done:
            return Fate("done", result)
        if drawn < 0.97:
            return self._carried(rng, month, sitting, turn)
        return Fate("dropped", rng.choice(common("dropped")))

    def _carried(self, rng: Random, month: Month, sitting: Sitting, turn: int) -> Fate:
        later = month.plus(turn + 1)
        day = later.first + timedelta(days=min(sitting.held_on.day, 25))
        return Fate("carried", rng.choice(common("carried")), day)

    def _owner(self, rng: Random, sitting: Sitting) -> Person:
        absent = {absence.person.code for absence in sitting.absences}
        able = [
            person
            for person in sitting.roll
            if person.code not in absent
            and person not in sitting.exempt
            and not person.has_left
            and person.age(sitting.held_on) < 72
        ]
        return rng.choice(able or list(sitting.roll))
