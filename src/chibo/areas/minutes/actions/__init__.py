"""Writing minutes: signing, circulating, amending, locking, opening."""

from chibo.areas.minutes.actions.amending import Correction, amend
from chibo.areas.minutes.actions.circulating import circulate, lock, open_minutes
from chibo.areas.minutes.actions.signing import HandSignature, is_named, note_hand_signature, sign

__all__ = [
    "Correction",
    "HandSignature",
    "amend",
    "circulate",
    "is_named",
    "lock",
    "note_hand_signature",
    "open_minutes",
    "sign",
]
