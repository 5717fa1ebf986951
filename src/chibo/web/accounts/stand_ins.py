"""A committee member stands in for a secretary who is ill or away."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from chibo.areas.access.limits import limit
from chibo.areas.access.models import Account
from chibo.areas.access.standing_in import end_stand_in, have_stand_in, may_stand_in
from chibo.areas.organisation.queries import get_unit
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.web.components import notices
from chibo.web.components.fields import DayField
from chibo.web.forms import form_page, form_refused
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.signin.confirm import confirmed_recently


class StandInForm(forms.Form):
    """Who, from when to when, and why."""

    account = forms.TypedChoiceField(label=gettext_lazy("Người thay"), coerce=int)
    starts_on = DayField(label=gettext_lazy("Thay từ ngày"))
    ends_before = DayField(label=gettext_lazy("Thôi từ ngày"))
    why = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=500,
        help_text=gettext_lazy("Ví dụ: bí thư nằm viện. Ghi vào nhật ký."),
    )

    def __init__(self, *args: Any, people: Sequence[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["account"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.pk, f"{each.full_name} ({each.username})") for each in people]


@confirmed_recently
@once
def stand_in_new(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Have somebody of the chi ủy stand in."""
    unit, today = get_unit(request.actor, unit_id), clock.today()
    people = may_stand_in(request.actor, unit, today)
    form = StandInForm(request.POST or None, people=people, initial={"starts_on": today})
    if form.is_valid():
        typed = {**form.cleaned_data, "account_id": form.cleaned_data["account"]}
        del typed["account"]
        try:
            have_stand_in(actor=request.actor, unit_id=unit.pk, now=clock.now(), **typed)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã giao thay bí thư; vai trò tự thôi khi hết hạn."))
            return redirect("roles_table")
    days = limit("standing_in", "days")
    return form_page(
        request, "accounts/stand_in.html", form, unit=unit, has_people=bool(people), days=days
    )


@require_POST
@once
def stand_in_end(request: ActorRequest, grant_id: int) -> HttpResponse:
    """The secretary is back."""
    end_stand_in(actor=request.actor, grant_id=grant_id, now=clock.now())
    notices.saved(request, _("Đã cho thôi thay bí thư."))
    return redirect("roles_table")
