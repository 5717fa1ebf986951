"""The cell's own points beside what the record proposes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from chibo.areas.meetings.actions.locking import lock_open_meeting
from chibo.areas.meetings.models import Meeting
from chibo.areas.scoring import permissions
from chibo.areas.scoring.actions.trail import totals_told, trail
from chibo.areas.scoring.errors import BadScore
from chibo.areas.scoring.models import ScoreLine, ScoreSheet, ThematicSheet
from chibo.areas.scoring.queries import (
    find_sheet,
    knock_outs_of,
    lines_of,
    own_lines,
    part_knock_outs_of,
    rubric_for,
    rules_for,
    shown_lines,
    summed,
)
from chibo.areas.scoring.rules import (
    grade_of,
    line_problems,
    reserved_problems,
)
from chibo.core.actor import Actor
from chibo.core.i18n import _, in_vietnamese
from chibo.core.rows import require_version
from chibo.regulations import KnockOut, MeetingRules, Reason, Rubric
from chibo.regulations.rubrics import GRADES, SECRETARY, SUPERIOR


@dataclass(frozen=True)
class GivenPoints:
    """What the cell says of one criterion; a sentence where it differs from the proposal."""

    points: Decimal | None
    sentence: str = ""


@transaction.atomic
def give_points(
    *,
    actor: Actor,
    meeting_id: int,
    given: Mapping[str, GivenPoints],
    version: int,
    now: datetime,
) -> ScoreSheet:
    """The cell confirms its sheet: every criterion with points, the total, the grade.

    Lines the rubric leaves to the superior stay open. While one the secretary alone may give is
    open, what others gave is kept and the sheet is not confirmed: `self_total` stays None. Raises
    BadScore with what is wrong beside each criterion; nothing is kept then.
    """
    meeting = lock_open_meeting(actor, meeting_id)
    actor.require(permissions.GIVE, meeting.unit)
    sheet = find_sheet(meeting)
    require_version(sheet.version if sheet else 0, version)
    rules, rubric = rules_for(meeting), rubric_for(meeting, sheet)
    if rules is None or rubric is None:
        raise BadScore(
            _("Vào ngày họp chưa có khung tiêu chí nào có hiệu lực nên không chấm điểm.")
        )
    with in_vietnamese():
        lines = shown_lines(meeting, sheet)
    alone = actor.may(permissions.GIVE_ALONE, meeting.unit.path)
    _check(rubric, lines, given, as_secretary=alone)
    sheet = sheet or _begin(meeting, rubric)
    _keep_lines(sheet, lines, given)
    own = own_lines(rubric, lines)
    if any(line.points is None for line in own):
        sheet.version += 1
        sheet.save()
    else:
        _confirm(actor, sheet, rules, rubric, own, now)
    trail(actor, "score.given", sheet, meeting, now, totals_told(sheet))
    return sheet


def _begin(meeting: Meeting, rubric: Rubric) -> ScoreSheet:
    """The sheet under the rubric in force, with the second one where it has one."""
    sheet = ScoreSheet.objects.create(meeting=meeting, rubric=rubric.ref, version=0)
    if rubric.second:
        ThematicSheet.objects.create(sheet=sheet, rubric=rubric.second.ref)
    return sheet


def _keep_lines(
    sheet: ScoreSheet, lines: list[ScoreLine], given: Mapping[str, GivenPoints]
) -> None:
    for line in lines:
        said = given.get(line.criterion, GivenPoints(line.points, line.override_reason))
        line.sheet, line.points, line.override_reason = sheet, said.points, said.sentence.strip()
    kept = {line.criterion for line in lines}
    ScoreLine.objects.filter(sheet=sheet).exclude(criterion__in=kept).delete()
    ScoreLine.objects.bulk_create(
        [ScoreLine(**_columns(line)) for line in lines],
        update_conflicts=True,
        unique_fields=["sheet", "criterion"],
        update_fields=list(_COLUMNS),
    )


_COLUMNS = ("position", "title", "maximum", "proposed", "reason", "points", "override_reason")


def _columns(line: ScoreLine) -> dict[str, Any]:
    kept = {column: getattr(line, column) for column in _COLUMNS}
    return {"sheet": line.sheet, "criterion": line.criterion, **kept}


def _check(
    rubric: Rubric,
    lines: list[ScoreLine],
    given: Mapping[str, GivenPoints],
    *,
    as_secretary: bool,
) -> None:
    wrong = _wrong_lines(rubric, lines, given, as_secretary=as_secretary)
    if wrong:
        raise BadScore(
            _("Còn %d tiêu chí cần xem lại; chưa lưu điểm nào.") % len(wrong), lines=wrong
        )


def _wrong_lines(
    rubric: Rubric,
    lines: list[ScoreLine],
    given: Mapping[str, GivenPoints],
    *,
    as_secretary: bool = True,
) -> dict[str, str]:
    wrong = {}
    for line in lines:
        said = given.get(line.criterion, GivenPoints(None))
        problems = _problems(rubric, line, said, as_secretary)
        if problems:
            wrong[line.criterion] = " ".join(problem.sentence for problem in problems)
    return wrong


def _problems(
    rubric: Rubric, line: ScoreLine, said: GivenPoints, as_secretary: bool
) -> tuple[Reason, ...]:
    item = rubric.item(line.criterion)
    left = item.given_by == SUPERIOR or (item.given_by == SECRETARY and not as_secretary)
    if left and said.points == line.points:
        return ()
    reserved = reserved_problems(item, said.points, held=line.points, as_secretary=as_secretary)
    return reserved or line_problems(
        item,
        said.points,
        rubric.sheet_of(item.code),
        proposed=line.proposed,
        sentence=said.sentence,
    )


@transaction.atomic
def settle(*, actor: Actor, meeting_id: int, now: datetime) -> ScoreSheet | None:
    """Bring the reasons of a confirmed sheet up to the record as it stands at closing.

    None where no rubric was in force on the day. Raises BadScore when the sheet was not confirmed
    yet, or when the record has changed so that a line given without a sentence is proposed anew.
    """
    meeting = lock_open_meeting(actor, meeting_id)
    sheet = find_sheet(meeting)
    rules, rubric = rules_for(meeting), rubric_for(meeting, sheet)
    if rules is None or rubric is None:
        return None
    if sheet is None or sheet.self_total is None:
        raise BadScore(_("Chưa chấm điểm buổi sinh hoạt. Hãy chấm ở bước “Chấm điểm”."))
    seen = {line.criterion: line.proposed for line in lines_of(sheet)}
    with in_vietnamese():
        lines = shown_lines(meeting, sheet)
    given = {line.criterion: GivenPoints(line.points, line.override_reason) for line in lines}
    outdated = [line for line in own_lines(rubric, lines) if _is_outdated(line, seen)]
    wrong = _wrong_lines(rubric, lines, given) | {line.criterion: "" for line in outdated}
    if wrong:
        told = _("Hồ sơ đã đổi sau khi chấm điểm. Hãy xem lại mục %s ở bước “Chấm điểm”.")
        raise BadScore(told % ", ".join(sorted(wrong)), lines=wrong)
    _keep_lines(sheet, lines, given)
    _grade(sheet, rules, rubric)
    sheet.save(update_fields=["self_grade", "grade_cap", "cap_reason"])
    return sheet


def _grade(sheet: ScoreSheet, rules: MeetingRules, rubric: Rubric) -> None:
    """The grade of the cell's own points, capped by the record as it stands; the caller saves the
    first sheet."""
    _cap(sheet, rules, knock_outs_of(sheet.meeting, rubric))
    if sheet.second and rubric.second:
        _cap(sheet.second, rules, part_knock_outs_of(sheet.meeting, rubric.second))
        sheet.second.save()


def _cap(of: ScoreSheet | ThematicSheet, rules: MeetingRules, held: tuple[KnockOut, ...]) -> None:
    """Keep what the knock-out rules that hold say, and the grade they leave."""
    assert of.self_total is not None
    with in_vietnamese():
        of.cap_reason = "\n".join(rule.told for rule in held)
    of.grade_cap = max((rule.grade for rule in held), key=GRADES.index, default="")
    of.self_grade = grade_of(of.self_total, rules, of.grade_cap).code


def _is_outdated(line: ScoreLine, seen: Mapping[str, Decimal | None]) -> bool:
    """Whether the cell gave these points looking at another proposal, and no reason of its own."""
    proposed_anew = line.proposed != seen.get(line.criterion)
    return proposed_anew and line.points != line.proposed and not line.override_reason


def _totals(sheet: ScoreSheet) -> list[Decimal | None]:
    return [of.self_total for of in (sheet, sheet.second) if of]


def _confirm(
    actor: Actor,
    sheet: ScoreSheet,
    rules: MeetingRules,
    rubric: Rubric,
    lines: list[ScoreLine],
    now: datetime,
) -> None:
    before = _totals(sheet)
    for of, its in ((sheet, rubric), (sheet.second, rubric.second)):
        if of and its:
            of.self_total = summed(its, lines, "points")
    if _totals(sheet) != before:
        sheet.vote = None  # it was taken on other points
    _grade(sheet, rules, rubric)
    sheet.confirmed_at, sheet.confirmed_by = now, actor.name
    sheet.version += 1
    sheet.save()
