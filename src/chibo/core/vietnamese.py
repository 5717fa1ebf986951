"""Vietnamese text: folding for search, order by given name, dates and numbers as people write."""

import os
import re
import unicodedata
from datetime import date, time
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from chibo.core.errors import Refused

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz0123456789"
_LETTER_ORDER = {letter: f"{rank:02d}" for rank, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def fold(text: str) -> str:
    """Lower case without accents, `đ` as `d`, runs of space as one: the key of search.

    >>> fold("Nguyễn  Đức Thành")
    'nguyen duc thanh'
    """
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    kept = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(kept.split())


def search_words(text: str) -> list[str]:
    """Folded words of letters and digits: "K'Brel DV-77" → k, brel, dv, 77.

    PostgreSQL would read a hyphen as a minus and a dotted code as one word.
    """
    return "".join(char if char.isalnum() else " " for char in fold(text)).split()


def name_key(full_name: str) -> str:
    """Sort key of a person's name: given name, then the rest, in the Vietnamese alphabet's order.

    Letters count before tones (ngang, huyền, hỏi, ngã, sắc, nặng), and the end of a name before
    one more word: An, Nguyễn An, Nguyễn Văn An.
    """
    words = unicodedata.normalize("NFC", full_name).lower().split()
    ordered = words[-1:] + words[:-1]
    parts = [_word_key(word) for word in ordered]
    return ".".join(letters for letters, _ in parts) + " " + "".join(t for _, t in parts)


def _word_key(word: str) -> tuple[str, str]:
    letters, tone = "", "0"
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters += char
    composed = unicodedata.normalize("NFC", letters)
    return "".join(_LETTER_ORDER.get(c, "99") for c in composed), tone


def spelling_key(text: str) -> str:
    """Equal for two writings of one name: case, spaces and where a tone stands do not count.

    Unlike `fold` it keeps accents: thôn Hạ is not thôn Hà, but thôn Hoà is thôn Hòa.
    """
    return " ".join("".join(_word_key(word)) for word in text.casefold().split())


def percent(numerator: int | Decimal, denominator: int | Decimal) -> Decimal | None:
    """Share in per cent with one decimal, half up; None where there is nothing to divide by.

    9/14 = 64.2857… % is 64.3. Offices whose earlier reports cut the rest off set CHIBO_ROUNDING to
    "down", and have 64.2 everywhere a share is told.
    """
    if denominator == 0:
        return None
    share = Decimal(100 * numerator) / Decimal(denominator)
    return share.quantize(Decimal("0.1"), rounding=ROUNDINGS[rounding_of_shares()])


ROUNDINGS = {"half_up": ROUND_HALF_UP, "down": ROUND_DOWN}


def rounding_of_shares() -> str:
    """Which of ROUNDINGS this system was set to; BadSetting for any other word."""
    word = os.environ.get("CHIBO_ROUNDING") or "half_up"
    if word not in ROUNDINGS:
        raise BadSetting(
            f"Biến CHIBO_ROUNDING là “{word}”; chỉ nhận half_up (làm tròn) hoặc down (cắt bỏ)."
        )
    return word


class BadSetting(Refused):
    """A setting from the environment says what the program does not know."""

    code = "bad_setting"


def rounded(value: Decimal, places: int) -> Decimal:
    """`value` with `places` decimals, half up."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def show_number(value: Decimal | int | float | None) -> str:
    """Point between thousands, comma before decimals: 1234.5 → "1.234,5"; None → ""."""
    if value is None:
        return ""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def show_percent(value: Decimal | None) -> str:
    """64.3 → "64,3%"; None → ""."""
    return "" if value is None else f"{show_number(value)}%"


def show_share(part: int, whole: int) -> str:
    """16 of 18 → "16/18 (88,9%)", on screens and papers alike; out of nothing there is no share."""
    shown, rate = f"{show_number(part)}/{show_number(whole)}", percent(part, whole)
    return shown if rate is None else f"{shown} ({show_percent(rate)})"


def show_points(value: Decimal | None) -> str:
    """Points of a score sheet without idle zeros: 92.50 → "92,5", 90.00 → "90"."""
    if value is None:
        return ""
    whole = value == value.to_integral_value()
    return show_number(int(value)) if whole else show_number(value.normalize())


def show_date(day: date | None) -> str:
    """05/02/2026; "" for None."""
    return "" if day is None else f"{day.day:02d}/{day.month:02d}/{day.year}"


def show_time(moment: time | None) -> str:
    """19:05; "" for None."""
    return "" if moment is None else f"{moment.hour:02d}:{moment.minute:02d}"


def parse_date(text: str) -> date:
    """Read dd/mm/yyyy (also with `-` or `.`); ValueError for anything else or no such day."""
    found = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", text.strip())
    if not found:
        raise ValueError(f"not a date: {text!r}")
    return date(int(found[3]), int(found[2]), int(found[1]))


def parse_time(text: str) -> time:
    """Read HH:MM (also 19h30, 19h); ValueError for anything else."""
    found = re.fullmatch(r"(\d{1,2})\s*[:hg.]\s*(\d{2})?(?::\d{2})?", text.strip().lower())
    if not found:
        raise ValueError(f"not a time: {text!r}")
    return time(int(found[1]), int(found[2] or 0))
