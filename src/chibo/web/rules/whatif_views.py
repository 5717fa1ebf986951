"""A draft of the national rules tried on today's records. Nothing is saved."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import top_units
from chibo.areas.whatif import queries
from chibo.core import clock
from chibo.core.periods import Month
from chibo.regulations import MeetingRules, OrganisationRules, Pack, PackError, pack_for
from chibo.regulations.library import read_draft
from chibo.web.grants import require_somewhere
from chibo.web.request import ActorRequest
from chibo.web.rules.whatif_forms import SUBJECTS, WhatIfForm

VIEW = "rules.try"


def what_if(request: ActorRequest) -> HttpResponse:
    """Whom other thresholds, lengths or grades would affect, in one part of the tree."""
    require_somewhere(request.actor, VIEW)
    asked = request.GET.get("mon", "organisation")
    subject = asked if asked in SUBJECTS else "organisation"
    pack = pack_for(subject, clock.today())
    if pack is None:
        return render(request, "rules/what_if.html", {"subject": subject, "subjects": SUBJECTS})
    form = _form(request, pack)
    context: dict[str, Any] = {
        "subject": subject,
        "subjects": SUBJECTS,
        "pack": pack,
        "form": form,
    }
    if form.is_valid():
        try:
            draft = read_draft(pack, form.draft())
        except PackError as problem:
            form.add_error(None, _("Dự thảo chưa đọc được: %s. Hãy sửa dòng đó.") % problem)
        else:
            context |= _found(request, form, pack, draft)
    return render(request, "rules/what_if.html", context, status=422 if form.errors else 200)


def _form(request: ActorRequest, pack: Pack) -> WhatIfForm:
    tops = top_units(request.actor, VIEW)
    first = Month.of(clock.today()).plus(-queries.LOOK_BACK).first
    initial: dict[str, Any] = {"unit": tops[0] if tops else None, "first": first}
    return WhatIfForm(
        request.POST or None,
        request.FILES or None,
        rules=pack.rules,
        actor=request.actor,
        initial=initial,
    )


def _found(request: ActorRequest, form: WhatIfForm, pack: Pack, draft: Pack) -> dict[str, Any]:
    unit: Unit = form.cleaned_data["unit"]
    request.actor.require(VIEW, unit)
    today, rules = clock.today(), draft.rules
    found: dict[str, Any] = {"unit": unit, "tried": True}
    if isinstance(rules, OrganisationRules) and isinstance(pack.rules, OrganisationRules):
        found["touched"] = queries.try_organisation_rules(
            actor=request.actor, unit=unit, now=pack.rules, draft=rules, today=today
        )
    if isinstance(rules, MeetingRules):
        first = form.cleaned_data["first"] or Month.of(today).plus(-queries.LOOK_BACK).first
        found["anew"] = queries.try_meeting_rules(
            actor=request.actor, unit=unit, draft=rules, first=first, today=today
        )
    return found
