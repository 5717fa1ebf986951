"""The page of step 2, Họp, whichever of its forms was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chibo.areas.meetings.actions import Sitting
from chibo.areas.meetings.judging import judge, minutes_of, rules_of
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import (
    ABSENT,
    RollRow,
    agenda_of,
    counts_of,
    habit_of,
    newcomers_to,
    roll_of,
    voting_base,
)
from chibo.areas.meetings.rules import AttendanceCounts
from chibo.areas.meetings.steps import answered_by
from chibo.areas.reports.progress import SIT
from chibo.areas.sittings.permissions import KEEP, SUGGEST
from chibo.areas.sittings.queries import votes_told
from chibo.core.vietnamese import show_percent
from chibo.regulations import organisation_rules
from chibo.web.attending.answering import asked_context
from chibo.web.components.attendance import AttendanceRow
from chibo.web.forms import read_mark
from chibo.web.month.forms import SittingForm
from chibo.web.month.frame import Because, step_context
from chibo.web.request import ActorRequest
from chibo.web.sittings.forms import CountedBallotForm

FIELDS = tuple(Sitting.__dataclass_fields__)


@dataclass
class AbsentRow:
    """Somebody who is away: the reason in the field, the one read before, and another's since."""

    row: RollRow
    reason: str
    was: str
    theirs: str | None = None


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """What stands in the form of the sitting before anything is typed."""
    kept = {field: getattr(meeting, field) for field in FIELDS}
    kept["held_on"] = kept["held_on"] or meeting.planned_on
    kept["starts_at"] = kept["starts_at"] or meeting.planned_at
    return {**kept, "version": meeting.version}


def back(meeting_id: int, place: str) -> HttpResponse:
    """To a part of the page."""
    answer = redirect("step_sitting", meeting_id)
    answer["Location"] += f"#{place}"
    return answer


def page(
    request: ActorRequest,
    meeting: Meeting,
    *,
    form: SittingForm | None = None,
    ballot: CountedBallotForm | None = None,
    conflicts: Any = (),
    points: list[dict[str, Any]] | None = None,
    problem: str = "",
    absent: list[AbsentRow] | None = None,
    why_not: str = "",
) -> HttpResponse:
    """The page of the step: the roll, the times, the notes, the votes."""
    shown = form or SittingForm(initial=initial_of(meeting))
    roll = roll_of(meeting)
    on = meeting.held_on or meeting.planned_on or meeting.month
    rules = organisation_rules(on)
    around = step_context(request, meeting, SIT)
    away = absent or absent_rows(roll)
    wrong = bool(problem or why_not) or any(f is not None and f.is_bound for f in (form, ballot))
    context = {
        "form": shown,
        "ballot": ballot or CountedBallotForm(rules=rules),
        "conflicts": conflicts,
        "points": points or points_of(meeting),
        "problem": problem,
        "rows": rows_of(roll, around["writable"]),
        "newcomers": rows_of(newcomers_to(meeting), True) if around["writable"] else [],
        "absent": away,
        "reasons_read": _reasons_read(away),
        "why_not": why_not,
        "votes": votes_shown(meeting),
        "base": voting_base(roll, on) if rules and not counts_of(roll).unmarked else None,
        "length": _length(meeting, counts_of(roll)),
        **counts_shown(roll),
        "may_suggest": any(request.actor.may(each, meeting.unit.path) for each in (SUGGEST, KEEP)),
        **asked_context(request, meeting),
        **around,
    }
    return render(request, "month/sitting.html", context, status=422 if wrong else 200)


def absent_rows(roll: list[RollRow]) -> list[AbsentRow]:
    """Those who are away, with the reasons that are saved."""
    return [AbsentRow(row, row.reason, row.reason) for row in roll if row.state in ABSENT]


def _reasons_read(rows: list[AbsentRow]) -> str:
    """What typed reasons were begun on, for `data-draft-version`."""
    return read_mark("\n".join(f"{each.row.member.pk} {each.was}" for each in rows))


def reasons_typed(
    roll: list[RollRow],
    typed: Mapping[int, str],
    was: Mapping[int, str],
    contested: Sequence[int],
) -> list[AbsentRow]:
    """The same with what was typed; where somebody else wrote otherwise, theirs stands beside it,
    and saving again is on purpose."""
    rows = absent_rows(roll)
    for each in rows:
        member = each.row.member.pk
        if member not in typed or typed[member].strip() == was.get(member, ""):
            continue
        each.theirs = each.row.reason if member in contested else None
        each.reason = typed[member]
    return rows


def rows_of(roll: list[RollRow], editable: bool) -> list[AttendanceRow]:
    """The roll as it is tapped."""
    return [
        AttendanceRow(
            member_id=row.member.pk,
            name=row.member.full_name,
            state=str(row.state or ""),
            note=_note(row),
            locked=not editable,
        )
        for row in roll
    ]


def _note(row: RollRow) -> str:
    words = [] if row.full else [_("dự bị")]
    words += [_("được miễn sinh hoạt")] if row.exempt else []
    words += [_("sinh hoạt tạm thời, không biểu quyết")] if row.is_guest else []
    return ", ".join([*words, row.reason] if row.reason else words)


def counts_shown(roll: list[RollRow]) -> dict[str, Any]:
    """What the line above the roll says."""
    counts = counts_of(roll)
    return {
        "counts": counts,
        "share": show_percent(counts.present_percent) if not counts.unmarked else "",
    }


def _length(meeting: Meeting, counts: AttendanceCounts) -> Because | None:
    if minutes_of(meeting) is None or meeting.held_on is None:
        return None
    expected = None if counts.unmarked else counts.expected
    verdict = judge(meeting, habit_of(meeting.unit), rules_of(meeting), expected)
    return Because.of(verdict.sentence, verdict.source)


def points_of(meeting: Meeting) -> list[dict[str, Any]]:
    """The agenda with its notes, and where a point is answered elsewhere."""
    return [
        {
            "point": point,
            "text": point.notes,
            "version": point.version,
            "theirs": None,
            "answered": "" if point.notes.strip() else answered_by(point),
        }
        for point in agenda_of(meeting)
    ]


def votes_shown(meeting: Meeting) -> list[dict[str, Any]]:
    """The votes, each with whether it passed and why, by the denominator kept with it."""
    return [
        {
            "vote": told.vote,
            "why": Because.of(told.verdict.sentence, told.verdict.source) if told.verdict else None,
            "passed": told.verdict.passed if told.verdict else None,
            "sentence": told.sentence,
            "count": getattr(told.vote, "ballot_count", None),
            "reserved": told.reserved,
        }
        for told in votes_told(meeting)
    ]
