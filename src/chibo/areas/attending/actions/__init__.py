"""Asking for absence and answering; opening a paper; each in one transaction."""

from chibo.areas.attending.actions.answering import answer_absence
from chibo.areas.attending.actions.asking import ask_absence, withdraw_absence
from chibo.areas.attending.actions.papers import open_paper

__all__ = ["answer_absence", "ask_absence", "open_paper", "withdraw_absence"]
