"""The agenda and the papers of step 1, one small form each."""

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.meetings import actions
from chibo.core import clock
from chibo.web.components import notices
from chibo.web.components.scans import warn_of_scan
from chibo.web.month.forms import PaperForm, PointForm
from chibo.web.once import once
from chibo.web.request import ActorRequest


def _back(meeting_id: int, place: str) -> HttpResponse:
    answer = redirect("step_prepare", meeting_id)
    answer["Location"] += f"#{place}"
    return answer


def _refused(request: ActorRequest, form: Form, meeting_id: int, place: str) -> HttpResponse:
    for problems in form.errors.values():
        notices.refused(request, " ".join(str(problem) for problem in problems))
    return _back(meeting_id, place)


@require_POST
@once
def add(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """One more point."""
    form = PointForm(request.POST)
    if not form.is_valid():
        return _refused(request, form, meeting_id, "chuong-trinh")
    actions.add_point(
        actor=request.actor,
        meeting_id=meeting_id,
        title=form.cleaned_data["title"],
        now=clock.now(),
    )
    notices.saved(request, _("Đã thêm nội dung."), draft=f"point:{meeting_id}")
    return _back(meeting_id, "chuong-trinh")


@require_POST
@once
def change(request: ActorRequest, meeting_id: int, point_id: int) -> HttpResponse:
    """Reword a point."""
    form = PointForm(request.POST)
    if not form.is_valid():
        return _refused(request, form, meeting_id, "chuong-trinh")
    actions.change_point(
        actor=request.actor,
        meeting_id=meeting_id,
        point_id=point_id,
        title=form.cleaned_data["title"],
        version=form.cleaned_data["version"] or 0,
        now=clock.now(),
    )
    notices.saved(request, _("Đã sửa nội dung."))
    return _back(meeting_id, "chuong-trinh")


@require_POST
@once
def remove(request: ActorRequest, meeting_id: int, point_id: int) -> HttpResponse:
    """Take a point off."""
    actions.remove_point(
        actor=request.actor, meeting_id=meeting_id, point_id=point_id, now=clock.now()
    )
    notices.saved(request, _("Đã bỏ nội dung."))
    return _back(meeting_id, "chuong-trinh")


@require_POST
@once
def add_paper(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """A paper to send, with or without its file."""
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, form, meeting_id, "tai-lieu")
    file = form.cleaned_data["file"]
    actions.add_paper(
        actor=request.actor,
        meeting_id=meeting_id,
        title=form.cleaned_data["title"],
        file=file,
        now=clock.now(),
    )
    notices.saved(request, _("Đã thêm tài liệu."), draft=f"paper:{meeting_id}")
    warn_of_scan(request, file)
    return _back(meeting_id, "tai-lieu")


@require_POST
@once
def remove_paper(request: ActorRequest, meeting_id: int, paper_id: int) -> HttpResponse:
    """Take a paper off the list."""
    actions.remove_paper(
        actor=request.actor, meeting_id=meeting_id, paper_id=paper_id, now=clock.now()
    )
    notices.saved(request, _("Đã bỏ tài liệu."))
    return _back(meeting_id, "tai-lieu")
