"""Downloads: papers made from the record, and the files sent along with a meeting."""

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from chibo.areas.meetings.models import PaperToSend
from chibo.areas.meetings.queries import get_meeting
from chibo.areas.reports.papers import meeting_paper, report_paper
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.web.papers.handing import hand_out
from chibo.web.request import ActorRequest


@require_GET
def meeting(request: ActorRequest, meeting_id: int, kind: str) -> HttpResponse:
    """A paper of a meeting as .docx."""
    made = meeting_paper(actor=request.actor, kind=kind, meeting_id=meeting_id, now=clock.now())
    return hand_out(request, made)


@require_GET
def report(request: ActorRequest, report_id: int) -> HttpResponse:
    """The monthly report as .docx."""
    made = report_paper(actor=request.actor, report_id=report_id, now=clock.now())
    return hand_out(request, made)


@require_GET
def document(request: ActorRequest, meeting_id: int, paper_id: int) -> HttpResponseBase:
    """A file that was sent along; always downloaded, never shown in the page."""
    shown = get_meeting(request.actor, meeting_id)
    paper = PaperToSend.objects.filter(meeting=shown, pk=paper_id).exclude(file="").first()
    if paper is None:
        return redirect("meeting_record", meeting_id)
    if not paper.file.storage.exists(str(paper.file.name)):
        raise NotThere(_("Tệp này không còn trên máy chủ. Hãy nhờ chi bộ gửi lại tài liệu."))
    name = str(paper.file.name).rsplit("/", 1)[-1]
    return FileResponse(paper.file.open("rb"), as_attachment=True, filename=name)
