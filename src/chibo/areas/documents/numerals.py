"""Numbers read out in Vietnamese, as receipts write them."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")
_BILLION = 1_000_000_000


def read_number(number: int) -> str:
    """A whole number from 0 up in words.

    >>> read_number(1_015_021)
    'một triệu không trăm mười lăm nghìn không trăm hai mươi mốt'
    """
    if number < 0:
        raise ValueError(f"not a number to be read out: {number}")
    if number == 0:
        return _DIGITS[0]
    high, low = divmod(number, _BILLION)
    if not high:
        return _below_billion(low, whole=False)
    head = f"{read_number(high)} tỷ"
    return f"{head} {_below_billion(low, whole=True)}" if low else head


def _below_billion(number: int, *, whole: bool) -> str:
    """Groups of three digits; after a higher group its hundreds are always said."""
    said: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            words = _group(group, whole=whole or bool(said))
            said.append(f"{words} {_SCALES[power]}".strip())
    return " ".join(said)


def _group(number: int, *, whole: bool) -> str:
    hundreds, rest = divmod(number, 100)
    said = [f"{_DIGITS[hundreds]} trăm"] if hundreds or whole else []
    tens, ones = divmod(rest, 10)
    if tens:
        said.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
        if ones:
            said.append(_after_tens(tens, ones))
    elif ones:
        said.append(f"linh {_DIGITS[ones]}" if said else _DIGITS[ones])
    return " ".join(said)


def _after_tens(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    return "mốt" if ones == 1 and tens > 1 else _DIGITS[ones]
