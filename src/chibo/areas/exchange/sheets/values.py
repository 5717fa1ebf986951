"""Reading one cell: each reader turns a raw value into ours, or says what is wrong with it.

An empty cell never reaches a reader.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from unicodedata import normalize

from chibo.areas.exchange.reading import plain
from chibo.core.i18n import _
from chibo.core.vietnamese import parse_date, parse_time, rounded

Reader = Callable[[Any], Any]

EARLIEST = date(1900, 1, 1)  # Excel knows no day before this one
EARLIEST_YEAR, LATEST_YEAR = 1930, 2100
_LARGEST_AMOUNT = 999_999_999
_LARGEST_COUNT = 32767  # what the columns of counts hold
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII)  # 1.000 may mean a thousand or one
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ufeff]+")


class BadCell(ValueError):
    """The cell cannot mean anything here."""

    def __init__(self, code: str, message: str, repair: str) -> None:
        super().__init__(message)
        self.code, self.message, self.repair = code, message, repair


def text(longest: int) -> Reader:
    """Any text; a number is taken as it is written."""

    def read(value: Any) -> str:
        if isinstance(value, date | time | timedelta):
            raise BadCell(
                "text_became_date",
                _("Excel đã đổi chữ ở ô này thành ngày giờ (%s).") % show(value),
                _("Hãy định dạng ô là Văn bản (Text) rồi gõ lại."),
            )
        return _fitting(_clean(show(value)), longest)

    return read


def code(longest: int) -> Reader:
    """A code: text that keeps its leading zeros, so a number cell is refused."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or _SCIENTIFIC.fullmatch(value.strip()):
            raise BadCell(
                "code_became_number",
                _("Excel đã đổi mã ở ô này thành số hoặc ngày (%s), có thể mất số 0 ở đầu.")
                % show(value),
                _("Hãy định dạng cả cột là Văn bản (Text) rồi gõ lại mã đầy đủ."),
            )
        return _fitting(_clean(value), longest)

    return read


def day(value: Any) -> date:
    """A real Excel date, or text as dd/mm/yyyy."""
    if isinstance(value, datetime):
        found = value.date()
    elif isinstance(value, date):
        found = value
    else:
        found = _typed_day(value)
    if found < EARLIEST:
        raise BadCell(
            "impossible_date",
            _("Ngày %s quá xa trong quá khứ.") % show(found),
            _("Hãy xem lại năm."),
        )
    return found


def _typed_day(value: Any) -> date:
    try:
        if isinstance(value, str):
            return parse_date(value)
    except ValueError:
        pass
    raise BadCell(
        "bad_date",
        _("“%s” không phải một ngày.") % show(value),
        _("Hãy ghi ngày/tháng/năm đầy đủ, ví dụ 05/02/2024, hoặc định dạng ô là ngày."),
    )


def month(value: Any) -> date:
    """The first day of a month, from text as mm/yyyy or from any day of it."""
    if not isinstance(value, str) or value.count("/") != 1:
        return day(value).replace(day=1)
    number, _slash, year = value.strip().partition("/")
    if re.fullmatch(r"\d{1,2}/(19|20)\d\d", value.strip(), re.ASCII) and 1 <= int(number) <= 12:
        return date(int(year), int(number), 1)
    raise BadCell(
        "bad_month",
        _("“%s” không phải một tháng.") % show(value),
        _("Hãy ghi tháng/năm, ví dụ 06/2025."),
    )


def clock(value: Any) -> time:
    """An Excel time, or text as HH:MM; to the minute."""
    if isinstance(value, timedelta) and timedelta(0) <= value < timedelta(days=1):
        return _to_the_minute(value)
    if isinstance(value, time | datetime):
        return _to_the_minute(
            timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
            + timedelta(microseconds=value.microsecond)
        )
    try:
        if isinstance(value, str):
            return parse_time(value)
    except ValueError:
        pass
    raise BadCell(
        "bad_time",
        _("“%s” không phải giờ.") % show(value),
        _("Hãy ghi giờ:phút, ví dụ 19:30."),
    )


