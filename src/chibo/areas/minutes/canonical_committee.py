"""The record the minutes of a chi ủy meeting are signed on, in the same canonical form."""

from collections.abc import Iterable

from chibo.areas.committee_meetings.models import CommitteeMeeting
from chibo.areas.committee_meetings.queries import points_of, roll_of
from chibo.areas.meetings.models import AttendanceState
from chibo.areas.minutes.canonical import AMENDED, FORM, Record, facts_of, plain
from chibo.areas.minutes.models import Amendment
from chibo.core.i18n import _, in_vietnamese

FACTS = (
    *("month", "held_on", "starts_at", "ends_at", "place", "chair_name", "minutes_by"),
    "conclusion",
)


def committee_record_of(sitting: CommitteeMeeting, amendments: Iterable[Amendment] = ()) -> Record:
    """Everything the minutes of a closed chi ủy meeting say: a fixed number of queries.

    What was discussed under a point and what was concluded stand apart, each to be amended.
    """
    roll = roll_of(sitting)
    there = sum(1 for seat in roll if seat.state == AttendanceState.PRESENT)
    return {
        "form": FORM,
        "unit": {"code": sitting.unit.code, "name": plain(sitting.unit.name)},
        "meeting": {
            **facts_of(sitting, FACTS),
            "kind": "committee",
            "expected": len(roll),
            "present": there,
        },
        "agenda": _agenda(sitting),
        "roll": sorted(
            (
                {
                    "name": plain(seat.member.full_name),
                    "post": plain(seat.post),
                    "state": str(seat.state),
                    "reason": plain(seat.reason),
                }
                for seat in roll
            ),
            key=lambda row: (row["name"], row["post"], row["state"], row["reason"]),
        ),
        "amendments": [facts_of(each, AMENDED) for each in amendments],
    }


@in_vietnamese()
def _agenda(sitting: CommitteeMeeting) -> list[Record]:
    rows: list[Record] = []
    for point in points_of(sitting):
        title = plain(point.title)
        rows.append({"place": f"point:{point.pk}", "title": title, "text": plain(point.notes)})
        if point.conclusion:
            rows.append(
                {
                    "place": f"concluded:{point.pk}",
                    "title": _("Kết luận: %s") % title,
                    "text": plain(point.conclusion),
                    "to_cell": point.to_cell,
                }
            )
    return rows
