"""A chi ủy's meeting before the cell's, played through the actions."""

from datetime import date, time
from typing import Any

from chibo.areas.committee_meetings.actions import (
    PointText,
    Sitting,
    close,
    mark_rest,
    prepare,
    record,
    write,
)
from chibo.areas.committee_meetings.models import CommitteeMeeting
from chibo.areas.committee_meetings.queries import points_of
from tests.factories import a_post
from tests.months import CellMonth, at

DAY = date(2026, 11, 1)
NOW = at(DAY, 9)


class Committee:
    """A cell of five with a secretary, a deputy and one chi ủy viên, and its November meeting."""

    def __init__(self) -> None:
        self.ours = CellMonth()
        self.secretary, self.cell = self.ours.secretary, self.ours.cell
        for member, kind in zip(
            self.ours.people, ("Bí thư", "Phó bí thư", "Chi ủy viên"), strict=False
        ):
            a_post(member, kind)
        self.meeting = self.ours.prepare()

    def prepare(self, **more: Any) -> CommitteeMeeting:
        return prepare(
            **{"actor": self.secretary, "meeting_id": self.meeting.pk, "now": NOW, **more}
        )

    def record(self, sitting: CommitteeMeeting, **more: Any) -> CommitteeMeeting:
        sitting.refresh_from_db()
        said = {name: getattr(sitting, name) for name in Sitting.__dataclass_fields__}
        said |= {"held_on": DAY, "starts_at": time(19), "ends_at": time(20)}
        said |= {"chair_name": "Nguyễn Văn An", "minutes_by": "Lê Văn Cường"}
        version = more.pop("version", sitting.version)
        return record(
            actor=self.secretary,
            sitting_id=sitting.pk,
            said=Sitting(**said | more),
            version=version,
            now=at(DAY),
        )

    def write(self, sitting: CommitteeMeeting, place: int = 0, **said: Any) -> None:
        point = points_of(sitting)[place]
        version = said.pop("version", point.version)
        write(
            actor=self.secretary,
            sitting_id=sitting.pk,
            point_id=point.pk,
            text=PointText(**{"title": point.title, **said}),
            version=version,
            now=NOW,
        )

    def close(self, sitting: CommitteeMeeting) -> CommitteeMeeting:
        return close(actor=self.secretary, sitting_id=sitting.pk, now=at(DAY))

    def held(self) -> CommitteeMeeting:
        """Held by all, with one conclusion for the cell."""
        sitting = self.prepare()
        self.record(sitting)
        self.write(sitting, conclusion="Bàn kỹ việc làm đường xóm Trên", to_cell=True)
        mark_rest(actor=self.secretary, sitting_id=sitting.pk, now=NOW)
        return self.close(sitting)
