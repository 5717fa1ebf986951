"""How a paper's number is written (QĐ 399-QĐ/TW, HD 05-HD/VPTW: per type and term, no colon)."""

_OPEN = " " * 5


def show_number(number: int | None, kind: str, org_code: str, digits: int = 2) -> str:
    """Such as "Số 05-NQ/CB": filled with zeros to `digits`, a gap where no number was taken yet.

    >>> show_number(12, "NQ", "CB")
    'Số 12-NQ/CB'
    """
    shown = _OPEN if number is None else f"{number:0{digits}d}"
    return f"Số {shown}-{kind}/{org_code}"
