"""The code printed on an attendance list: which meeting, and which people in which order."""

import hashlib
import re
from collections.abc import Sequence

_LETTERS = "ABCDEFGHKLMNPQRSTUVXY23456789"  # none that are taken for another
_WRITTEN = re.compile(r"^\s*DD\s*-?\s*(\d{1,18})\s*-?\s*([A-Z0-9]{3})\s*$", re.IGNORECASE)


def sheet_code(meeting_id: int, member_ids: Sequence[int]) -> str:
    """Such as "DD-57-K4H"; another order or another list of people gives other letters."""
    told = f"{meeting_id}:" + ",".join(str(each) for each in member_ids)
    digest = hashlib.sha256(told.encode()).digest()
    mark = "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:3])
    return f"DD-{meeting_id}-{mark}"


def read_sheet_code(text: str) -> tuple[int, str] | None:
    """The meeting's id and the whole code, as typed from paper; None where it is none."""
    found = _WRITTEN.match(text)
    if found is None:
        return None
    return int(found[1]), f"DD-{int(found[1])}-{found[2].upper()}"
