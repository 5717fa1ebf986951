"""Open sessions: seen and ended by their owner, or by who manages the account."""

import re
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from chibo.areas.access.models import Account, OpenSession
from chibo.areas.access.session_store import hashed
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _

BROWSERS = (
    ("Coc Coc", r"coc_coc_browser"),
    ("Zalo", r"Zalo"),
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser"),
    ("Firefox", r"Firefox|FxiOS"),
    ("Chrome", r"Chrome|CriOS"),
    ("Safari", r"Safari"),
)


def own_sessions(actor: Actor, at: datetime) -> list[OpenSession]:
    """The actor's own sessions that still let somebody in, the one used last first."""
    rows = OpenSession.objects.filter(_of(actor.account_id), **_lasting(at))
    return list(rows.order_by("-used_at"))


def count_sessions(account: Account, at: datetime) -> int:
    """How many sessions of an account the actor was shown still let somebody in."""
    return OpenSession.objects.filter(account=account, **_lasting(at)).count()


@transaction.atomic
def end_session(*, actor: Actor, session: str, now: datetime) -> bool:
    """End one of one's own sessions, named by its row; whether there was one."""
    ended, _each = OpenSession.objects.filter(_of(actor.account_id), pk=session).delete()
    if ended:
        _trail(actor, actor.account_id, "session.ended", ended, now)
    return bool(ended)


@transaction.atomic
def end_other_sessions(*, actor: Actor, key: str, now: datetime) -> int:
    """End all of one's own sessions but the one with this key; how many."""
    ended = end_sessions_of(actor.account_id, but=key)
    _trail(actor, actor.account_id, "session.ended", ended, now)
    return ended


def end_sessions_of(account_id: int | None, *, but: str = "") -> int:
    """End the sessions of an account, for an act that says so in the trail itself."""
    rows = OpenSession.objects.filter(_of(account_id))
    return rows.exclude(pk=hashed(but)).delete()[0] if but else rows.delete()[0]


def device_words(browser: str) -> str:
    """The browser and device as the browser names itself, in plain words.

    >>> device_words("Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/120 Mobile Safari/537")
    'Chrome trên điện thoại Android'
    """
    name = next((name for name, sign in BROWSERS if re.search(sign, browser)), "")
    device = _device(browser)
    if not name:
        return device or _("Thiết bị không rõ")
    return _("%(browser)s trên %(device)s") % {
        "browser": name,
        "device": device or _("thiết bị không rõ"),
    }


def _device(browser: str) -> str:
    if "iPhone" in browser:
        return _("iPhone")
    if "iPad" in browser:
        return _("iPad")
    if "Android" in browser:
        is_phone = "Mobile" in browser
        return _("điện thoại Android") if is_phone else _("máy tính bảng Android")
    if "Windows" in browser:
        return _("máy tính Windows")
    if "Macintosh" in browser:
        return _("máy tính Mac")
    return _("máy tính Linux") if "Linux" in browser else ""


def _of(account_id: int | None) -> Q:
    """Nobody's sessions are not those of a command on the server."""
    return Q(account_id=account_id) if account_id else Q(pk__in=[])


def _lasting(at: datetime) -> dict[str, datetime]:
    """What a session needs to be let in at `at`."""
    return {
        "expire_date__gt": at,
        "used_at__gt": at - timedelta(minutes=settings.CHIBO_SESSION_IDLE),
        "begun_at__gt": at - timedelta(minutes=settings.CHIBO_SESSION_LONGEST),
    }


def _trail(actor: Actor, account_id: int | None, action: str, count: int, now: datetime) -> None:
    audit.record(
        actor=actor, action=action, at=now, target=f"account:{account_id}", changes={"count": count}
    )
