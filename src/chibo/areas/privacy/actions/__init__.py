"""What people ask about their data, what is answered; breaches."""

from chibo.areas.privacy.actions.answering import Outcome, answer, lift
from chibo.areas.privacy.actions.asking import acknowledge, ask, enter_for, extend, take_back
from chibo.areas.privacy.actions.breaching import Found, close, enter, note_told, write
from chibo.areas.privacy.actions.copying import make_copy
from chibo.areas.privacy.actions.forgetting import forget
from chibo.areas.privacy.actions.reminding import remind

__all__ = [
    "Found",
    "Outcome",
    "acknowledge",
    "answer",
    "ask",
    "close",
    "enter",
    "enter_for",
    "extend",
    "forget",
    "lift",
    "make_copy",
    "note_told",
    "remind",
    "take_back",
    "write",
]
