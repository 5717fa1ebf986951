"""What a careful secretary writes down around each meeting, beside its record: the demo's own cell.

Before it: what organisations sent, the chi ủy's meeting. At it: who said what, who came late,
praise, a secret vote, visitors by name.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from chibo.areas.committee_meetings.queries import seats_of_cell
from chibo.areas.meetings.actions import Ballot
from chibo.areas.meetings.models import AttendanceState, Meeting
from chibo.areas.meetings.queries import agenda_of, roll_of, voting_base
from chibo.areas.sittings import actions
from chibo.areas.sittings.actions.coming import Guest
from chibo.areas.sittings.rules import Tally
from chibo.core.actor import Actor
from chibo.sample.chi_uy import hold_before
from chibo.sample.hours import at
from chibo.sample.inputs import send_for
from chibo.sample.stories import MeetingStory, Stage
from chibo.sample.words import chance, read_words

LATE = timedelta(minutes=20)


@dataclass(frozen=True)
class Notes:
    """Of one cell; `seed` as everywhere."""

    secretary: Actor
    seed: int

    def before(self, meeting: Meeting, story: MeetingStory) -> None:
        """What came from organisations, and the chi ủy's meeting, where the month is past."""
        day = story.preparation.committee_met_on or story.preparation.prepared_at.date()
        if story.stage is not Stage.CLOSED or not story.sitting.kind.is_regular:
            return
        send_for(meeting, self.secretary, at(story.preparation.prepared_at.date(), 9))
        if seats_of_cell(meeting.unit, day):
            hold_before(meeting, self.secretary, min(day, story.sitting.held_on))

    def during(self, meeting: Meeting, story: MeetingStory, now: datetime) -> None:
        """Everything beside the record itself, once the roll is complete."""
        if story.stage is not Stage.CLOSED:
            return
        rng = chance(self.seed, "notes", story.cell.code, story.sitting.kind, meeting.month)
        self._opinions(meeting, rng, now)
        self._coming(meeting, story.sitting.starts_at, rng, now)
        if story.sitting.kind.is_regular:
            self._remarks(meeting, rng, now)
            self._ballot(meeting, story.sitting.held_on, now)

    def _opinions(self, meeting: Meeting, rng: Random, now: datetime) -> None:
        """Under the points that are discussed; the minutes name some of the speakers."""
        there = self._there(meeting)
        points = [p for p in agenda_of(meeting) if p.code in ("month_review", "discussion")]
        for point in points or agenda_of(meeting)[:1]:
            for said in rng.sample(read_words("texts/notes")["opinions"], 2):
                speaker = rng.choice(there) if rng.random() < 0.5 else ""
                actions.add_opinion(
                    actor=self.secretary,
                    meeting_id=meeting.pk,
                    point_id=point.pk,
                    speaker=speaker,
                    text=said,
                    now=now,
                )

    def _there(self, meeting: Meeting) -> list[str]:
        rows = [r for r in roll_of(meeting) if r.state == AttendanceState.PRESENT]
        return [row.member.full_name for row in rows]

    def _coming(self, meeting: Meeting, starts_at: time, rng: Random, now: datetime) -> None:
        """Somebody comes late; who came from above is told by name."""
        rows = [r for r in roll_of(meeting) if r.state == AttendanceState.PRESENT]
        late = datetime.combine(date.min, starts_at) + LATE
        actions.set_part_attendance(
            actor=self.secretary,
            meeting_id=meeting.pk,
            member_id=rng.choice(rows).member.pk,
            arrived_at=late.time(),
            left_at=None,
            now=now,
        )
        if meeting.visitors:
            guest = Guest(**rng.choice(read_words("texts/notes")["guests"]))
            actions.add_visitor(actor=self.secretary, meeting_id=meeting.pk, guest=guest, now=now)

    def _remarks(self, meeting: Meeting, rng: Random, now: datetime) -> None:
        for kind in ("praise", "reminder"):
            said = rng.choice(read_words("texts/notes")[kind])
            actions.add_remark(
                actor=self.secretary, meeting_id=meeting.pk, kind=kind, now=now, **said
            )

    def _ballot(self, meeting: Meeting, held_on: date, now: datetime) -> None:
        """Whom to propose for a commendation, by secret ballot in the last month of a quarter."""
        if meeting.month.month % 3:
            return
        may_vote, there = voting_base(roll_of(meeting), held_on).may_vote, self._there(meeting)
        ballot = Ballot(
            subject="Giới thiệu đảng viên đề nghị khen thưởng quý",
            decision="ordinary",
            in_favour=may_vote - 2,
            against=1,
            abstained=0,
            is_secret=True,
        )
        tally = Tally(
            tellers=", ".join(there[1:3]),
            issued=may_vote,
            returned=may_vote,
            valid=may_vote - 1,
            invalid=1,
        )
        actions.take_counted_vote(
            actor=self.secretary, meeting_id=meeting.pk, ballot=ballot, tally=tally, now=now
        )
