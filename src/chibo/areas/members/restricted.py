"""Whose record may not be used for now, as they asked: answered by the area that keeps the marks.

A mark keeps others from correcting the record (by form, import or merging) and from taking its
numbers, ethnicity and religion along in a workbook. What the Party's rules oblige to (transfers,
changes of state, the roll, dues) goes on; reading goes on too and is on the trail.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from chibo.areas.members.errors import BadMember
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date


@dataclass(frozen=True)
class Restricted:
    """Since when, and what somebody who opens the record is told."""

    since: date
    why: str


Keeper = Callable[[Collection[int] | None, str], Mapping[int, Restricted]]
_keepers: list[Keeper] = []


def marked_by(keeper: Keeper) -> None:
    """Have `keeper` answer: the marks of these members, or of all inside a path."""
    _keepers[:] = [keeper]


def restricted(ids: Collection[int] | None = None, *, inside: str = "") -> Mapping[int, Restricted]:
    """The marks that stand, by member: of these, or of all at or below a place."""
    if ids is not None and not ids:
        return {}
    return _keepers[0](ids, inside) if _keepers else {}


def refuse_restricted(*ids: int) -> None:
    """Raise BadMember where one of these records is not to be changed by others for now."""
    for mark in restricted(ids).values():
        raise BadMember(
            _(
                "Hồ sơ này đang hạn chế xử lý theo yêu cầu của người đó từ ngày %(day)s: %(why)s. "
                "Chỉ sửa theo đề nghị của chính người đó, hoặc bỏ dấu hạn chế, ghi vì sao, rồi sửa."
            )
            % {"day": show_date(mark.since), "why": mark.why}
        )
