"""The short code on a sheet that is filled in by hand, and what it leads back to.

A code says which kind of sheet it is and of which record, and carries a check letter, so that one
mistyped or swapped letter never opens another cell's meeting. It is no secret: whoever types it
sees only what their role lets them see. Nothing is stored for it but, for an attendance list, the
order its lines were printed in.
"""

from dataclasses import dataclass

from chibo.core.errors import Refused
from chibo.core.i18n import _

ATTENDANCE = "attendance"
SCORE_SHEET = "score_sheet"
BALLOT = "ballot"
PRINTED_LIST = "printed_list"
_KINDS = (ATTENDANCE, SCORE_SHEET, BALLOT, PRINTED_LIST)
_ROOM_FOR_KINDS = 8
_LETTERS = "23456789ABCDEFGHJKLMNPRTUVWXY"
"""Without 0 O, 1 I, 5 S, 2 Z, Q: those one hand takes for another. Their number is a prime, which
is what lets the check letter tell every single slip and every swap of neighbours."""
_SHORTEST = 4


class BadCode(Refused):
    """What was typed is no code of a printed sheet."""

    code = "bad_paper_code"
    field = "code"


@dataclass(frozen=True)
class PaperCode:
    """A kind of sheet and the record it was printed for: a meeting, or for a printed list the kept
    order of its lines."""

    kind: str
    record_id: int


def code_of(kind: str, record_id: int) -> str:
    """Such as "FH8-X8": printed on the sheet, typed to come back to it.

    >>> code_of("attendance", 17)
    '226-N8'
    """
    number = record_id * _ROOM_FOR_KINDS + _KINDS.index(kind)
    letters = ""
    while number:
        number, at = divmod(number, len(_LETTERS))
        letters = _LETTERS[at] + letters
    letters = letters.rjust(_SHORTEST, _LETTERS[0])
    written = letters + _check_letter(letters)
    return "-".join(written[at : at + 3] for at in range(0, len(written), 3))


def read_code(typed: str) -> PaperCode:
    """What a typed code stands for; case, spaces and hyphens do not count. Raises BadCode."""
    letters = "".join(letter for letter in typed.upper() if letter not in " -–.")
    unknown = [letter for letter in letters if letter not in _LETTERS]
    if unknown:
        raise BadCode(_("Mã không có ký tự “%s”. Hãy nhìn lại mã in trên tờ giấy.") % unknown[0])
    if not _SHORTEST < len(letters) <= 14 or _check_letter(letters[:-1]) != letters[-1]:
        raise BadCode(_("Mã gõ nhầm hoặc thiếu ký tự. Hãy gõ lại đúng mã in trên tờ giấy."))
    number = 0
    for letter in letters[:-1]:
        number = number * len(_LETTERS) + _LETTERS.index(letter)
    record_id, kind = divmod(number, _ROOM_FOR_KINDS)
    if kind >= len(_KINDS) or not record_id:
        raise BadCode(_("Không có tờ giấy nào mang mã này. Hãy nhìn lại mã in trên tờ giấy."))
    return PaperCode(_KINDS[kind], record_id)


def _check_letter(letters: str) -> str:
    """Each letter weighted by its place from the right, plus one, modulo the number of letters."""
    weighed = sum(
        (place + 2) * _LETTERS.index(letter) for place, letter in enumerate(reversed(letters))
    )
    return _LETTERS[-weighed % len(_LETTERS)]
