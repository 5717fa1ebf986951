"""Reading what members said before a meeting, always for an actor."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from chibo.areas.attending.models import Absence, AbsenceState, PaperSeen
from chibo.areas.meetings.models import Meeting, PaperToSend
from chibo.areas.meetings.queries import RollRow, roll_of
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.vietnamese import show_date
from chibo.core.wall import lifted
from chibo.regulations import Reason, meeting_rules


def absences_of(actor: Actor, meeting: Meeting) -> list[Absence]:
    """Who asked to be away from a meeting, unanswered first; only for the chi ủy. One read."""
    rows = Absence.objects.visible_to(actor).filter(meeting=meeting).select_related("member")
    return sorted(
        rows, key=lambda row: (row.state != AbsenceState.ASKED, row.member.name_key, row.pk)
    )


def count_waiting(actor: Actor, unit: Unit, month: Month) -> int:
    """How many absences of a month's meetings wait for an answer. One read."""
    rows = Absence.objects.visible_to(actor).filter(state=AbsenceState.ASKED)
    return rows.filter(meeting__unit=unit, meeting__month=month.first).count()


def own_absences(actor: Actor, meeting_ids: Collection[int]) -> dict[int, Absence]:
    """What the actor asked for, by meeting. One read."""
    if actor.member_id is None:
        return {}
    rows = Absence.objects.visible_to(actor).filter(meeting__in=meeting_ids)
    return {row.meeting_id: row for row in rows.filter(member=actor.member_id)}


def own_papers(actor: Actor, meetings: Collection[Meeting]) -> dict[int, list[PaperToSend]]:
    """The papers of meetings the actor is called to, by meeting. One read."""
    found: dict[int, list[PaperToSend]] = defaultdict(list)
    if actor.member_id is not None:
        with lifted("who is called to a meeting sees its papers, without a role"):
            papers = list(PaperToSend.objects.filter(meeting__in=meetings))
        for paper in papers:
            found[paper.meeting_id].append(paper)
    return found


def not_opened(actor: Actor, meeting: Meeting, roll: Collection[RollRow]) -> list[Member]:
    """Who of those called has opened none of the papers that have a file; for reminding. One read.

    Nobody before the papers went out, without files, or once the meeting was held.
    """
    if meeting.is_held or meeting.papers_sent_on is None:
        return []
    rows = PaperSeen.objects.visible_to(actor).filter(paper__meeting=meeting)
    seen = set(rows.values_list("member_id", flat=True))
    return [row.member for row in roll if row.member.pk not in seen and not row.is_exempt]


def unopened_by(meeting: Meeting) -> list[Member]:
    """The same, for the program to tell those themselves; shown to nobody else. Three reads."""
    rows = PaperSeen.objects.unscoped("to remind those it is about").filter(paper__meeting=meeting)
    seen = set(rows.values_list("member_id", flat=True))
    return [row.member for row in roll_of(meeting) if row.member.pk not in seen]


def papers_warning(meeting: Meeting, today: date) -> Reason | None:
    """Why the papers are late, or will be; None while there is time or where they were in time."""
    day = meeting.planned_on
    rules = meeting_rules(day) if day else None
    if day is None or rules is None or meeting.is_held:
        return None
    lead = rules.papers_lead_days
    last = day - timedelta(days=lead.value)
    sent = meeting.papers_sent_on
    if (sent or today) < last or sent == last:
        return None
    return Reason("papers_late", _told(sent, last, today), {"days": lead.value}, lead.source)


def _told(sent: date | None, last: date, today: date) -> str:
    if sent is not None:
        told = _("Tài liệu gửi ngày %(sent)s, muộn hơn hạn %(last)s.")
        return told % {"sent": show_date(sent), "last": show_date(last)}
    if today == last:
        return _("Hôm nay là hạn cuối gửi tài liệu cho đảng viên.")
    return _("Đã qua hạn gửi tài liệu %s. Hãy gửi ngay, hoặc lùi ngày họp.") % show_date(last)
