"""Step 1: Chuẩn bị."""

from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.documents.words import weekday_date
from chibo.areas.inputs.permissions import VIEW as SEE_INPUTS
from chibo.areas.meetings import actions
from chibo.areas.meetings.actions import Plan
from chibo.areas.meetings.models import Meeting, PaperToSend
from chibo.areas.meetings.queries import agenda_of, fixed_day_in, get_meeting, habit_of
from chibo.areas.meetings.rules import FixedDayRule
from chibo.areas.reports.actions import drop_meeting
from chibo.areas.reports.progress import PREPARE
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.core.i18n import in_vietnamese
from chibo.core.vietnamese import show_time
from chibo.regulations import meeting_rules
from chibo.web.attending.answering import asked_context, papers_context
from chibo.web.components import notices
from chibo.web.forms import conflict_rows, form_page, form_refused
from chibo.web.month.forms import PlanForm, SentForm
from chibo.web.month.frame import Because, month_url, step_context
from chibo.web.once import once
from chibo.web.request import ActorRequest

FIELDS = tuple(Plan.__dataclass_fields__)


@once
def plan(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Day, place, people; the agenda and the papers stand beside with forms of their own."""
    meeting = get_meeting(request.actor, meeting_id)
    saved = {field: getattr(meeting, field) for field in FIELDS}
    form = PlanForm(request.POST or None, initial={**saved, "version": meeting.version})
    conflicts = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_plan(
                actor=request.actor,
                meeting_id=meeting_id,
                plan=Plan(**{field: form.cleaned_data[field] for field in FIELDS}),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            conflicts = conflict_rows(form, saved)
            form_refused(form, refusal)
            form.now_on(meeting.version)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu kế hoạch họp."), draft=f"plan:{meeting_id}")
            return redirect("step_prepare", meeting_id)
    return form_page(
        request, "month/prepare.html", form, conflicts=conflicts, **_around(request, meeting)
    )


def _around(request: ActorRequest, meeting: Meeting) -> dict[str, Any]:
    """What stands beside the form: agenda, papers, notice, who asked to be away."""
    papers = list(PaperToSend.objects.filter(meeting=meeting))
    return {
        "agenda": agenda_of(meeting),
        "papers": papers,
        "notice_text": notice_text(meeting),
        "day_rule": _day_rule(meeting),
        "papers_rule": _papers_rule(meeting.planned_on),
        "today": clock.today(),
        "sees_inputs": request.actor.may(SEE_INPUTS, meeting.unit.path),
        **step_context(request, meeting, PREPARE),
        **asked_context(request, meeting),
        **papers_context(request, meeting, any(paper.file for paper in papers)),
    }


@in_vietnamese()
def notice_text(meeting: Meeting) -> str:
    """The notice as a message to be pasted into a group chat."""
    on = meeting.planned_on or meeting.month
    at = show_time(meeting.planned_at) or _("(chưa ghi giờ)")
    points = [point.title for point in agenda_of(meeting) if point.code != "task"]
    papers = PaperToSend.objects.filter(meeting=meeting)
    lines = [
        _("%(cell)s kính mời các đồng chí đảng viên dự sinh hoạt %(kind)s.")
        % {"cell": meeting.unit.name, "kind": meeting.get_kind_display().lower()},
        _("Thời gian: %(at)s, %(on)s.") % {"at": at, "on": weekday_date(_noon(on))},
        _("Địa điểm: %s.") % (meeting.place or _("(chưa ghi nơi họp)")),
        _("Nội dung:"),
        *(f"{number}. {title}" for number, title in enumerate(points, start=1)),
    ]
    if meeting.topic:
        lines.insert(1, _("Chuyên đề: %s.") % meeting.topic)
    if papers:
        lines.append(_("Tài liệu gửi trước: %s.") % "; ".join(p.title for p in papers))
    lines.append(_("Đồng chí nào vắng xin báo trước cho bí thư chi bộ và nêu lý do."))
    return "\n".join(lines)


def _noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12, tzinfo=clock.ZONE)


def _day_rule(meeting: Meeting) -> Because:
    habit = habit_of(meeting.unit)
    rule = FixedDayRule.parse(habit.fixed_day)
    day = fixed_day_in(habit, meeting.round)
    sentence = _("Chi bộ họp cố định: %(rule)s. Tháng %(month)s là ngày %(day)s.") % {
        "rule": rule.sentence,
        "month": meeting.round.label,
        "day": f"{day:%d/%m/%Y}",
    }
    return Because(sentence, _("Nếp họp do chi bộ tự định"))


def _papers_rule(on: date | None) -> Because | None:
    rules = meeting_rules(on) if on else None
    if rules is None:
        return None
    days = rules.papers_lead_days
    return Because.of(
        _("Tài liệu nên tới đảng viên trước ít nhất %d ngày.") % days.value, days.source
    )


@require_POST
@once
def sent(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The notice or the papers went out."""
    form = SentForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        actions.mark_sent(
            actor=request.actor,
            meeting_id=meeting_id,
            what=said["what"],
            on=said["on"],
            now=clock.now(),
            was={"on": said["was"]} if "was" in request.POST else None,
        )
        notices.saved(request, _("Đã ghi ngày gửi."), draft=f"sent:{said['what']}:{meeting_id}")
    else:
        notices.refused(request, _("Hãy gõ ngày gửi theo dạng ngày/tháng/năm."))
    return redirect("step_prepare", meeting_id)


@require_POST
@once
def drop(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Take away a meeting that was only being prepared."""
    back = month_url(get_meeting(request.actor, meeting_id))
    drop_meeting(actor=request.actor, meeting_id=meeting_id, now=clock.now())
    notices.saved(request, _("Đã bỏ kế hoạch họp."))
    return redirect(back)
