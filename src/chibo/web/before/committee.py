"""The chi ủy's meeting before the cell's: called, written down, closed; its conclusions go on."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.committee_meetings import actions, permissions, queries
from chibo.areas.committee_meetings.actions import PointText, Sitting
from chibo.areas.committee_meetings.models import CommitteeMeeting, CommitteePoint
from chibo.areas.meetings.models import AttendanceState
from chibo.areas.minutes.subjects import editions_of
from chibo.areas.organisation.queries import get_unit
from chibo.areas.reports.papers import committee_minutes_paper
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, NotThere, Refused
from chibo.web.components import notices
from chibo.web.components.fields import ClockField, DayField
from chibo.web.forms import VersionedForm, form_page, form_refused, show_conflict
from chibo.web.month.frame import is_id
from chibo.web.once import once
from chibo.web.papers.handing import hand_out
from chibo.web.papers.issuing import issued_context
from chibo.web.request import ActorRequest

FIELDS = tuple(Sitting.__dataclass_fields__)
TEXTS = tuple(PointText.__dataclass_fields__)


class SittingForm(VersionedForm):
    """Day, times, people, conclusion."""

    planned_on = DayField(label=gettext_lazy("Ngày dự kiến"))
    planned_at = ClockField(label=gettext_lazy("Giờ dự kiến"), required=False)
    place = forms.CharField(label=gettext_lazy("Nơi họp"), max_length=200, required=False)
    chair_name = forms.CharField(
        label=gettext_lazy("Người chủ trì"), max_length=120, required=False
    )
    minutes_by = forms.CharField(
        label=gettext_lazy("Người ghi biên bản"), max_length=120, required=False
    )
    held_on = DayField(
        label=gettext_lazy("Ngày đã họp"),
        required=False,
        help_text=gettext_lazy("Để trống khi chưa họp."),
    )
    starts_at = ClockField(label=gettext_lazy("Bắt đầu"), required=False)
    ends_at = ClockField(label=gettext_lazy("Kết thúc"), required=False)
    conclusion = forms.CharField(
        label=gettext_lazy("Kết luận chung"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PointForm(VersionedForm):
    """One point of the chi ủy's agenda."""

    title = forms.CharField(label=gettext_lazy("Nội dung"), max_length=300)
    notes = forms.CharField(
        label=gettext_lazy("Ghi chép"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    conclusion = forms.CharField(
        label=gettext_lazy("Kết luận của chi ủy"), required=False, max_length=400
    )
    to_cell = forms.BooleanField(label=gettext_lazy("Đưa ra chi bộ thảo luận"), required=False)


@require_POST
@once
def prepare(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Call the chi ủy before the cell's meeting."""
    sitting = actions.prepare(actor=request.actor, meeting_id=meeting_id, now=clock.now())
    return redirect("committee_meeting", sitting.pk)


@once
def sitting(request: ActorRequest, sitting_id: int) -> HttpResponse:
    """The whole of one meeting; its first form is the one about day, times and people."""
    shown = queries.get_sitting(request.actor, sitting_id)
    saved = {**{field: getattr(shown, field) for field in FIELDS}, "version": shown.version}
    form = SittingForm(request.POST or None, initial=saved)
    conflicts = []
    if form.is_valid():
        try:
            actions.record(
                actor=request.actor,
                sitting_id=sitting_id,
                said=Sitting(**{field: form.cleaned_data[field] for field in FIELDS}),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            conflicts = show_conflict(form, saved, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu buổi họp chi ủy."))
            return redirect("committee_meeting", sitting_id)
    context = _context(request, shown)
    return form_page(request, "before/committee.html", form, conflicts=conflicts, **context)


def _context(request: ActorRequest, shown: CommitteeMeeting) -> dict[str, Any]:
    may_run = request.actor.may(permissions.RUN, shown.unit.path)
    roll = queries.roll_of(shown)
    return {
        "sitting": shown,
        "roll": roll,
        "is_rest": any(seat.state is None for seat in roll),
        "points": queries.points_of(shown),
        "has_minutes": not shown.is_open or editions_of(shown).exists(),
        "may_run": may_run,
        "writable": may_run and shown.is_open,
        "issued": issued_context(request, "conclusion", shown.pk),
        "states": [(str(state), state.label) for state in _states()],
    }


def _states() -> tuple[AttendanceState, ...]:
    return (AttendanceState.PRESENT, AttendanceState.EXCUSED, AttendanceState.UNEXCUSED)


@require_POST
@once
def mark(request: ActorRequest, sitting_id: int) -> HttpResponse:
    """Who was there; one name, or everybody nothing was said of."""
    member = request.POST.get("member", "")
    if member == "rest":
        actions.mark_rest(actor=request.actor, sitting_id=sitting_id, now=clock.now())
    else:
        actions.mark(
            actor=request.actor,
            sitting_id=sitting_id,
            member_id=int(member) if is_id(member) else 0,
            state=request.POST.get("state", ""),
            reason=request.POST.get("reason", ""),
            now=clock.now(),
        )
    return _back(sitting_id, "diem-danh")


@require_POST
@once
def add_point(request: ActorRequest, sitting_id: int) -> HttpResponse:
    """One more point."""
    title = request.POST.get("title", "")
    actions.add_point(actor=request.actor, sitting_id=sitting_id, title=title, now=clock.now())
    notices.saved(request, _("Đã thêm nội dung."))
    return _back(sitting_id, "noi-dung")


@once
def point(request: ActorRequest, sitting_id: int, point_id: int) -> HttpResponse:
    """What was discussed and concluded under one point."""
    shown = queries.get_sitting(request.actor, sitting_id)
    row = next((each for each in queries.points_of(shown) if each.pk == point_id), None)
    if row is None:
        raise NotThere(_("Nội dung này không còn trong chương trình."))
    form = PointForm(request.POST or None, initial=_values(row))
    conflicts = []
    if form.is_valid():
        try:
            _write(request, row, form)
        except ChangedMeanwhile as refusal:
            conflicts = show_conflict(form, _values(row), refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu nội dung."))
            return _back(sitting_id, "noi-dung")
    return form_page(
        request, "before/committee_point.html", form, conflicts=conflicts, sitting=shown, point=row
    )


def _values(row: CommitteePoint) -> dict[str, Any]:
    return {**{field: getattr(row, field) for field in TEXTS}, "version": row.version}


def _write(request: ActorRequest, row: CommitteePoint, form: PointForm) -> None:
    actions.write(
        actor=request.actor,
        sitting_id=row.sitting_id,
        point_id=row.pk,
        text=PointText(**{field: form.cleaned_data[field] for field in TEXTS}),
        version=form.cleaned_data["version"],
        now=clock.now(),
    )


@require_POST
@once
def remove_point(request: ActorRequest, sitting_id: int, point_id: int) -> HttpResponse:
    """Take an empty point away."""
    actions.remove_point(
        actor=request.actor, sitting_id=sitting_id, point_id=point_id, now=clock.now()
    )
    return _back(sitting_id, "noi-dung")


@require_POST
@once
def close(request: ActorRequest, sitting_id: int) -> HttpResponse:
    """Close it, or open it again with a reason."""
    reason = request.POST.get("reason")
    if reason is None:
        actions.close(actor=request.actor, sitting_id=sitting_id, now=clock.now())
        notices.saved(request, _("Đã đóng buổi họp chi ủy; kết luận đã vào chương trình chi bộ."))
    else:
        actions.reopen(actor=request.actor, sitting_id=sitting_id, reason=reason, now=clock.now())
        notices.saved(request, _("Đã mở lại buổi họp chi ủy."))
    return redirect("committee_meeting", sitting_id)


@require_GET
def minutes(request: ActorRequest, sitting_id: int) -> HttpResponse:
    """Biên bản họp chi ủy as .docx."""
    made = committee_minutes_paper(actor=request.actor, sitting_id=sitting_id, now=clock.now())
    return hand_out(request, made)


@require_GET
def sittings(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The meetings of a cell's chi ủy, newest first."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.VIEW, unit)
    rows = queries.sittings_of(request.actor, unit)
    return render(request, "before/committee_list.html", {"unit": unit, "sittings": rows})


def _back(sitting_id: int, anchor: str) -> HttpResponse:
    answer = redirect("committee_meeting", sitting_id)
    answer["Location"] += f"#{anchor}"
    return answer
