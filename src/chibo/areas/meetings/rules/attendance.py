"""Who had to come, who came: counting, and contradictions between counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from chibo.core.i18n import _
from chibo.core.vietnamese import percent
from chibo.regulations import Reason


class AttendanceState(StrEnum):
    """One member at one meeting. An exempt member who came is PRESENT."""

    PRESENT = "present"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    EXEMPT = "exempt"

    @property
    def label(self) -> str:
        """The word on the button."""
        return {
            "present": _("Có mặt"),
            "excused": _("Vắng có lý do"),
            "unexcused": _("Vắng không lý do"),
            "exempt": _("Miễn"),
        }[self.value]


@dataclass(frozen=True)
class AttendanceCounts:
    """The turnout. `expected` are those who had to come: the exempt only when they came."""

    expected: int
    present: int
    excused: int
    unexcused: int
    exempt: int = 0
    unmarked: int = 0
    guests: int = 0

    @property
    def present_percent(self) -> Decimal | None:
        """Present among expected, one decimal; None when nobody was expected."""
        return percent(self.present, self.expected)


def count_attendance(
    states: Iterable[AttendanceState | str | None], *, guests: int = 0
) -> AttendanceCounts:
    """Count the members of a cell, one state each; None is not marked yet and still expected.

    Guests (superiors, invited people) are counted apart and never among the expected.
    """
    found = Counter(None if state is None else AttendanceState(state) for state in states)
    here, excused = found[AttendanceState.PRESENT], found[AttendanceState.EXCUSED]
    unexcused, unmarked = found[AttendanceState.UNEXCUSED], found[None]
    return AttendanceCounts(
        expected=here + excused + unexcused + unmarked,
        present=here,
        excused=excused,
        unexcused=unexcused,
        exempt=found[AttendanceState.EXEMPT],
        unmarked=unmarked,
        guests=guests,
    )


def check_counts(
    *,
    expected: int | None,
    present: int | None,
    excused: int | None = None,
    unexcused: int | None = None,
) -> tuple[Reason, ...]:
    """Contradictions between counts, the gravest only; empty when they agree.

    Codes: negative · present_over_expected · sum_differs (where all four are given) ·
    absent_over_expected (present and the absences known are already too many).
    """
    given = [n for n in (expected, present, excused, unexcused) if n is not None]
    if any(number < 0 for number in given):
        return (Reason("negative", _("Số người không thể âm. Hãy nhập từ 0 trở lên.")),)
    if expected is None or present is None:
        return ()
    numbers = {"expected": expected, "present": present}
    if present > expected:
        told = _("Có mặt %(present)d nhiều hơn phải dự %(expected)d. Hãy sửa một trong hai số.")
        return (Reason("present_over_expected", told % numbers, numbers),)
    counted = present + (excused or 0) + (unexcused or 0)
    numbers |= {"counted": counted}
    if excused is not None and unexcused is not None and counted != expected:
        told = _(
            "Có mặt và vắng cộng lại là %(counted)d, khác số phải dự %(expected)d. "
            "Hãy sửa cho khớp."
        )
        return (Reason("sum_differs", told % numbers, numbers),)
    if counted > expected:
        told = _(
            "Có mặt và vắng cộng lại là %(counted)d, vượt số phải dự %(expected)d. "
            "Hãy sửa cho khớp."
        )
        return (Reason("absent_over_expected", told % numbers, numbers),)
    return ()
