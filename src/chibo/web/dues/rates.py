"""How a member pays: through time, and from a month on."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from chibo.areas.dues import permissions, queries
from chibo.areas.dues.actions import set_rate
from chibo.areas.members.models import Member
from chibo.areas.members.queries import get_member
from chibo.core import clock
from chibo.core.errors import NotAllowed, Refused
from chibo.core.periods import Month
from chibo.regulations import DuesRules, dues_rules
from chibo.web.components import notices
from chibo.web.components.fields import MonthField
from chibo.web.dues.forms import RateForm, rate_values
from chibo.web.forms import form_page, form_refused
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@once
def member_rate(request: ActorRequest, member_id: int) -> HttpResponse:
    """The member's rates, newest first, and the form of the next one for whoever keeps dues."""
    member = get_member(request.actor, member_id)
    if not queries.sees_base(request.actor, member):
        raise NotAllowed(
            _("Mức thu nhập chỉ người đó, bí thư chi bộ và cán bộ giữ danh sách xem được.")
        )
    stretches = queries.rate_stretches(request.actor, member)
    rules = _rules(request)
    form = _form(request, member, stretches, rules)
    if form is not None and form.is_valid():
        try:
            set_rate(
                actor=request.actor,
                member_id=member.pk,
                starts_on=form.cleaned_data["starts_on"],
                rate=form.rate(),
                version=_version(request, member, form),
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã ghi nhóm đóng đảng phí của %s.") % member.full_name)
            return redirect("dues_rate", member.pk)
    return form_page(
        request,
        "dues/rate.html",
        form or RateForm(rules=rules, reliefs=()),
        member=member,
        stretches=stretches,
        may_write=form is not None,
        rules=rules,
        month=Month.of(clock.today()),
        trail=trail_to(request.actor, member.cell),
    )


def _form(
    request: ActorRequest,
    member: Member,
    stretches: list[queries.RateStretch],
    rules: DuesRules,
) -> RateForm | None:
    actor, running = request.actor, Month.of(clock.today())
    if not (actor.may(permissions.BASE, member.path) and actor.may(permissions.KEEP, member.path)):
        return None
    settings = queries.settings_of(member.cell, running)
    latest = stretches[0].rate if stretches else None
    return RateForm(
        request.POST or None,
        rules=rules,
        reliefs=settings.reliefs,
        initial=rate_values(latest, running),
    )


def _version(request: ActorRequest, member: Member, form: RateForm) -> int:
    """Of the rate that begins in the typed month; the one read with the form where it is that."""
    typed = form.cleaned_data["starts_on"]
    if typed == Month.of(clock.today()):
        return int(form.cleaned_data["version"])
    other = queries.find_rate(request.actor, member, typed)
    return other.version if other else 0


def _rules(request: ActorRequest) -> DuesRules:
    """Of the month somebody typed, whose groups are then to be chosen among; else of today."""
    try:
        typed = MonthField().clean(request.POST.get("starts_on"))
    except ValidationError:
        typed = None
    rules = dues_rules(typed.first) if typed else None
    rules = rules if rules and rules.groups else dues_rules(clock.today())
    assert rules is not None
    return rules
