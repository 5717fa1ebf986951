"""Step 3: Chấm điểm. Each line proposed from the record, confirmed or overridden by the cell."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import get_meeting, votes_of
from chibo.areas.reports.progress import SCORE
from chibo.areas.scoring import actions
from chibo.areas.scoring.actions import GivenPoints
from chibo.areas.scoring.errors import BadScore
from chibo.areas.scoring.models import ScoreLine as Line
from chibo.areas.scoring.models import ScoreSheet, ThematicSheet
from chibo.areas.scoring.permissions import fills
from chibo.areas.scoring.queries import find_sheet, rubric_for, rules_for, shown_lines
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile
from chibo.core.vietnamese import show_points
from chibo.regulations import Rubric
from chibo.regulations.rubrics import giver_words
from chibo.web.components import notices
from chibo.web.components.fields import PointsField
from chibo.web.components.score import ScoreLine
from chibo.web.forms import VersionedForm, form_refused, read_version
from chibo.web.month.frame import Because, step_context
from chibo.web.once import once
from chibo.web.request import ActorRequest


class ScoreForm(VersionedForm):
    """Points and, where they differ from the proposal, a sentence for every criterion."""

    def __init__(
        self, *args: Any, lines: list[Line], filled: frozenset[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            if line.criterion not in filled:
                continue
            points = line.points if line.points is not None else line.proposed
            self.fields[f"points-{line.criterion}"] = PointsField(
                label=_("Điểm"), required=False, initial=points
            )
            self.fields[f"reason-{line.criterion}"] = forms.CharField(
                label=_("Lý do, nếu khác đề xuất"),
                required=False,
                max_length=500,
                initial=line.override_reason,
            )

    def given(self, lines: list[Line]) -> dict[str, GivenPoints]:
        """What was typed, by criterion."""
        said = self.cleaned_data
        return {
            line.criterion: GivenPoints(
                said.get(f"points-{line.criterion}"), said.get(f"reason-{line.criterion}", "")
            )
            for line in lines
            if f"points-{line.criterion}" in self.fields
        } | {
            line.criterion: GivenPoints(line.points, line.override_reason)
            for line in lines
            if f"points-{line.criterion}" not in self.fields
        }


def filled_by(request: ActorRequest, meeting: Meeting, sheet: ScoreSheet | None) -> frozenset[str]:
    """The lines on which the actor may give points; none before a rubric was in force."""
    rubric = rubric_for(meeting, sheet)
    items = rubric.all_items if rubric else ()
    return frozenset(item.code for item in items if fills(request.actor, meeting.unit, item))


@once
def score(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The sheet: proposals follow the record at each look, points as the cell gave."""
    meeting = get_meeting(request.actor, meeting_id)
    context = step_context(request, meeting, SCORE)
    sheet = find_sheet(meeting)
    lines = shown_lines(meeting, sheet)
    initial = {"version": sheet.version if sheet else 0}
    filled = filled_by(request, meeting, sheet)
    form = ScoreForm(request.POST or None, initial=initial, lines=lines, filled=filled)
    if request.method == "POST" and form.is_valid() and _kept(request, meeting, form, lines):
        return redirect("step_score", meeting_id)
    return _page(request, meeting, sheet, form, lines, context)


