"""Writing down that a hit is known, why, and until when."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from chibo.areas.organisation.queries import get_unit
from chibo.areas.radar import actions
from chibo.areas.radar.permissions import NOTE, REMIND
from chibo.areas.radar.queries import hits_of, known_hit, told_of
from chibo.areas.radar.rules import find_rule
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.web.components import notices
from chibo.web.components.fields import DayField
from chibo.web.forms import form_page, refusals_on
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


class KnownForm(forms.Form):
    """Why it is so, and until when that is enough."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Một câu về chi bộ, không nêu tên ai. "
            "Ví dụ: Cả chi bộ đi công trình xa, họp bù tháng sau."
        ),
    )
    until = DayField(label=_("Không cần hỏi lại đến ngày"))


@once
def hit_known(request: ActorRequest, unit_id: int, rule: str) -> HttpResponse:
    """The form, with what is on record."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(NOTE, unit)
    told = find_rule(rule, clock.today())
    if told is None:
        raise NotThere(_t("Không có quy tắc này. Hãy mở lại từ danh sách."))
    row = known_hit(request.actor, unit, rule)
    start = {"reason": row.reason, "until": row.until} if row else {}
    form = KnownForm(request.POST or None, initial=start)
    if form.is_valid():
        with refusals_on(form):
            known = actions.Known(form.cleaned_data["reason"], form.cleaned_data["until"])
            actions.note_known(
                actor=request.actor, unit_id=unit.pk, rule=rule, known=known, now=clock.now()
            )
            notices.saved(request, _t("Đã ghi."))
            return redirect(f"{reverse('unit_radar', args=[unit.pk])}?quy-tac={rule}")
    context = {"unit": unit, "rule": told, "row": row, "trail": trail_to(request.actor, unit)}
    return form_page(request, "radar/known.html", form, **context)


@once
def hit_remind(request: ActorRequest, unit_id: int, rule: str) -> HttpResponse:
    """Who would be told and of what; then told, on purpose."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(REMIND, unit)
    today = clock.today()
    named = find_rule(rule, today)
    if named is None:
        raise NotThere(_t("Không có quy tắc này. Hãy mở lại từ danh sách."))
    hits = {each.rule.code: each for each in hits_of(request.actor, unit, today)}
    form = forms.Form(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            count = actions.remind(actor=request.actor, unit_id=unit.pk, rule=rule, now=clock.now())
            notices.saved(request, _t("Đã nhắc %d tài khoản của đơn vị.") % count)
            return redirect(f"{reverse('unit_radar', args=[unit.pk])}?quy-tac={rule}")
    told = len(told_of(request.actor, unit, today))
    context = {"unit": unit, "rule": named, "hit": hits.get(rule), "told": told}
    return form_page(
        request, "radar/remind.html", form, **context, trail=trail_to(request.actor, unit)
    )


@require_POST
@once
def hit_forget(request: ActorRequest, unit_id: int, rule: str) -> HttpResponse:
    """Take the note off."""
    actions.forget_known(actor=request.actor, unit_id=unit_id, rule=rule, now=clock.now())
    notices.saved(request, _t("Đã bỏ ghi chú."))
    return redirect(f"{reverse('unit_radar', args=[unit_id])}?quy-tac={rule}")
