"""Seals of closed periods held against what is kept of them, and against the trail."""

from collections.abc import Iterator, Sequence
from datetime import date

from chibo.areas.indicators.closing.digests import chained, digest_of
from chibo.areas.indicators.kept.periods import Period
from chibo.areas.indicators.models import ClosedPeriod, KeptState
from chibo.core.i18n import _
from chibo.core.models import AuditEvent
from chibo.core.vietnamese import show_date

ON_TRAIL = "figures:closed"
"""The target of what the trail says of closings."""


def broken_closings(turn: int = 0, of: int = 1) -> Iterator[str]:
    """Seals that no longer fit what was closed, the seal before or the trail, a sentence each.

    The chain of all; the figures of one in so many, those whose turn it is.
    """
    state, previous = KeptState.objects.first(), ""
    seals = list(ClosedPeriod.objects.order_by("number"))
    for number, seal in enumerate(seals, start=1):
        looks = number % of == turn
        said = _broken(seal, previous, number, state.kept_from if state and looks else None)
        if said:
            yield _told(seal, said)
        previous = seal.sha256
    yield from _not_as_on_trail(seals)


def _told(seal: ClosedPeriod, found: str) -> str:
    last = Period(seal.first, seal.months).last.last
    words = {"first": show_date(seal.first), "last": show_date(last), "found": found}
    return _("Kỳ %(first)s–%(last)s đã chốt: %(found)s.") % words


def _broken(seal: ClosedPeriod, previous: str, number: int, kept_from: date | None) -> str:
    if seal.number != number or seal.previous != previous:
        return _("thiếu một kỳ đã chốt trước kỳ này")
    if chained(seal) != seal.sha256:
        return _("mã SHA-256 không khớp nội dung đã chốt")
    if kept_from is None or seal.first < kept_from:
        return ""  # not its turn, or its year was taken away: there is nothing here to hold against
    if digest_of(Period(seal.first, seal.months), seal.width) != (seal.rows, seal.figures):
        return _("số liệu đang giữ của kỳ không còn như khi chốt")
    return ""


def _not_as_on_trail(seals: Sequence[ClosedPeriod]) -> Iterator[str]:
    """The trail holds the last seal too, which no other one carries.

    Seals before the first one it names by digest are held by the chain alone.
    """
    noted = _noted()
    here = {(seal.number, seal.sha256) for seal in seals}
    gone = _("Nhật ký ghi đã chốt kỳ %(period)s, số %(number)d; bản chốt ấy không còn.")
    for (number, sha256), period in noted.items():
        if (number, sha256) not in here:
            yield gone % {"number": number, "period": period}
    first = min(noted, default=(len(seals) + 1, ""))[0]
    for seal in seals:
        if seal.number >= first and (seal.number, seal.sha256) not in noted:
            yield _told(seal, _("nhật ký không ghi lần chốt này"))


def _noted() -> dict[tuple[int, str], str]:
    """The periods the trail names as closed, by number and digest of the seal. One statement."""
    told = AuditEvent.objects.filter(target=ON_TRAIL).values_list("changes", flat=True)
    return {
        (number, sha256): period
        for said in told.order_by("id")
        for period, (number, sha256) in zip(said["periods"], said["seals"], strict=True)
    }
