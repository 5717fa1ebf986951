"""Filters for records as pages name them: `{% load pages %}`."""

from collections.abc import Mapping
from decimal import Decimal

from django.template import Library
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chibo.areas.access.models import RoleGrant
from chibo.areas.access.roles import role_words, roles
from chibo.areas.indicators.queries import Total, definition
from chibo.areas.meetings.models import Meeting
from chibo.areas.members.models import Member, MemberState
from chibo.areas.members.past import StateThen
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.organisation.past import Stood
from chibo.areas.oversight.models import Overseeing
from chibo.core import clock, numbers
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.vietnamese import show_date, show_number, show_percent, show_points
from chibo.regulations import get_unit_kind

register = Library()


@register.filter
def plain_number(value: Decimal | int | None) -> str:
    """A number without idle zeros: 250.00 → "250", 92.50 → "92,5"."""
    return show_points(None if value is None else Decimal(value))


@register.filter
def indicator_name(code: str) -> str:
    """What an indicator is called."""
    return pgettext("indicator", definition(code).name)


@register.filter
def role_name(grant: RoleGrant) -> str:
    """The declared name of a grant's role; a role no longer declared keeps its code."""
    role = roles().get(grant.role)
    return role_words(role.name) if role else grant.role


@register.filter
def kind_name(unit: Unit | UnitStanding | Stood) -> str:
    """The kind of a unit in words."""
    try:
        return _(get_unit_kind(unit.kind).name)
    except KeyError:
        return unit.kind


@register.filter
def meeting_kind(meeting: Meeting) -> str:
    """The kind of a meeting in words."""
    return str(meeting.get_kind_display())


@register.filter
def meeting_day(meeting: Meeting) -> str:
    """The day it was held or is planned for; its month while no day is known."""
    day = meeting.held_on or meeting.planned_on
    return show_date(day) if day else meeting.round.label


@register.filter
def member_state(member: Member) -> str:
    """What the member is today, by the dates rather than by the last recorded word."""
    today = clock.today()
    if not member.counted_on(today) or member.exempt_on(today):
        return str(member.get_state_display())
    return _("Chính thức") if member.full_by(today) else _("Dự bị")


@register.filter
def state_then(state: StateThen) -> str:
    """What a member was on the day looked at."""
    return str(dict(spoken(MemberState))[MemberState(state.shown)])


@register.filter
def name_then(unit: Unit, names: Mapping[int, str]) -> str:
    """What a unit was called on the day looked at; its name of today where `names` has none."""
    return names.get(unit.pk, unit.name) if names else unit.name


@register.filter
def may_open(actor: Actor, record: Member | Overseeing) -> bool:
    """Whether the page of a member, or of the unit of an assignment, is open to the reader."""
    if isinstance(record, Overseeing):
        return actor.may("units.view", record.path)
    return actor.member_id == record.pk or actor.may("members.view", record.path)


@register.filter
def masked(number: str) -> str:
    """Only the last three digits, for those who need not know the rest."""
    return numbers.masked(number)


@register.filter
def figure(total: Total) -> str:
    """The value of a figure with its unit; a rate nobody can know is said so, never zero."""
    if total.value is None:
        return _("chưa có số liệu")
    if total.definition.unit == "%":
        return show_percent(Decimal(total.value))
    is_mean = isinstance(total.value, Decimal)
    return show_points(Decimal(total.value)) if is_mean else show_number(total.value)


@register.filter
def signed(change: Decimal | int | None) -> str:
    """A change with its sign in words' order: +3, −1,5, 0; a dash where there is nothing to say."""
    if change is None:
        return "–"
    shown = show_points(abs(Decimal(change)))
    return f"+{shown}" if change > 0 else f"−{shown}" if change < 0 else "0"
