"""Biên bản họp chi ủy, from the record of its meeting."""

from datetime import datetime, timedelta

from chibo.areas.committee_meetings.models import CommitteeMeeting
from chibo.areas.committee_meetings.queries import get_sitting, points_of, roll_of
from chibo.areas.documents import papers as paper
from chibo.areas.documents.making import MadePaper, made
from chibo.areas.meetings.models import AttendanceState
from chibo.areas.minutes.queries import standing
from chibo.areas.organisation.queries import ancestors
from chibo.areas.reports.papers.record import amended, heading, moment
from chibo.core.actor import Actor
from chibo.core.i18n import _, in_vietnamese


def committee_minutes_paper(*, actor: Actor, sitting_id: int, now: datetime) -> MadePaper:
    """The minutes of a chi ủy meeting the actor may see; nothing is in them that nobody wrote."""
    sitting = get_sitting(actor, sitting_id)
    with in_vietnamese():
        filled = committee_minutes(sitting)
    return made(actor, filled, sitting.unit_id, f"committee_meeting:{sitting.pk}", now)


def committee_minutes(sitting: CommitteeMeeting) -> paper.CommitteeMinutesPaper:
    """What the minutes say."""
    roll, signed = roll_of(sitting), standing(sitting)
    return paper.CommitteeMinutesPaper(
        heading=heading(sitting.unit, ancestors(sitting.unit), sitting.on),
        subject=_("họp chi ủy tháng %(month)d năm %(year)d")
        % {"month": sitting.month.month, "year": sitting.month.year},
        sitting=_when(sitting),
        seats=tuple(
            paper.SeatLine(
                name=seat.member.full_name,
                post=seat.post.lower(),
                state=str(seat.state.label).lower() if seat.state else _("chưa điểm danh"),
                reason=seat.reason,
            )
            for seat in roll
        ),
        expected=len(roll),
        present=sum(1 for seat in roll if seat.state == AttendanceState.PRESENT),
        points=tuple(
            paper.DiscussedPoint(
                title=p.title, text=p.notes, conclusion=p.conclusion, to_cell=p.to_cell
            )
            for p in points_of(sitting)
        ),
        conclusion=sitting.conclusion,
        amendments=amended(signed),
        seal=signed.sha256 if signed else "",
        signature=paper.Signature(
            post=_("CHỦ TRÌ"),
            name=sitting.chair_name,
            left_post=_("NGƯỜI GHI BIÊN BẢN"),
            left_name=sitting.minutes_by,
        ),
    )


def _when(sitting: CommitteeMeeting) -> paper.Sitting:
    began = moment(sitting.on, sitting.starts_at or sitting.planned_at)
    ended = moment(sitting.on, sitting.ends_at) if sitting.ends_at else None
    if ended is not None and ended < began:  # past midnight
        ended += timedelta(days=1)
    return paper.Sitting(
        kind_name=_("họp chi ủy"),
        venue=sitting.place or _("(chưa ghi nơi họp)"),
        began_at=began,
        ended_at=ended,
        chair=sitting.chair_name,
        secretary=sitting.minutes_by,
    )
