"""Seals of closed periods held against what is kept of them."""

from collections.abc import Iterator
from datetime import date

from chibo.areas.indicators.closing.digests import chained, digest_of
from chibo.areas.indicators.kept.periods import Period
from chibo.areas.indicators.models import ClosedPeriod, KeptState
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date


def broken_closings(turn: int = 0, of: int = 1) -> Iterator[str]:
    """Seals that no longer fit what was closed or the seal before, a sentence each.

    The chain of all; the figures of one in so many, those whose turn it is.
    """
    state, previous = KeptState.objects.first(), ""
    for number, seal in enumerate(ClosedPeriod.objects.order_by("number"), start=1):
        looks = number % of == turn
        said = _broken(seal, previous, number, state.kept_from if state and looks else None)
        if said:
            last = Period(seal.first, seal.months).last.last
            words = {"first": show_date(seal.first), "last": show_date(last), "found": said}
            yield _("Kỳ %(first)s–%(last)s đã chốt: %(found)s.") % words
        previous = seal.sha256


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
