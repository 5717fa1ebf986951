"""The record of one meeting, to be read: what was held, by whom, with what result."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chibo.areas.meetings import permissions
from chibo.areas.meetings.judging import judge, rules_of
from chibo.areas.meetings.queries import agenda_of, get_meeting, habit_of, roll_of
from chibo.areas.meetings.steps import takes_notes
from chibo.areas.organisation.queries import ancestors
from chibo.areas.reports.papers import papers_of
from chibo.areas.reports.queries import find_report
from chibo.areas.resolutions.queries import find_resolution
from chibo.areas.scoring.queries import find_sheet, lines_of
from chibo.areas.sittings.permissions import SUGGEST
from chibo.areas.tasks.queries import tasks_from
from chibo.web.month.frame import Because, month_url
from chibo.web.month.sitting_page import votes_shown
from chibo.web.month.views.scoring import grade_name, grades_of, second_of
from chibo.web.papers.numbers import numbering_why
from chibo.web.request import ActorRequest


@require_GET
def meeting_record(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """One meeting as it is on record."""
    meeting = get_meeting(request.actor, meeting_id)
    sheet = find_sheet(meeting)
    written = find_resolution(meeting)
    roll = roll_of(meeting)
    verdict = judge(meeting, habit_of(meeting.unit), rules_of(meeting))
    context = {
        "meeting": meeting,
        "unit": meeting.unit,
        "above": ancestors(meeting.unit),
        "month_url": month_url(meeting),
        "agenda": [p for p in agenda_of(meeting) if takes_notes(p) or p.notes.strip()],
        "absent": [row for row in roll if row.state in {"excused", "unexcused"}],
        "length": Because.of(verdict.sentence, verdict.source),
        "votes": votes_shown(meeting),
        "sheet": sheet,
        "second": second_of(meeting, sheet),
        "lines": lines_of(sheet) if sheet else [],
        "self_grade": grade_name(meeting, sheet.self_grade) if sheet else "",
        "official_grade": grade_name(meeting, sheet.official_grade) if sheet else "",
        "grades": grades_of(meeting) if sheet else [],
        "numbering": numbering_why(meeting.held_on) if written and written.number else None,
        "resolution": written,
        "given": tasks_from(written.ref) if written else [],
        "report": find_report(meeting.unit, meeting.round),
        "papers": papers_of(sheet),
        "signable": meeting.is_held and bool(roll),
        "may_suggest": request.actor.may(SUGGEST, meeting.unit.path),
        "may_run": request.actor.may(permissions.RUN, meeting.unit.path),
        "may_correct": request.actor.may(permissions.CORRECT, meeting.unit.path)
        and meeting.is_held
        and not roll,
    }
    return render(request, "month/record.html", context)
