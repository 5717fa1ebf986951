"""Everything that writes about members, one function per use case."""

from chibo.areas.members.actions.correcting import MemberCorrection, correct_member
from chibo.areas.members.actions.moving import record_move, take_back_move

__all__ = [
    "MemberCorrection",
    "correct_member",
    "record_move",
    "take_back_move",
]
