"""Roles that ended or went along by themselves: told to who held them and who manages accounts."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from chibo.areas.access.models import RoleEnd, RoleGrant, SecondAsk
from chibo.areas.access.two_people.confirmers import who_could
from chibo.areas.access.with_posts import gone_along
from chibo.areas.notices.recipients import accounts_over
from chibo.areas.notices.telling import Told
from chibo.core.clock import ZONE
from chibo.core.vietnamese import show_date

MANAGE = "accounts.manage"


def ended_roles(today: date, back: timedelta) -> Iterable[Told]:
    """Those that ended with a post, a unit or a membership in the days up to `today`."""
    rows = RoleEnd.objects.filter(on__range=(today - back, today), grant__unit__isnull=False)
    ends = list(rows.select_related("grant__account", "grant__unit").order_by("id"))
    return _told("role.ended", [(end.pk, end.grant, end.on) for end in ends], today)


def moved_roles(today: date, back: timedelta) -> Iterable[Told]:
    """Those that went along with a post to the unit that took over."""
    moved = gone_along(today - back).running_on(today).select_related("account", "unit")
    return _told(
        "role.moved", [(grant.pk, grant, grant.starts_on) for grant in moved.order_by("id")], today
    )


def expired_asks(now: datetime, back: timedelta) -> Iterable[Told]:
    """What nobody confirmed in time: told to who asked and to who could have."""
    rows = SecondAsk.objects.unscoped("what waited for a second person until it was too late")
    over = rows.filter(state="waiting", expires_at__range=(now - back, now)).select_related("unit")
    for ask in over.order_by("id"):
        accounts = [ask.asked_by_id, *who_could(ask, now.date())]
        facts = {"day": show_date(ask.expires_at.astimezone(ZONE).date())}
        yield Told(
            "second.expired", f"second.expired:{ask.pk}", f"second:{ask.pk}", accounts, facts
        )


def _told(kind: str, occasions: list[tuple[int, RoleGrant, date]], today: date) -> Iterable[Told]:
    places = {grant.unit.path for _pk, grant, _day in occasions if grant.unit}
    above = accounts_over(MANAGE, places, today) if places else {}
    for pk, grant, day in occasions:
        assert grant.unit is not None
        ref, facts = f"account:{grant.account_id}", {"day": show_date(day)}
        occasion = f"{kind}:{pk}:{day.isoformat()}"
        own = [grant.account_id] if grant.account.is_active else []
        yield Told(kind, occasion, ref, own, facts)
        others = [pk for pk in above[grant.unit.path] if pk != grant.account_id]
        yield Told(f"{kind}_below", occasion, ref, others, facts)
