"""Draft report and draft resolution: gathered, written sentence by sentence, made into papers."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.drafts import actions, permissions, queries
from chibo.areas.drafts.actions.gathering import NEW
from chibo.areas.drafts.models import Draft, DraftKind, DraftSentence
from chibo.areas.meetings.actions import add_paper
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import get_meeting
from chibo.areas.reports.papers import draft_paper
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, NotThere, Refused
from chibo.core.i18n import in_vietnamese
from chibo.web.components import notices
from chibo.web.forms import VersionedForm, form_page, form_refused, read_version, show_conflict
from chibo.web.once import once
from chibo.web.papers.handing import hand_out
from chibo.web.request import ActorRequest

CODES = {"bao-cao": DraftKind.REPORT, "nghi-quyet": DraftKind.RESOLUTION}


class SentenceForm(VersionedForm):
    """One sentence."""

    text = forms.CharField(
        label=gettext_lazy("Câu trong dự thảo"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


def _kind(code: str) -> DraftKind:
    if code not in CODES:
        raise NotThere(_("Không có loại dự thảo này."))
    return CODES[code]


def _draft(request: ActorRequest, meeting_id: int, code: str) -> tuple[Meeting, Draft | None]:
    meeting = get_meeting(request.actor, meeting_id)
    request.actor.require(permissions.VIEW, meeting.unit)
    return meeting, queries.find_draft(request.actor, meeting, _kind(code))


@require_GET
def draft(request: ActorRequest, meeting_id: int, code: str) -> HttpResponse:
    """The draft with the mark of every sentence, and what the records say otherwise since."""
    meeting, found = _draft(request, meeting_id, code)
    return _page(request, meeting, code, found, forms.Form())


def _page(
    request: ActorRequest, meeting: Meeting, code: str, found: Draft | None, form: forms.Form
) -> HttpResponse:
    may_write = request.actor.may(permissions.WRITE, meeting.unit.path) and not meeting.is_held
    parts = queries.parts_of(request.actor, found) if found else []
    rows = [row for part in parts for row in part.sentences]
    context: dict[str, Any] = {
        "meeting": meeting,
        "code": code,
        "kind_name": _(str(_kind(code).label)),
        "draft": found,
        "parts": parts,
        "marks": queries.marks_of(rows),
        "unseen": sum(1 for row in rows if row.was),
        "new": NEW,
        "writable": may_write,
        "changed": 0,
    }
    if found and may_write:
        context["changed"] = len(queries.changed_since(request.actor, found, clock.today()))
    return form_page(request, "before/draft.html", form, **context)


@require_POST
@once
def gather(request: ActorRequest, meeting_id: int, code: str) -> HttpResponse:
    """Written from the records, or brought up to date."""
    actions.gather(actor=request.actor, meeting_id=meeting_id, kind=_kind(code), now=clock.now())
    notices.saved(request, _("Dự thảo đã theo hồ sơ lúc này; câu đã sửa tay được giữ nguyên."))
    return redirect("draft", meeting_id, code)


@require_POST
@once
def look(request: ActorRequest, meeting_id: int, code: str) -> HttpResponse:
    """The differences were looked at."""
    actions.look(actor=request.actor, meeting_id=meeting_id, kind=_kind(code), now=clock.now())
    return redirect("draft", meeting_id, code)


@once
def sentence(request: ActorRequest, meeting_id: int, code: str, sentence_id: int) -> HttpResponse:
    """One sentence on a page of its own, large enough for a phone."""
    meeting, found = _draft(request, meeting_id, code)
    parts = queries.parts_of(request.actor, found) if found else []
    row = next((r for part in parts for r in part.sentences if r.pk == sentence_id), None)
    if row is None:
        raise NotThere(_("Câu này không còn trong dự thảo."))
    form = SentenceForm(request.POST or None, initial=_values(row))
    conflicts = []
    if form.is_valid():
        try:
            actions.rewrite(
                actor=request.actor,
                meeting_id=meeting_id,
                sentence_id=sentence_id,
                text=form.cleaned_data["text"],
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            conflicts = show_conflict(form, _values(row), refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu câu."), draft=f"sentence:{sentence_id}")
            return _back(meeting_id, code, row)
    context = {"meeting": meeting, "code": code, "row": row, "conflicts": conflicts}
    return form_page(request, "before/sentence.html", form, **context)


def _values(row: DraftSentence) -> dict[str, Any]:
    return {"text": row.text, "version": row.version}


def _back(meeting_id: int, code: str, row: DraftSentence) -> HttpResponse:
    answer = redirect("draft", meeting_id, code)
    answer["Location"] += f"#muc-{row.section}"
    return answer


@require_POST
@once
def change(request: ActorRequest, meeting_id: int, code: str, sentence_id: int) -> HttpResponse:
    """Leave a sentence out, bring it back, or follow the record again."""
    told: dict[str, Any] = {
        "actor": request.actor,
        "meeting_id": meeting_id,
        "sentence_id": sentence_id,
        "version": read_version(request),
        "now": clock.now(),
    }
    what = request.POST.get("what", "")
    if what == "record":
        row = actions.follow_record(**told)
    else:
        row = actions.leave_out(out=what == "out", **told)
    return _back(meeting_id, code, row)


@require_POST
@once
def add(request: ActorRequest, meeting_id: int, code: str) -> HttpResponse:
    """A sentence of one's own."""
    row = actions.add(
        actor=request.actor,
        meeting_id=meeting_id,
        kind=_kind(code),
        section=request.POST.get("section", ""),
        text=request.POST.get("text", ""),
        now=clock.now(),
    )
    notices.saved(request, _("Đã thêm câu."))
    return _back(meeting_id, code, row)


@require_GET
def paper(request: ActorRequest, meeting_id: int, code: str) -> HttpResponse:
    """The draft as .docx."""
    made = draft_paper(
        actor=request.actor, meeting_id=meeting_id, kind=_kind(code), now=clock.now()
    )
    return hand_out(request, made)


@require_POST
@once
def enclose(request: ActorRequest, meeting_id: int, code: str) -> HttpResponse:
    """The draft joins the papers members get before the meeting."""
    made = draft_paper(
        actor=request.actor, meeting_id=meeting_id, kind=_kind(code), now=clock.now()
    )
    with in_vietnamese():
        title = _(str(_kind(code).label))
    file = ContentFile(made.content, name=made.name)
    add_paper(actor=request.actor, meeting_id=meeting_id, title=title, file=file, now=clock.now())
    notices.saved(request, _("Đã đưa dự thảo vào tài liệu gửi trước."))
    answer = redirect("step_prepare", meeting_id)
    answer["Location"] += "#tai-lieu"
    return answer
