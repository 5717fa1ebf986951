"""Beginning a summation, its frame, its texts."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from chibo.areas.organisation.queries import get_unit
from chibo.areas.summations import actions, queries
from chibo.areas.summations.permissions import WRITE
from chibo.areas.summations.queries import Seen
from chibo.areas.summations.spans import ALL
from chibo.areas.summations.wording import tell
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile
from chibo.web.components import notices
from chibo.web.forms import form_page, refusals_on, show_conflict
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.summations.forms import BeginForm, FrameForm, TextsForm, frame_values, text_values
from chibo.web.summations.telling import text_rows
from chibo.web.units.trail import trail_to

LAST_YEARS = 5


@once
def begin(request: ActorRequest, unit_id: int) -> HttpResponse:
    """A new one."""
    today = clock.today()
    unit = get_unit(request.actor, unit_id)
    request.actor.require(WRITE, unit)
    years = {"first_year": today.year - LAST_YEARS, "last_year": today.year}
    papers = queries.papers_for(request.actor, unit, today)
    form = BeginForm(request.POST or None, papers=papers, initial=years)
    if form.is_valid():
        with refusals_on(form):
            row = actions.begin(
                actor=request.actor, unit_id=unit_id, frame=form.frame(), now=clock.now()
            )
            notices.saved(
                request, _("Đã lập. Hãy soạn từng mục."), draft=f"summation-new:{unit_id}"
            )
            return redirect("summation_write", row.pk)
    trail = trail_to(request.actor, unit)
    return form_page(request, "summations/begin.html", form, unit=unit, trail=trail)


@once
def frame(request: ActorRequest, summation_id: int) -> HttpResponse:
    """What it is about, the periods, the figures."""
    found = queries.get_summation(request.actor, summation_id)
    request.actor.require(WRITE, found.unit)
    if found.is_issued:
        return redirect("summation", summation_id)
    papers = queries.papers_for(request.actor, found.unit, clock.today())
    values = frame_values(found)
    form = FrameForm(request.POST or None, papers=papers, chosen=found.indicators, initial=values)
    conflicts = []
    if form.is_valid():
        with refusals_on(form):
            try:
                actions.set_frame(
                    actor=request.actor,
                    summation_id=summation_id,
                    frame=form.frame(),
                    version=form.cleaned_data["version"],
                    now=clock.now(),
                )
            except ChangedMeanwhile as refusal:
                conflicts = show_conflict(form, values, refusal)
            else:
                notices.saved(request, _("Đã lưu."))
                return redirect("summation", summation_id)
    context = {"summation": found, "unit": found.unit, "conflicts": conflicts}
    trail = trail_to(request.actor, found.unit)
    return form_page(request, "summations/frame.html", form, **context, trail=trail)


@once
def write(request: ActorRequest, summation_id: int) -> HttpResponse:
    """The sections, how they read, and the figures that may be bound."""
    found = queries.get_summation(request.actor, summation_id)
    request.actor.require(WRITE, found.unit)
    if found.is_issued:
        return redirect("summation", summation_id)
    form = TextsForm(request.POST or None, initial=text_values(found))
    conflicts = []
    if form.is_valid():
        with refusals_on(form):
            try:
                actions.write(
                    actor=request.actor,
                    summation_id=summation_id,
                    texts=form.texts(),
                    version=form.cleaned_data["version"],
                    now=clock.now(),
                )
            except ChangedMeanwhile as refusal:
                conflicts = show_conflict(form, text_values(found), refusal)
            else:
                notices.saved(request, _("Đã lưu."), draft=f"summation:{summation_id}")
                return redirect("summation_write", summation_id)
    seen = queries.see(request.actor, found, clock.today())
    texts = zip(form.visible_fields(), text_rows(seen), strict=True)
    context = {"summation": found, "unit": found.unit, "conflicts": conflicts, "texts": list(texts)}
    return form_page(
        request,
        "summations/write.html",
        form,
        **context,
        offered=_offered(seen),
        rest=_offered(seen, rest=True),
        example=_example(seen),
        trail=trail_to(request.actor, found.unit),
    )


def _offered(seen: Seen, *, rest: bool = False) -> list[dict[str, Any]]:
    """The figures that may be bound, those of the table first: the placeholder and its value."""
    chosen = {*seen.summation.indicators}
    return [
        {"name": f"{{{each.name}}}", "value": tell(each, seen.book.figures[f"{code}@{ALL}"])}
        for code, each in seen.book.named.items()
        if (code not in chosen and not code.startswith("carried.")) is rest
    ]


def _example(seen: Seen) -> str:
    """A period of this summation, to show how one is bound."""
    return seen.periods[0].label if seen.periods else ""
