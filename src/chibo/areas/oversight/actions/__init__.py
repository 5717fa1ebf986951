"""Assigning overseers, ending that, and handing over; each in one transaction."""

from chibo.areas.oversight.actions.assigning import Duty, assign, correct, end
from chibo.areas.oversight.actions.handing_over import HandedOver, hand_over, take_back

__all__ = ["Duty", "HandedOver", "assign", "correct", "end", "hand_over", "take_back"]
