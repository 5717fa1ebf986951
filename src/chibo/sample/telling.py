"""Draws the stories of the last months for each cell: who wrote what, and when."""

from datetime import date, timedelta
from random import Random

from chibo.core.periods import Month
from chibo.regulations import MeetingKind
from chibo.sample.cells import Cell
from chibo.sample.hours import after, at
from chibo.sample.people import Person
from chibo.sample.province import Province
from chibo.sample.reporting import report_of
from chibo.sample.sittings import Sitting
from chibo.sample.stories import MeetingStory, MonthStory, Preparation, Stage
from chibo.sample.tasks import Assigner
from chibo.sample.words import Said, chance, common, say, say_some, spoken

CLOSED_SHARE = 0.86
FORGOTTEN = 0.05


class Teller:
    """The stories of one cell, month after month."""

    def __init__(self, province: Province, cell: Cell) -> None:
        self.province, self.cell = province, cell
        self.course = province.courses[cell.code]
        self.is_demo = cell is province.demo_cell
        self.assigner = Assigner(province, cell)

    def tell(self, month: Month) -> MonthStory:
        """The cell's month as far as it has come by today."""
        ago = (
            (self.province.running.year - month.year) * 12
            + self.province.running.month
            - month.month
        )
        rng = chance(self.province.seed, "story", self.cell.code, ago)
        meetings = [
            story
            for sitting in self.course.sittings(month)
            if (story := self._meeting(rng, month, sitting))
        ]
        meetings.sort(key=lambda story: (story.sitting.held_on, story.sitting.kind))
        return MonthStory(
            self.cell,
            month,
            tuple(meetings),
            report_of(self.province, self.cell, month, meetings, rng),
        )

    def _meeting(self, rng: Random, month: Month, sitting: Sitting) -> MeetingStory | None:
        stage = self._stage(rng, month, sitting)
        if stage is None:
            return None
        preparation = self._preparation(rng, month, sitting)
        tasks = self.assigner.give(rng, month, sitting) if stage is Stage.CLOSED else ()
        topic = month.label
        return MeetingStory(
            cell=self.cell,
            month=month,
            sitting=sitting,
            stage=stage,
            preparation=preparation,
            notes=self._notes(rng, month, sitting, preparation),
            conclusion=say(rng, rng.choice(common("conclusion"))),
            shortcomings=rng.choice(common("shortcomings")),
            finished_at=after(sitting.held_on, sitting.ends_at, sitting.starts_at),
            tasks=tasks,
            vote=(f"Thông qua nghị quyết sinh hoạt chi bộ tháng {topic}", "ordinary"),
        )

    def _stage(self, rng: Random, month: Month, sitting: Sitting) -> Stage | None:
        today, drawn = self.province.today, rng.random()
        if month < self.province.running:
            return Stage.CLOSED
        if sitting.held_on >= today:
            near = (sitting.planned_on - today).days <= 7
            planned = self.is_demo or drawn < (0.85 if near else 0.35)
            return Stage.PLANNED if planned else None
        if drawn < CLOSED_SHARE:
            return Stage.CLOSED
        if drawn < CLOSED_SHARE + FORGOTTEN:
            return Stage.PLANNED if drawn < CLOSED_SHARE + FORGOTTEN / 2 else None
        return Stage.BEGUN if drawn < 0.96 else Stage.SCORED

    def _preparation(self, rng: Random, month: Month, sitting: Sitting) -> Preparation:
        careful = rng.random() < self.cell.usual.quality
        planned, quarter = sitting.planned_on, sitting.kind.is_thematic
        earliest = max(month.first, self.province.first_record.first)
        prepared = max(earliest, planned - timedelta(days=rng.randint(4, 7)))
        prepared = min(prepared, self.province.today - timedelta(days=1))
        papers = [common("papers")[0], *([common("papers")[2]] if quarter else [])]
        lead = rng.choice((1, 1, 2, 3)) if careful else 0
        return Preparation(
            prepared_at=at(max(prepared, earliest), 7, rng.randint(5, 55)),
            place=self.cell.usual.venue,
            drafter=rng.choice(self.cell.officers).full_name,
            chair=self.cell.secretary.full_name,
            minutes_by=self.cell.deputy.full_name,
            committee_met_on=self._sent(prepared, planned - timedelta(days=3), careful),
            notice_sent_on=self._sent(prepared, planned - timedelta(days=lead + 1), True),
            papers_sent_on=self._sent(prepared, planned - timedelta(days=lead), careful),
            papers=(*papers, rng.choice(common("papers")[1::2])),
        )

    def _sent(self, prepared: date, day: date, done: bool) -> date | None:
        """The day, if it was done and has come; never before the meeting was prepared."""
        day = max(day, prepared)
        return day if done and day < self.province.today else None

    def _notes(
        self, rng: Random, month: Month, sitting: Sitting, preparation: Preparation
    ) -> dict[str, str]:
        slots = {
            **self.cell.slots,
            "chair": preparation.chair,
            "secretary": preparation.minutes_by,
            "drafter": preparation.drafter,
            "praised": _praised(rng, sitting).full_name,
            "topic": sitting.topic,
        }
        found = {code: self._common(rng, code, slots) for code in _SHORT_STEPS}
        if sitting.kind.is_regular:
            found |= self._regular(rng, month, slots)
        found["discussion"] = self._some(rng, "discussion", month, 2, slots)
        if sitting.kind is MeetingKind.THEMATIC:
            found["thematic_topic"] = self._common(rng, "thematic", slots)
            found["focus"] = self._common(rng, "thematic_focus", slots)
        if sitting.kind is MeetingKind.COMBINED:
            found["combined_topic"] = self._common(rng, "thematic", slots)
        left_out = [code for code in _OFTEN_FORGOTTEN if rng.random() > self.cell.usual.quality]
        return {code: text for code, text in found.items() if code not in left_out}

    def _regular(self, rng: Random, month: Month, slots: dict[str, str]) -> dict[str, str]:
        told = {
            code: self._common(rng, code, slots)
            for code in ("dues", "member_tasks", "self_criticism")
        }
        asked: Said = spoken(self.cell.cell_type, "petitions")
        said: Said = asked if rng.random() < 0.4 else common("no_petition")
        return told | {
            "month_review": self._some(rng, "review", month, rng.choice((2, 3)), slots),
            "political_information": say_some(rng, common("information"), month, 2, **slots),
            "focus": self._some(rng, "focus", month, 1, slots),
            "next_month": self._some(rng, "plan", month.next(), rng.choice((2, 3)), slots),
            "petitions": say_some(rng, said, month, 1, **slots),
        }

    def _common(self, rng: Random, section: str, slots: dict[str, str]) -> str:
        return say(rng, rng.choice(common(section)), **slots)

    def _some(
        self, rng: Random, section: str, month: Month, count: int, slots: dict[str, str]
    ) -> str:
        return say_some(rng, spoken(self.cell.cell_type, section), month, count, **slots)


_SHORT_STEPS = (
    "opening",
    "roll_call",
    "agenda_approval",
    "conclusion",
    "assignments",
    "resolution_vote",
    "self_score",
    "minutes_reading",
)
_OFTEN_FORGOTTEN = ("agenda_approval", "discussion", "self_score", "roll_call", "assignments")


def _praised(rng: Random, sitting: Sitting) -> Person:
    absent = {absence.person.code for absence in sitting.absences}
    there = [p for p in sitting.roll if p.code not in absent and p not in sitting.exempt]
    return rng.choice(there)
