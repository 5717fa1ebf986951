"""Suggestions of self-criticism, for those they concern and nobody else."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import get_meeting, roll_of
from chibo.areas.sittings import actions, permissions, queries
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.web.components import notices
from chibo.web.forms import read_version, refusals_on
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.sittings.forms import SuggestionForm


def _open(request: ActorRequest, meeting_id: int) -> Meeting:
    """The meeting, for somebody with a part in its suggestions; NotThere for all others."""
    actor = request.actor
    try:
        meeting = get_meeting(actor, meeting_id)
    except NotThere:
        return queries.get_own_sitting(actor, meeting_id)
    rights = (permissions.SUGGEST, permissions.KEEP)
    if any(actor.may(right, meeting.unit.path) for right in rights):
        return meeting
    return queries.get_own_sitting(actor, meeting_id)


@never_cache
@once
def suggestions(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The page; its POST puts one to a member."""
    meeting = _open(request, meeting_id)
    actor, path = request.actor, meeting.unit.path
    keeps = actor.may(permissions.KEEP, path)
    may_suggest = keeps or actor.may(permissions.SUGGEST, path)
    people = [(r.member.pk, r.member.full_name) for r in roll_of(meeting)] if may_suggest else []
    form = SuggestionForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.suggest(
                actor=actor, meeting_id=meeting_id, now=clock.now(), **form.cleaned_data
            )
            notices.saved(request, _("Đã ghi gợi ý. Chỉ những người liên quan thấy."))
            return redirect("suggestions", meeting_id)
    context = {
        "meeting": meeting,
        "rows": queries.suggestions_of(actor, meeting),
        "form": form,
        "keeps": keeps,
        "may_suggest": may_suggest,
    }
    status = 422 if form.is_bound else 200
    return render(request, "sittings/suggestions.html", context, status=status)


@require_POST
@once
def step(request: ActorRequest, meeting_id: int, suggestion_id: int) -> HttpResponse:
    """The answer, the conclusion, or the end of it."""
    said, text = request.POST.get("step", ""), request.POST.get("text", "")
    actor, version, now = request.actor, read_version(request), clock.now()
    if said == "answer":
        actions.answer_suggestion(
            actor=actor, suggestion_id=suggestion_id, answer=text, version=version, now=now
        )
        notices.saved(request, _("Đã ghi ý kiến trả lời."))
    elif said == "outcome":
        actions.conclude_suggestion(
            actor=actor, suggestion_id=suggestion_id, outcome=text, version=version, now=now
        )
        notices.saved(request, _("Đã ghi kết luận."))
    elif said == "end":
        actions.end_review(actor=actor, suggestion_id=suggestion_id, version=version, now=now)
        notices.saved(request, _("Đã kết thúc kiểm điểm và xóa nội dung."))
    return redirect("suggestions", meeting_id)
