"""Sheets in turn: the cell's points, what the record proposes and the minutes side by side."""

from dataclasses import dataclass
from decimal import Decimal
from string import ascii_lowercase
from typing import Any

from django.core.paginator import Paginator
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chibo.areas.grading import queries
from chibo.areas.grading.beside import record_beside
from chibo.areas.reports import actions
from chibo.areas.scoring.errors import CannotDecide
from chibo.areas.scoring.models import ScoreLine, ScoreSheet
from chibo.areas.scoring.permissions import DECIDE, decides_for
from chibo.areas.scoring.queries import get_sheet, lines_of, rubric_of
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.core.vietnamese import show_points
from chibo.regulations import Rubric
from chibo.regulations.rubrics import giver_words
from chibo.web.components import notices
from chibo.web.components.downloads import MOST, as_workbook, asks_for_workbook, workbook_address
from chibo.web.forms import form_refused
from chibo.web.grading.files import sheets_table
from chibo.web.grading.forms import GradeForm
from chibo.web.grading.frame import WIDE, Bench, bench_of
from chibo.web.month.frame import Because, is_id
from chibo.web.month.views.scoring import grade_name, grades_of, second_of, sheet_headings
from chibo.web.once import once
from chibo.web.request import ActorRequest

PAGE = 40


@require_GET
def waiting(request: ActorRequest) -> HttpResponse:
    """What waits for official points, the newest month first, then as the tree stands."""
    bench = bench_of(request)
    rows = queries.waiting_sheets(request.actor, bench.unit, direct=bench.direct)
    if asks_for_workbook(request):
        sheets = queries.sheets_of(request.actor, rows[:MOST])
        table = sheets_table(_("Phiếu chờ chấm"), sheets)
        return as_workbook(request, bench.unit, "grading", "phieu cho cham", [table])
    page = Paginator(rows.select_related("unit"), PAGE).get_page(request.GET.get("trang"))
    context = {
        "bench": bench,
        "page": page,
        "here": "list",
        "workbook": workbook_address(request),
    }
    return render(request, "grading/waiting.html", context)


@require_GET
def in_turn(request: ActorRequest) -> HttpResponse:
    """The first sheet that waits, or the one after `?sau=` (a meeting): looked up when asked."""
    bench, after = bench_of(request), request.GET.get("sau", "")
    left = get_sheet(request.actor, int(after)) if is_id(after) else None
    return redirect(_address(request, bench, left))


