"""What waits for a second person: confirming, refusing, taking back."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.access.errors import SecondNeeded
from chibo.areas.access.limits import limit
from chibo.areas.access.roles import role_words, roles
from chibo.areas.access.two_people import deciding
from chibo.areas.access.two_people.asking import PageFile, ask_page
from chibo.areas.access.two_people.queries import asks
from chibo.areas.organisation.queries import get_unit
from chibo.core import clock
from chibo.web.components import notices
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.signin.confirm import confirmed_recently


class ReasonForm(forms.Form):
    """Why it is not confirmed."""

    reason = forms.CharField(label=gettext_lazy("Lý do không đồng ý"), max_length=500)


class PageForm(forms.Form):
    """The file of a page that names many, and what it is for."""

    unit = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    what = forms.CharField(max_length=60, widget=forms.HiddenInput)
    address = forms.CharField(max_length=1000, widget=forms.HiddenInput)
    why = forms.CharField(label=gettext_lazy("Để làm gì"), max_length=500)


@require_POST
@confirmed_recently
@once
def second_page(request: ActorRequest) -> HttpResponse:
    """Ask a second person to confirm the file of a page."""
    form = PageForm(request.POST)
    if not form.is_valid():
        raise SecondNeeded(_("Chưa ghi để làm gì. Hãy mở lại trang, ghi một câu rồi gửi."))
    typed = form.cleaned_data
    file = PageFile(get_unit(request.actor, typed["unit"]), typed["what"], typed["address"])
    ask_page(actor=request.actor, file=file, purpose=typed["why"], now=clock.now())
    notices.saved(request, _("Đã gửi yêu cầu, chờ người khác xác nhận."))
    return redirect("second_asks")


@require_GET
def second_asks(request: ActorRequest) -> HttpResponse:
    """What waits, what one asked for, and what came of it in the last month."""
    context = {
        "rows": asks(request.actor, clock.now()),
        "hours": limit("second", "hours"),
        "members": limit("exports", "members"),
        "wide": ", ".join(role_words(r.name) for r in roles().values() if r.second_person),
    }
    return render(request, "accounts/second_asks.html", context)


@require_POST
@confirmed_recently
@once
def second_confirm(request: ActorRequest, ask_id: int) -> HttpResponse:
    """The other person agrees."""
    deciding.confirm(actor=request.actor, ask_id=ask_id, now=clock.now())
    notices.saved(request, _("Đã xác nhận."))
    return redirect("second_asks")


@require_POST
@confirmed_recently
@once
def second_refuse(request: ActorRequest, ask_id: int) -> HttpResponse:
    """The other person does not agree."""
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    deciding.refuse(actor=request.actor, ask_id=ask_id, reason=reason, now=clock.now())
    notices.saved(request, _("Đã ghi không đồng ý."))
    return redirect("second_asks")


@require_POST
@once
def second_withdraw(request: ActorRequest, ask_id: int) -> HttpResponse:
    """Who asked takes it back."""
    deciding.withdraw(actor=request.actor, ask_id=ask_id, now=clock.now())
    notices.saved(request, _("Đã rút yêu cầu."))
    return redirect("second_asks")
