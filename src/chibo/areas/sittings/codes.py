"""The code on the chair's screen: signed with the site's key, for one meeting and one turn."""

from datetime import datetime

from django.utils.crypto import constant_time_compare, salted_hmac

from chibo.areas.sittings.rules import accepted_turns, turn_of

SALT = "chibo.sittings.presence"
LENGTH = 20  # hexadecimal digits: 80 bits for half a minute


def presence_code(meeting_id: int, moment: datetime) -> str:
    """The code of the turn `moment` lies in."""
    return _code(meeting_id, turn_of(moment))


def find_turn(meeting_id: int, code: str, moment: datetime) -> int | None:
    """The turn a code belongs to while it is good; None: expired, made up, or another meeting's."""
    for turn in accepted_turns(moment):
        if constant_time_compare(code, _code(meeting_id, turn)):
            return turn
    return None


def _code(meeting_id: int, turn: int) -> str:
    return salted_hmac(SALT, f"{meeting_id}:{turn}", algorithm="sha256").hexdigest()[:LENGTH]