@require_POST
@once
def vote(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Say by which vote of the meeting the cell adopted its points."""
    chosen = request.POST.get("vote", "")
    actions.link_vote(
        actor=request.actor,
        meeting_id=meeting_id,
        vote_id=int(chosen) if chosen.isdecimal() else None,
        version=read_version(request),
        now=clock.now(),
    )
    notices.saved(request, _("Đã ghi biểu quyết về điểm tự chấm."))
    return redirect("step_score", meeting_id)


def _kept(request: ActorRequest, meeting: Meeting, form: ScoreForm, lines: list[Line]) -> bool:
    try:
        sheet = actions.give_points(
            actor=request.actor,
            meeting_id=meeting.pk,
            given=form.given(lines),
            version=form.cleaned_data["version"],
            now=clock.now(),
        )
    except BadScore as wrong:
        for criterion, sentence in wrong.lines.items():
            form.add_error(f"points-{criterion}", sentence)
        form_refused(form, wrong)
        return False
    except ChangedMeanwhile as refusal:
        form_refused(form, refusal)
        found = find_sheet(meeting)
        form.now_on(found.version if found else 0)
        return False
    if sheet.self_total is None:
        told = _(
            "Đã lưu điểm các mục. Còn mục chỉ bí thư cho điểm: bí thư chấm rồi xác nhận phiếu."
        )
        notices.saved(request, told, draft=f"score:{meeting.pk}")
        return True
    words = {
        "points": show_points(sheet.self_total),
        "grade": grade_name(meeting, sheet.self_grade),
    }
    told = _("Đã chấm %(points)s điểm, xếp loại %(grade)s.") % words
    if second := second_of(meeting, sheet):
        words = {"points": show_points(second.sheet.self_total), "grade": second.self_grade}
        told += " " + _("Phần chuyên đề: %(points)s điểm, xếp loại %(grade)s.") % words
    notices.saved(request, told, draft=f"score:{meeting.pk}")
    return True


@dataclass(frozen=True)
class SecondShown:
    """The sheet of the thematic part with its grades by name."""

    sheet: ThematicSheet
    self_grade: str
    official_grade: str


def second_of(meeting: Meeting, sheet: ScoreSheet | None) -> SecondShown | None:
    """The second sheet of a combined meeting for a page; None where there is one sheet."""
    second = sheet.second if sheet else None
    if second is None:
        return None
    names = (grade_name(meeting, code) for code in (second.self_grade, second.official_grade))
    return SecondShown(second, *names)


def _proposed(lines: list[Line]) -> dict[str, Any]:
    """How much the record proposes, on all lines of the page."""
    proposed = [line.proposed for line in lines if line.proposed is not None]
    return {
        "open_lines": sum(1 for line in lines if line.points is None and line.proposed is None),
        "proposed_total": sum(proposed, 0),
    }


def _page(
    request: ActorRequest,
    meeting: Meeting,
    sheet: ScoreSheet | None,
    form: ScoreForm,
    lines: list[Line],
    context: dict[str, Any],
) -> HttpResponse:
    rubric = rubric_for(meeting, sheet)
    shown = {
        **context,
        "form": form,
        "sheet": sheet,
        "lines": [_line(line, form, rubric, context["writable"]) for line in lines],
        "rubric": rubric,
        "rubric_why": _rubric_why(rubric),
        "grade": grade_name(meeting, sheet.self_grade) if sheet else "",
        "official_grade": grade_name(meeting, sheet.official_grade) if sheet else "",
        **_proposed(lines),
        "second": second_of(meeting, sheet),
        "grades": grades_of(meeting),
        "votes": votes_of(meeting) if sheet and context["writable"] else [],
    }
    return render(request, "month/score.html", shown, status=422 if form.errors else 200)


def _line(line: Line, form: ScoreForm, rubric: Rubric | None, writable: bool) -> ScoreLine:
    item = rubric.item(line.criterion) if rubric else None
    why = Because.of(_(item.guidance or item.name), item.source) if item else None
    filled, has_proposal = f"points-{line.criterion}" in form.fields, line.proposed is not None
    return ScoreLine(
        key=line.criterion.replace(".", "-"),
        number=line.criterion,
        name=_(line.title),
        max_points=line.maximum,
        proposed=line.proposed,
        points=line.points,
        why=why,
        facts=tuple(part for part in line.reason.split("\n") if part),
        field_points=form[f"points-{line.criterion}"] if filled else None,
        field_reason=form[f"reason-{line.criterion}"] if filled and has_proposal else None,
        locked=not (writable and filled),
        alone=giver_words(item.given_by) if item and item.given_by else "",
        official=line.official_points,
        official_reason=line.official_reason,
        heading=sheet_headings(rubric).get(line.criterion, ""),
    )


def sheet_headings(rubric: Rubric | None) -> dict[str, str]:
    """What stands over the first line of each of two sheets, by its code; nothing over one."""
    if rubric is None or rubric.second is None:
        return {}
    return {
        rubric.items[0].code: _("I. Phần thường kỳ – %s") % _(rubric.name),
        rubric.second.items[0].code: _("II. Phần chuyên đề – %s") % _(rubric.second.name),
    }


def _rubric_why(rubric: Rubric | None) -> Because | None:
    return Because.of(rubric.source.why, rubric.source) if rubric else None


def grades_of(meeting: Meeting) -> list[Any]:
    """The grades with their thresholds and source, by the rules of the meeting's day."""
    rules = rules_for(meeting)
    return list(rules.grades) if rules else []


def grade_name(meeting: Meeting, code: str) -> str:
    """A grade by its name under the rules of the meeting's day; "" for none."""
    rules = rules_for(meeting)
    return _(rules.grade(code).name) if rules and code else ""
