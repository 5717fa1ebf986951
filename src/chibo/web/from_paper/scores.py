"""The score sheet filled in by hand, typed back line by line in the printed order."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from chibo.areas.documents.codes import SCORE_SHEET, code_of
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import get_meeting
from chibo.areas.scoring import actions
from chibo.areas.scoring.actions import GivenPoints
from chibo.areas.scoring.errors import BadScore
from chibo.areas.scoring.models import ScoreLine
from chibo.areas.scoring.permissions import GIVE
from chibo.areas.scoring.queries import find_sheet, shown_lines
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile
from chibo.core.i18n import in_vietnamese
from chibo.core.vietnamese import show_points
from chibo.web.components import notices
from chibo.web.components.fields import PointsField
from chibo.web.forms import VersionedForm, form_page, form_refused
from chibo.web.month.frame import locked_words
from chibo.web.month.views.scoring import filled_by
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


class SheetForm(VersionedForm):
    """Points for every line; the sum written on the paper is compared with them."""

    sum_on_paper = PointsField(required=False)

    def __init__(
        self, *args: Any, lines: list[ScoreLine], held: Decimal = Decimal(0), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.held = held
        for line in lines:
            self.fields[_field(line)] = PointsField(
                label=f"{line.criterion}. {_(line.title)}", initial=line.points
            )
        both = any(line.is_second for line in lines)
        self.fields["sum_on_paper"].label = (
            _("Tổng số điểm ghi trên hai biểu, cộng lại")
            if both
            else _("Tổng số điểm ghi trên giấy")
        )
        self.fields["sum_on_paper"].help_text = _("Để trống nếu trên giấy không ghi.")
        self.order_fields([*(_field(line) for line in lines), "sum_on_paper", "version"])

    def clean(self) -> dict[str, Any]:
        """The sum on the paper guards against a slip of the hand."""
        typed = super().clean() or self.cleaned_data
        given = [value for name, value in typed.items() if name.startswith("points-")]
        told = typed.get("sum_on_paper")
        added = sum((value for value in given if value is not None), self.held)
        if told is not None and None not in given and told != added:
            self.add_error(
                "sum_on_paper",
                _("Các dòng đã gõ cộng lại được %s điểm. Hãy dò lại từng dòng với tờ giấy.")
                % show_points(added),
            )
        return typed


def _field(line: ScoreLine) -> str:
    return f"points-{line.criterion}"


@once
def from_sheet(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """One field for each printed line, in the printed order; Enter goes to the next."""
    meeting = get_meeting(request.actor, meeting_id)
    request.actor.require(GIVE, meeting.unit)
    sheet = find_sheet(meeting)
    lines = shown_lines(meeting, sheet)
    initial = {"version": sheet.version if sheet else 0}
    filled = filled_by(request, meeting, sheet)
    typed = [line for line in lines if line.criterion in filled]
    held = sum((line.points or Decimal(0) for line in lines if line not in typed), Decimal(0))
    form = SheetForm(request.POST or None, initial=initial, lines=typed, held=held)
    if not meeting.is_editable:
        notices.refused(request, locked_words())
        return redirect("step_score", meeting_id)
    if form.is_valid() and _kept(request, meeting, form, lines):
        return redirect("step_score", meeting_id)
    return form_page(
        request,
        "from_paper/scores.html",
        form,
        meeting=meeting,
        unit=meeting.unit,
        lines=[(line, form[_field(line)] if line in typed else None) for line in lines],
        code=code_of(SCORE_SHEET, meeting.pk),
        trail=trail_to(request.actor, meeting.unit),
    )


def _kept(request: ActorRequest, meeting: Meeting, form: SheetForm, lines: list[ScoreLine]) -> bool:
    try:
        sheet = actions.give_points(
            actor=request.actor,
            meeting_id=meeting.pk,
            given=_given(meeting, form, lines),
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
    words = _("Đã nhập phiếu chấm từ giấy; còn mục chỉ bí thư cho điểm.")
    if sheet.self_total is not None:
        both = [sheet.self_total, sheet.second.self_total if sheet.second else None]
        told = " + ".join(show_points(each) for each in both if each is not None)
        words = _("Đã nhập phiếu chấm từ giấy: %s điểm.") % told
    notices.saved(request, words, draft=f"paper_score:{meeting.pk}")
    return True


def _given(meeting: Meeting, form: SheetForm, lines: list[ScoreLine]) -> dict[str, GivenPoints]:
    """The points typed; where they differ from the record, the paper is the reason given."""
    with in_vietnamese():
        because = _("Theo phiếu giấy của chi bộ, mã %s.") % code_of(SCORE_SHEET, meeting.pk)
    typed = form.cleaned_data
    left = {
        line.criterion: GivenPoints(line.points, line.override_reason)
        for line in lines
        if _field(line) not in typed
    }
    return left | {
        line.criterion: GivenPoints(
            typed[_field(line)],
            ""
            if line.proposed is None or line.proposed == typed[_field(line)]
            else line.override_reason or because,
        )
        for line in lines
        if _field(line) in typed
    }