@once
def grade(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """One sheet: accepted as it is with one key, or a criterion changed; then the next at once."""
    bench = bench_of(request)
    sheet = get_sheet(request.actor, meeting_id)
    request.actor.require(DECIDE, sheet.meeting.unit)
    lines = lines_of(sheet)
    form = GradeForm(request.POST or None, sheet=sheet, lines=lines)
    if request.method == "POST" and form.is_valid() and _decided(request, sheet, form, lines):
        return redirect(_address(request, bench, sheet))
    return _page(request, bench, sheet, form, lines)


def _decided(
    request: ActorRequest, sheet: ScoreSheet, form: GradeForm, lines: list[ScoreLine]
) -> bool:
    said = form.cleaned_data
    common: dict[str, Any] = {
        "actor": request.actor,
        "meeting_id": sheet.meeting_id,
        "note": said["note"],
        "version": said["version"],
        "now": clock.now(),
    }
    try:
        if lines:
            done = actions.decide_score_by_line(given=form.given(lines), **common)
        else:
            done = actions.decide_score(points=said["total"], **common)
    except ChangedMeanwhile as refusal:
        form_refused(form, refusal)
        form.now_on(get_sheet(request.actor, sheet.meeting_id).version)
        return False
    except Refused as refusal:
        wrong = refusal.lines if isinstance(refusal, CannotDecide) else {}
        for criterion, sentence in wrong.items():
            form.add_error(f"points-{criterion}", sentence)
        form_refused(form, refusal)
        return False
    both = [done.official_total, done.second.official_total if done.second else None]
    points = " + ".join(show_points(each) for each in both if each is not None)
    words = {"unit": sheet.meeting.unit.name, "points": points}
    notices.saved(request, _("%(unit)s: đã ghi %(points)s điểm chính thức.") % words)
    return True


def _address(request: ActorRequest, bench: Bench, after: ScoreSheet | None) -> str:
    """The next sheet that waits; the list, which says that all is done, where none does."""
    found = queries.next_waiting(request.actor, bench.unit, after, direct=bench.direct)
    if found is None:
        return reverse("grading") + bench.query
    return reverse("grade_sheet", args=[found.meeting_id]) + bench.query


def _skip(bench: Bench, sheet: ScoreSheet) -> str:
    wide = "" if bench.direct else f"&{WIDE}=1"
    return f"{reverse('grading_in_turn')}?sau={sheet.meeting_id}{wide}"


@dataclass(frozen=True)
class GradeLine:
    """A line of the sheet as the superior sees it; `key` jumps to it."""

    line: ScoreLine
    key: str
    guidance: Because | None
    points: BoundField
    reason: BoundField
    alone: str = ""

    @property
    def differs_from_record(self) -> bool:
        """Whether the cell gave other points than the record proposes."""
        return self.line.proposed is not None and self.line.points != self.line.proposed


def _page(
    request: ActorRequest,
    bench: Bench,
    sheet: ScoreSheet,
    form: GradeForm,
    lines: list[ScoreLine],
) -> HttpResponse:
    meeting, rubric = sheet.meeting, rubric_of(sheet)
    rows = queries.waiting_sheets(request.actor, bench.unit, direct=bench.direct)
    context = {
        "bench": bench,
        "sheet": sheet,
        "meeting": meeting,
        "unit": meeting.unit,
        "form": form,
        "parts": _parts(sheet, _lines(form, lines, rubric), rubric),
        "lines": lines,
        "rubric": rubric,
        "self_grade": grade_name(meeting, sheet.self_grade),
        "official_grade": grade_name(meeting, sheet.official_grade),
        "grades": grades_of(meeting),
        "second": second_of(meeting, sheet),
        "left": rows.count(),
        "may_decide": decides_for(request.actor, meeting.unit),
        "skip": _skip(bench, sheet),
        "reasons": _usual_reasons(),
        "beside": record_beside(request.actor, meeting),
    }
    return render(request, "grading/sheet.html", context, status=422 if form.errors else 200)


def _lines(form: GradeForm, lines: list[ScoreLine], rubric: Rubric | None) -> list[GradeLine]:
    keys = [*ascii_lowercase, *[""] * len(lines)]
    items = {item.code: item for item in rubric.all_items} if rubric else {}
    shown = []
    for line, key in zip(lines, keys, strict=False):
        item = items.get(line.criterion)
        why = Because.of(_(item.guidance or item.name), item.source) if item else None
        fields = (form[f"points-{line.criterion}"], form[f"reason-{line.criterion}"])
        alone = giver_words(item.given_by) if item and item.given_by else ""
        shown.append(GradeLine(line, key, why, *fields, alone))
    return shown


@dataclass(frozen=True)
class SheetPart:
    """One sheet of the meeting: its lines, and what the cell's own points on them come to."""

    lines: list[GradeLine]
    own: Decimal | None
    sum_name: str
    heading: str = ""


def _parts(sheet: ScoreSheet, lines: list[GradeLine], rubric: Rubric | None) -> list[SheetPart]:
    """The sheet, or the two of a combined meeting one under the other."""
    if sheet.second is None:
        return [SheetPart(lines, sheet.self_total, _("Tổng"))]
    first = [row for row in lines if not row.line.is_second]
    other = [row for row in lines if row.line.is_second]
    names = (*sheet_headings(rubric).values(), "", "")
    return [
        SheetPart(first, sheet.self_total, _("Tổng phần thường kỳ"), names[0]),
        SheetPart(other, sheet.second.self_total, _("Tổng phần chuyên đề"), names[1]),
    ]


def _usual_reasons() -> list[str]:
    """Sentences offered by a digit where a line is changed; any other may be typed."""
    return [
        _("Hồ sơ chưa thể hiện đủ căn cứ cho mức điểm này."),
        _("Biên bản ghi sơ sài, chưa rõ nội dung thảo luận."),
        _("Kết luận chưa rõ người làm, thời hạn."),
        _("Nhiệm vụ kỳ trước chưa xong mà chưa nêu nguyên nhân."),
        _("Chưa đúng thang điểm của khung tiêu chí."),
    ]
