"""Addresses to subscribe to: made, shown once, listed, revoked; and what they answer."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.calendars import actions, queries
from chibo.areas.calendars.icalendar_text import as_icalendar
from chibo.areas.calendars.models import FeedKind
from chibo.areas.calendars.permissions import VIEW
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.core.i18n import in_vietnamese
from chibo.web.components import notices
from chibo.web.forms import form_refused
from chibo.web.middleware.actor import open_to_all
from chibo.web.once import once
from chibo.web.request import ActorRequest


class FeedForm(forms.Form):
    """Which calendar."""

    what = forms.ChoiceField(label=gettext_lazy("Lịch nào"), widget=forms.RadioSelect)

    def __init__(self, request: ActorRequest) -> None:
        super().__init__(request.POST or None)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _choices(request)


def _choices(request: ActorRequest) -> list[tuple[str, str]]:
    units = {
        f"{FeedKind.UNIT}:{grant.unit_id}": grant.unit_name
        for grant in request.actor.grants
        if VIEW in grant.permissions and grant.unit_id
    }
    found = list(units.items())
    if request.actor.member_id is not None:
        found.append((f"{FeedKind.OWN}:0", _("Chi bộ của tôi")))
        found.append((f"{FeedKind.VISITS}:0", _("Các chi bộ tôi phụ trách")))
    return found


@once
def feeds(request: ActorRequest) -> HttpResponse:
    """The addresses one has; a new one is shown on the answer itself and never again."""
    form, address = FeedForm(request), ""
    if form.is_valid():
        kind, _colon, unit_id = form.cleaned_data["what"].partition(":")
        try:
            made = actions.make_feed(
                actor=request.actor, kind=kind, unit_id=int(unit_id) or None, now=clock.now()
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            path = reverse("calendar_feed", args=[made.secret])
            address = request.build_absolute_uri(path)
    context = {"form": form, "address": address, "feeds": queries.own_feeds(request.actor)}
    status = 422 if form.is_bound and not address else 200
    answer = render(request, "calendars/feeds.html", context, status=status)
    if address:
        answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@once
def revoke(request: ActorRequest, feed_id: int) -> HttpResponse:
    """The address answers nobody any more."""
    actions.revoke_feed(actor=request.actor, feed_id=feed_id, now=clock.now())
    notices.saved(request, _("Đã thu hồi địa chỉ lịch. Máy nào còn dùng sẽ không cập nhật nữa."))
    return redirect("calendar_feeds")


@open_to_all
@require_GET
@in_vietnamese()
def subscription(request: HttpRequest, secret: str) -> HttpResponse:
    """What a subscribed calendar reads; no sign-in, the secret is the key."""
    feed = queries.found_feed(actions.hashed(secret[:200]))
    found = queries.subscription(feed, feed.account, clock.today()) if feed else None
    if found is None:
        raise Http404
    answer = HttpResponse(
        as_icalendar(found.name, found.sittings, clock.now()),
        content_type="text/calendar; charset=utf-8",
    )
    answer["Cache-Control"] = "private, max-age=900"
    return answer
