"""A member's own side: asking to be away, opening the papers."""

from django import forms
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.attending import actions
from chibo.areas.attending.models import AbsenceReason
from chibo.areas.attending.queries import own_absences
from chibo.areas.meetings.queries import own_meetings
from chibo.core import clock
from chibo.core.choices import spoken
from chibo.core.errors import NotThere, Refused
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused
from chibo.web.once import once
from chibo.web.request import ActorRequest


class AbsenceForm(forms.Form):
    """Why somebody cannot come."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Lý do"), choices=spoken(AbsenceReason), widget=forms.RadioSelect
    )
    remark = forms.CharField(
        label=gettext_lazy("Lời nhắn cho chi ủy"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Chỉ chi ủy đọc được; tự xóa khi đóng buổi họp."),
    )


@once
def absence(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Ask to be away from a coming meeting."""
    meeting = next(
        (row.meeting for row in own_meetings(request.actor) if row.meeting.pk == meeting_id), None
    )
    if meeting is None:
        raise NotThere(_("Không có buổi họp này trong lịch của chi bộ mình."))
    row = own_absences(request.actor, [meeting_id]).get(meeting_id)
    initial = {"reason": row.reason, "remark": row.remark} if row else {}
    form = AbsenceForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.ask_absence(
                actor=request.actor, meeting_id=meeting_id, now=clock.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã gửi bí thư. Trả lời sẽ hiện ở trang này."))
            return redirect("own")
    return form_page(request, "attending/absence.html", form, meeting=meeting, row=row)


@require_POST
@once
def withdraw(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Coming after all."""
    actions.withdraw_absence(actor=request.actor, meeting_id=meeting_id, now=clock.now())
    notices.saved(request, _("Đã rút xin vắng. Hẹn gặp ở buổi họp."))
    return redirect("own")


@require_GET
def paper(request: ActorRequest, meeting_id: int, paper_id: int) -> HttpResponseBase:
    """A paper of a coming meeting; always downloaded, never shown in the page."""
    row = actions.open_paper(
        actor=request.actor, meeting_id=meeting_id, paper_id=paper_id, now=clock.now()
    )
    if not row.file or not row.file.storage.exists(str(row.file.name)):
        raise NotThere(_("Tài liệu này không kèm tệp. Hãy hỏi bí thư chi bộ."))
    name = str(row.file.name).rsplit("/", 1)[-1]
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=name)
