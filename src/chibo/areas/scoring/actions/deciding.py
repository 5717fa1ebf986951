"""The direct superior's official points and grade (HD 42-HD/BTCTW: the superior decides)."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings.models import Meeting
from chibo.areas.scoring import permissions
from chibo.areas.scoring.actions.giving import GivenPoints
from chibo.areas.scoring.actions.trail import trail
from chibo.areas.scoring.errors import CannotDecide, NotTheDirectSuperior
from chibo.areas.scoring.models import ScoreLine, ScoreSheet
from chibo.areas.scoring.queries import lines_of, rubric_of, rules_for, summed
from chibo.areas.scoring.rules import grade_of, official_problems
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.jobs import enqueue_after_commit
from chibo.core.rows import lock_row, require_version
from chibo.core.vietnamese import show_points
from chibo.regulations import MeetingRules, Rubric


@transaction.atomic
def decide(
    *,
    actor: Actor,
    meeting_id: int,
    points: Decimal,
    note: str,
    version: int,
    now: datetime,
) -> ScoreSheet:
    """Official points as one total; points by line of an earlier decision no longer stand.

    A difference from the cell's own total needs a sentence. Raises CannotDecide.
    """
    sheet, rules = _lock(actor, meeting_id, version)
    if sheet.second:
        raise CannotDecide(
            _("Buổi kết hợp có hai biểu. Hãy chấm từng mục của cả hai ở trang “Phiếu chấm”.")
        )
    if not 0 <= points <= 100:
        raise CannotDecide(_("Điểm phải từ 0 đến 100. Hãy ghi lại."))
    refuse_if_secret(text=note)
    if sheet.self_total is not None and points != sheet.self_total and not note.strip():
        raise CannotDecide(
            _("Điểm khác với điểm chi bộ tự chấm (%s). Hãy ghi một câu lý do.")
            % show_points(sheet.self_total)
        )
    ScoreLine.objects.filter(sheet=sheet).update(official_points=None, official_reason="")
    _keep(actor, sheet, rules, points, note.strip(), now)
    return sheet


@transaction.atomic
def decide_by_line(
    *,
    actor: Actor,
    meeting_id: int,
    given: Mapping[str, GivenPoints],
    note: str,
    version: int,
    now: datetime,
) -> ScoreSheet:
    """The superior's own column on every line; the official total is their sum.

    A line that differs from the cell's needs a sentence. Raises CannotDecide with what is wrong
    beside each criterion, and for a sheet that came as a total only; nothing is kept then.
    """
    sheet, rules = _lock(actor, meeting_id, version)
    lines, rubric = lines_of(sheet), rubric_of(sheet)
    if not lines or rubric is None:
        raise CannotDecide(_("Phiếu này chỉ có tổng điểm. Hãy ghi một điểm chính thức."))
    wrong = _write_column(lines, given, rubric)
    if wrong:
        told = _("Còn %d tiêu chí cần xem lại; chưa ghi điểm chính thức.") % len(wrong)
        raise CannotDecide(told, lines=wrong)
    refuse_if_secret(text="\n".join([note, *(line.official_reason for line in lines)]))
    ScoreLine.objects.bulk_update(lines, ["official_points", "official_reason"])
    also = _decide_second(sheet, rubric, rules, lines)
    points = summed(rubric, lines, "official_points")
    _keep(actor, sheet, rules, points, note.strip() or _reasons(lines), now, also)
    return sheet


def _decide_second(
    sheet: ScoreSheet, rubric: Rubric, rules: MeetingRules, lines: list[ScoreLine]
) -> dict[str, list[str | None]]:
    """The official points of the second sheet, if there is one; what of it changed."""
    second = sheet.second
    if second is None or rubric.second is None:
        return {}
    before, points = second.official_total, summed(rubric.second, lines, "official_points")
    second.official_total = points
    second.official_grade = grade_of(points, rules, second.grade_cap).code
    second.save()
    return {"official_thematic": [str(before) if before is not None else None, str(points)]}


def _write_column(
    lines: list[ScoreLine], given: Mapping[str, GivenPoints], rubric: Rubric
) -> dict[str, str]:
    """Put the superior's column on the lines, unsaved; what is wrong with it by criterion."""
    wrong = {}
    for line in lines:
        said = given.get(line.criterion, GivenPoints(None))
        item = rubric.item(line.criterion)
        problems = official_problems(
            item, said.points, rubric.sheet_of(item.code), own=line.points, sentence=said.sentence
        )
        if problems:
            wrong[line.criterion] = " ".join(problem.sentence for problem in problems)
        line.official_points, line.official_reason = said.points, said.sentence.strip()
    return wrong


def _lock(actor: Actor, meeting_id: int, version: int) -> tuple[ScoreSheet, MeetingRules]:
    # The meeting first, as the cell and imports do: what waits for grading follows from both.
    lock_row(Meeting.objects, actor, pk=meeting_id)
    rows = ScoreSheet.objects.select_related("meeting__unit__parent")
    sheet = lock_row(rows, actor, meeting_id=meeting_id)
    cell = sheet.meeting.unit
    actor.require(permissions.DECIDE, cell)
    if not permissions.decides_for(actor, cell):
        raise NotTheDirectSuperior(
            _("Điểm chính thức do cấp ủy cấp trên trực tiếp quyết định: %s. Hãy để nơi đó chấm.")
            % (cell.parent.name if cell.parent else cell.name)
        )
    require_version(sheet.version, version)
    rules = rules_for(sheet.meeting)
    if not sheet.meeting.is_held or rules is None:
        raise CannotDecide(_("Buổi sinh hoạt chưa đóng nên chưa chấm chính thức được."))
    return sheet, rules


def _reasons(lines: list[ScoreLine]) -> str:
    """The sentences of the lines that differ, as one note."""
    differing = [line for line in lines if line.official_reason and _differs(line)]
    return "\n".join(f"{line.criterion}. {line.official_reason}" for line in differing)


def _differs(line: ScoreLine) -> bool:
    return line.official_points != line.points


def _keep(
    actor: Actor,
    sheet: ScoreSheet,
    rules: MeetingRules,
    points: Decimal,
    note: str,
    now: datetime,
    also: Mapping[str, list[str | None]] | None = None,
) -> None:
    before = sheet.official_total
    sheet.official_total, sheet.official_grade = (
        points,
        grade_of(points, rules, sheet.grade_cap).code,
    )
    sheet.official_note, sheet.official_by, sheet.official_at = note, actor.name, now
    sheet.version += 1
    sheet.save()
    changes = {"official_total": [str(before) if before is not None else None, str(points)]}
    trail(actor, "score.decided", sheet, sheet.meeting, now, {**changes, **(also or {})})
    enqueue_after_commit("fold_figures")
