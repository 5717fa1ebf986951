"""The chi ủy is called before the cell's meeting."""

from datetime import date, datetime, timedelta

from django.db import transaction

from chibo.areas.committee_meetings import permissions
from chibo.areas.committee_meetings.actions.locking import trail
from chibo.areas.committee_meetings.errors import BadCommitteeMeeting, NoCommittee
from chibo.areas.committee_meetings.models import CommitteeMeeting, CommitteePoint
from chibo.areas.committee_meetings.queries import seats_of_cell
from chibo.areas.meetings.models import Meeting
from chibo.core.actor import Actor
from chibo.core.i18n import _, in_vietnamese
from chibo.core.rows import lock_row
from chibo.regulations import meeting_rules

WHY = "the chi ủy's meeting of a cell's meeting the actor runs"
DAYS_BEFORE = 3


@transaction.atomic
def prepare(*, actor: Actor, meeting_id: int, now: datetime) -> CommitteeMeeting:
    """Open the chi ủy's meeting before the cell's, with the agenda of the rules of the day.

    Asked again, whoever asks gets the one that is there. Raises NoCommittee where the cell has no
    chi ủy, BadCommitteeMeeting once the cell's meeting was held.
    """
    meeting = lock_row(Meeting.objects.select_related("unit"), actor, pk=meeting_id)
    actor.require(permissions.RUN, meeting.unit)
    there = CommitteeMeeting.objects.unscoped(WHY).filter(meeting=meeting).first()
    if there is not None:
        return there
    if meeting.is_held:
        raise BadCommitteeMeeting(_("Chi bộ đã họp xong nên không lập buổi họp chi ủy nữa."))
    on = _day_before(meeting, now.date())
    if not seats_of_cell(meeting.unit, on):
        raise NoCommittee(
            _(
                "Chi bộ chưa có chi ủy viên nào trong sổ chức vụ. "
                "Bí thư, phó bí thư hội ý rồi ghi ngày."
            )
        )
    sitting = CommitteeMeeting.objects.create(
        unit=meeting.unit,
        meeting=meeting,
        month=meeting.month,
        planned_on=on,
        planned_at=meeting.planned_at,
        place=meeting.place,
        chair_name=meeting.chair_name,
        minutes_by=meeting.minutes_by,
    )
    with in_vietnamese():
        _lay_agenda(sitting)
    trail(actor, "committee_meeting.prepared", sitting, now, {"meeting": meeting.pk})
    return sitting


def _day_before(meeting: Meeting, today: date) -> date:
    day = meeting.planned_on or meeting.month
    return min(max(day - timedelta(days=DAYS_BEFORE), today), day)


def _lay_agenda(sitting: CommitteeMeeting) -> None:
    rules = meeting_rules(sitting.planned_on)
    steps = rules.agendas.committee if rules else ()
    CommitteePoint.objects.bulk_create(
        CommitteePoint(sitting=sitting, position=place, code=step.code, title=step.title)
        for place, step in enumerate(steps, start=1)
    )
