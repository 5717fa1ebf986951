"""How papers of the Party write days, hours, counts and shares (HD 05-HD/VPTW, HD 36-HD/VPTW).

Pure functions; the rendering offers each of them to the Word templates as a filter.
The words belong to the papers, not to the interface, and are therefore never translated.
"""

import textwrap
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from chibo.areas.documents.numerals import read_number
from chibo.areas.documents.papers import Absence, Heading, ReportFigure, Vote
from chibo.core.clock import ZONE
from chibo.core.periods import Month
from chibo.core.vietnamese import show_date, show_number, show_points, show_share

NO_FIGURE = "chưa có số liệu"
NO_DEADLINE = "chưa định"
NO_TEXT = "(chưa ghi nội dung)"
_LONGEST_PLACE = 14  # letters that still stand in one line with the date
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_LETTERS = "abcdđeghiklmnopqrstuvxy"


def date_words(day: date | None) -> str:
    """Such as "ngày 05 tháng 02 năm 2026": days below 10 and the months 1 and 2 take a zero."""
    if day is None:
        return NO_FIGURE
    return f"ngày {day.day:02d} {month_words(Month.of(day))}"


def month_words(month: Month) -> str:
    """Such as "tháng 02 năm 2026", "tháng 3 năm 2026"."""
    return f"tháng {month_number(month)} năm {month.year}"


def month_number(month: Month) -> str:
    """Such as "02" but "3": only 1 and 2 could be changed into 11 and 12 by another hand."""
    return f"{month.month:02d}" if month.month <= 2 else str(month.month)


def deadline(day: date | None) -> str:
    """Such as "05/11/2026", for tables."""
    return show_date(day) if day is not None else NO_DEADLINE


def hour_words(moment: datetime | None) -> str:
    """Such as "19 giờ 05", "19 giờ 00", in Vietnam's time."""
    if moment is None:
        return NO_FIGURE
    local = _in_vietnam(moment)
    return f"{local.hour:02d} giờ {local.minute:02d}"


def moment_words(moment: datetime | None) -> str:
    """Such as "19 giờ 00, ngày 05 tháng 11 năm 2026"."""
    if moment is None:
        return NO_FIGURE
    return f"{hour_words(moment)}, {date_words(_in_vietnam(moment).date())}"


def minutes_words(minutes: int | None) -> str:
    """Such as "95 phút"."""
    return NO_FIGURE if minutes is None else f"{minutes} phút"


def counted(number: int | None) -> str:
    """A count of people or things: "05", "18", "0", "1.234"."""
    if number is None:
        return NO_FIGURE
    return f"{number:02d}" if 0 < number < 10 else figure(number)


def figure(value: int | Decimal | str | None) -> str:
    """A figure of a table, with the decimal comma; None and "" become "chưa có số liệu"."""
    if value is None or value == "":
        return NO_FIGURE
    return value if isinstance(value, str) else show_points(Decimal(value))


def dong(amount: int | None) -> str:
    """An amount of money: "80.000 đ"; None becomes "chưa có số liệu"."""
    return NO_FIGURE if amount is None else f"{show_number(amount)} đ"


def amount(value: int | None) -> str:
    """An amount in a column whose head names đồng: "80.000"; None becomes "chưa có số liệu"."""
    return NO_FIGURE if value is None else show_number(value)


def dong_words(amount: int) -> str:
    """An amount read out: 26500 → "Hai mươi sáu nghìn năm trăm đồng"."""
    spoken = read_number(amount)
    return f"{spoken[:1].upper()}{spoken[1:]} đồng"


def points(value: Decimal | None) -> str:
    """Points of a score sheet: "92,5", "90"; an open line stays open: "…"."""
    return "…" if value is None else show_points(value)


def share(part: int | None, whole: int | None) -> str:
    """Such as "16/18 (88,9%)", word for word as the screen says it."""
    return NO_FIGURE if part is None or whole is None else show_share(part, whole)


def text(value: str | None) -> str:
    """A text, or the words for a text that nobody wrote."""
    return value if value and value.strip() else NO_TEXT


def sentence(value: str) -> str:
    """`value` closed with a full stop, unless it already ends in a mark."""
    shown = text(value).rstrip()
    return shown if shown[-1] in ".!?:;…" or shown == NO_TEXT else f"{shown}."


def in_lines(name: str, longest: int = 24) -> str:
    """A name of the heading in capitals, broken into lines of about the same length."""
    shown = " ".join(name.upper().split())
    if not shown:
        return ""  # the highest body has nobody above it
    lines = -(-len(shown) // longest)
    for width in range(-(-len(shown) // max(lines, 1)), longest + 1):
        broken = textwrap.wrap(shown, width, break_long_words=False, break_on_hyphens=False)
        if len(broken) <= lines:
            return "\n".join(broken)
    return shown


def place_and_date(heading: Heading) -> str:
    """Such as "Cao Lãnh, ngày 05 tháng 02 năm 2026"; a long place has its own line."""
    place = heading.place.strip() or "……………"
    apart = "\n" if len(place) > _LONGEST_PLACE else " "
    return f"{place},{apart}{date_words(heading.issued_on)}"


def weekday_date(moment: datetime | None) -> str:
    """Such as "thứ Năm, ngày 05 tháng 11 năm 2026"."""
    if moment is None:
        return NO_FIGURE
    day = _in_vietnam(moment).date()
    return f"{_WEEKDAYS[day.weekday()]}, {date_words(day)}"


def vote_words(vote: Vote) -> str:
    """Such as "tán thành 15/16 (93,8%), không tán thành 01, không có ý kiến 0"."""
    parts = [f"tán thành {share(vote.in_favour, vote.base)}"]
    if vote.against is not None:
        parts.append(f"không tán thành {counted(vote.against)}")
    if vote.abstained is not None:
        parts.append(f"không có ý kiến {counted(vote.abstained)}")
    return ", ".join(parts)


def absence(row: Absence) -> str:
    """Such as "Đồng chí Nguyễn Văn An: vắng có lý do (ốm)"."""
    manner = "có lý do" if row.excused else "không lý do"
    return f"Đồng chí {row.name}: vắng {manner}" + (f" ({row.reason})" if row.reason else "")


def letter(position: int) -> str:
    """The position-th letter of a list in the Vietnamese order: a, b, c, d, đ, e …"""
    return _LETTERS[(position - 1) % len(_LETTERS)]


def numbered(rows: Iterable[ReportFigure]) -> list[tuple[ReportFigure, int]]:
    """The rows with their number; lines that only name a group do not count."""
    result, number = [], 0
    for row in rows:
        number += 0 if row.is_group else 1
        result.append((row, number))
    return result


def _in_vietnam(moment: datetime) -> datetime:
    return moment.astimezone(ZONE) if moment.tzinfo else moment
