"""Everything that writes about members, one function per use case."""

from chibo.areas.members.actions.answering import (
    accept_transfer,
    end_stay,
    refuse_transfer,
    take_back_answer,
)
from chibo.areas.members.actions.arriving import (
    Arrival,
    Newcomer,
    take_in_again,
    take_in_guest,
    take_in_newcomer,
)
from chibo.areas.members.actions.correcting import MemberCorrection, correct_member
from chibo.areas.members.actions.dossier import DossierEntry, keep_dossier
from chibo.areas.members.actions.issuing import TransferOrder, cancel_transfer, issue_transfer
from chibo.areas.members.actions.mentoring import assign_mentor
from chibo.areas.members.actions.moving import MovePaper, record_move, take_back_move
from chibo.areas.members.actions.proposing import (
    decide_proposal,
    propose_correction,
    withdraw_proposal,
)
from chibo.areas.members.actions.seeing import note_opened, see_number, see_proposed
from chibo.areas.members.actions.staying import extend_stay, take_back_arrival

__all__ = [
    "Arrival",
    "DossierEntry",
    "MemberCorrection",
    "MovePaper",
    "Newcomer",
    "TransferOrder",
    "accept_transfer",
    "assign_mentor",
    "cancel_transfer",
    "correct_member",
    "decide_proposal",
    "end_stay",
    "extend_stay",
    "issue_transfer",
    "keep_dossier",
    "note_opened",
    "propose_correction",
    "record_move",
    "see_number",
    "see_proposed",
    "refuse_transfer",
    "take_back_answer",
    "take_back_arrival",
    "take_back_move",
    "take_in_again",
    "take_in_guest",
    "take_in_newcomer",
    "withdraw_proposal",
]
