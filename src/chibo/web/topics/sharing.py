"""A topic put into the library, its files, taken back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.areas.topics import actions, permissions, queries
from chibo.areas.topics.models import Topic, TopicForm
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, NotThere, Refused
from chibo.web.components import notices
from chibo.web.components.scans import warn_of_scan
from chibo.web.forms import form_page, form_refused, show_conflict
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.topics.forms import ChangeShareForm, FileForm, ShareForm, shared_values
from chibo.web.topics.library import topic_context


@once
def share(request: ActorRequest, unit_id: int) -> HttpResponse:
    """A new topic of the library; begun from one of the plan with `?tu=`."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.SHARE, unit)
    form = ShareForm(
        request.POST or None,
        bodies=queries.sharing_bodies(unit),
        initial={"form": TopicForm.TALK, "title": _title(request)},
    )
    if form.is_valid():
        try:
            topic = actions.share_topic(
                actor=request.actor, unit_id=unit.pk, offered=form.offered(), now=clock.now()
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            told = _("Đã đưa chuyên đề vào thư viện. Gửi thêm tệp trình chiếu, tài liệu ở dưới.")
            notices.saved(request, told, draft=f"share:{unit.pk}")
            return redirect("topic", topic.pk)
    return form_page(request, "topics/share.html", form, unit=unit)


def _title(request: ActorRequest) -> str:
    text = request.GET.get("tu", "")
    if not text.isdecimal() or len(text) > 18:
        return ""
    try:
        return queries.get_planned(request.actor, int(text)).title
    except NotThere:
        return ""


@once
def change(request: ActorRequest, topic_id: int) -> HttpResponse:
    """Write it better."""
    topic = _kept(request, topic_id)
    form = ChangeShareForm(
        request.POST or None, bodies=_bodies(topic), initial=shared_values(topic)
    )
    conflicts = []
    if form.is_valid():
        try:
            actions.change_shared(
                actor=request.actor,
                topic_id=topic.pk,
                offered=form.offered(),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            saved = shared_values(queries.get_topic(request.actor, topic.pk))
            conflicts = show_conflict(form, saved, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu."), draft=f"shared:{topic.pk}")
            return redirect("topic", topic.pk)
    context: dict[str, Any] = {"unit": topic.maker, "topic": topic, "conflicts": conflicts}
    return form_page(request, "topics/share.html", form, **context)


def _bodies(topic: Topic) -> list[Unit]:
    bodies = queries.sharing_bodies(topic.maker)
    there = any(body.pk == topic.shared_in_id for body in bodies)
    return bodies if there else [topic.shared_in, *bodies]


def _kept(request: ActorRequest, topic_id: int) -> Topic:
    topic = queries.get_topic(request.actor, topic_id)
    if not queries.may_keep(request.actor, topic):
        request.actor.require(permissions.SHARE, topic.maker)
    return topic


@require_POST
@once
def add(request: ActorRequest, topic_id: int) -> HttpResponse:
    """One more file."""
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.add_file(
                actor=request.actor,
                topic_id=topic_id,
                file=form.cleaned_data["file"],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã nhận tệp."))
            warn_of_scan(request, form.cleaned_data["file"])
            return redirect("topic", topic_id)
    context = topic_context(request, topic_id, file_form=form)
    return render(request, "topics/topic_page.html", context, status=422)


@require_POST
@once
def remove(request: ActorRequest, topic_id: int, file_id: int) -> HttpResponse:
    """A file away."""
    actions.remove_file(actor=request.actor, topic_id=topic_id, file_id=file_id, now=clock.now())
    notices.saved(request, _("Đã bỏ tệp."))
    return redirect("topic", topic_id)


@require_POST
@once
def withdraw(request: ActorRequest, topic_id: int) -> HttpResponse:
    """Out of the library."""
    version = request.POST.get("version", "")
    actions.withdraw_topic(
        actor=request.actor,
        topic_id=topic_id,
        version=int(version) if version.isdecimal() and len(version) < 9 else 0,
        now=clock.now(),
    )
    notices.saved(request, _("Đã rút chuyên đề khỏi thư viện."))
    return redirect("topic", topic_id)


@require_POST
@once
def put_back(request: ActorRequest, topic_id: int) -> HttpResponse:
    """Into the library again."""
    actions.return_topic(actor=request.actor, topic_id=topic_id, now=clock.now())
    notices.saved(request, _("Đã đưa chuyên đề trở lại thư viện."))
    return redirect("topic", topic_id)