def _to_the_minute(since_midnight: timedelta) -> time:
    """Excel keeps a time as a fraction of a day: 19:30 may come a moment early."""
    minutes = int((since_midnight.total_seconds() + 30) // 60) % (24 * 60)
    return time(minutes // 60, minutes % 60)


def count(value: Any) -> int:
    """A whole number, zero or more."""
    is_whole = isinstance(value, float) and value.is_integer()
    is_typed = isinstance(value, str) and re.fullmatch(r"\d{1,6}", value.strip(), re.ASCII)
    found = int(value) if is_whole or is_typed else -1
    if not 0 <= found <= _LARGEST_COUNT:
        raise BadCell(
            "bad_number",
            _("“%s” không phải một số đếm.") % show(value),
            _("Hãy ghi một số nguyên từ 0 trở lên, ví dụ 12."),
        )
    return found


def year(value: Any) -> int:
    """A calendar year, as a number or as text of four digits."""
    is_whole = (
        isinstance(value, int | float) and not isinstance(value, bool) and value == int(value)
    )
    is_typed = isinstance(value, str) and re.fullmatch(r"\d{4}", value.strip(), re.ASCII)
    found = int(value) if is_whole or is_typed else 0
    if not EARLIEST_YEAR <= found <= LATEST_YEAR:
        raise BadCell(
            "bad_year",
            _("“%s” không phải một năm.") % show(value),
            _("Hãy ghi năm bốn chữ số, ví dụ 2026."),
        )
    return found


def amount(value: Any) -> Decimal:
    """A number of zero or more with at most two decimals; comma or point before them."""
    try:
        is_odd = isinstance(value, bool | date | time | timedelta)
        if is_odd or _THOUSANDS.fullmatch(str(value).strip()):
            raise InvalidOperation
        found = rounded(Decimal(str(value).strip().replace(",", ".")), 2)
        if not 0 <= found <= _LARGEST_AMOUNT:
            raise InvalidOperation
    except InvalidOperation as bad:
        raise BadCell(
            "bad_number",
            _("“%s” không phải một số từ 0 trở lên.") % show(value),
            _("Hãy ghi một số, ví dụ 250 hoặc 92,5; không ghi dấu chấm giữa hàng nghìn."),
        ) from bad
    return found


def points(value: Any) -> Decimal:
    """Points from 0 to 100 with at most two decimals; comma or point before them."""
    try:
        if isinstance(value, bool | date | time | timedelta):
            raise InvalidOperation
        found = rounded(Decimal(str(value).strip().replace(",", ".")), 2)
        if not 0 <= found <= 100:
            raise InvalidOperation
    except InvalidOperation as bad:
        raise BadCell(
            "bad_points",
            _("“%s” không phải điểm của thang 100.") % show(value),
            _("Hãy ghi một số từ 0 đến 100, ví dụ 92,5."),
        ) from bad
    return found


def choice(labels: Mapping[str, str], *, hint: str = "") -> Reader:
    """One of some labels, given as {label: our value}; compared as `plain` does."""
    known = {plain(label): ours for label, ours in labels.items()}
    told = hint or " | ".join(labels)

    def read(value: Any) -> str:
        found = known.get(plain(value)) if isinstance(value, str) else None
        if found is None:
            raise BadCell(
                "bad_choice",
                _("“%s” không có trong danh mục của cột này.") % show(value),
                _("Hãy chọn một trong: %s.") % told,
            )
        return found

    return read


def several(value: Any) -> list[str]:
    """Names apart by `;`."""
    whole = text(2000)(value)
    return [part for part in (piece.strip() for piece in whole.split(";")) if part]


def show(value: Any) -> str:
    """A raw cell as a person sees it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y" if not isinstance(value, datetime) else "%d/%m/%Y %H:%M")
    return str(value)[:200]


def is_empty(value: Any) -> bool:
    """Whether there is nothing in the cell but spaces."""
    return value is None or (isinstance(value, str) and not value.strip())


def _clean(value: str) -> str:
    return " ".join(_UNPRINTABLE.sub(" ", normalize("NFC", value)).split())


def _fitting(value: str, longest: int) -> str:
    if len(value) > longest:
        raise BadCell(
            "too_long",
            _("Nội dung dài %(length)d ký tự, quá %(longest)d.")
            % {"length": len(value), "longest": longest},
            _("Hãy rút gọn."),
        )
    return value
