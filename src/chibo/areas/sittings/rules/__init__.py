"""Pure decisions about a meeting under way: codes, counted ballots, parts."""

from chibo.areas.sittings.rules.ballots import Tally, faults_of, result_sentence
from chibo.areas.sittings.rules.parts import PartLengths, part_lengths
from chibo.areas.sittings.rules.turns import CODE_SECONDS, accepted_turns, seconds_left, turn_of

__all__ = [
    "CODE_SECONDS",
    "PartLengths",
    "Tally",
    "accepted_turns",
    "faults_of",
    "part_lengths",
    "result_sentence",
    "seconds_left",
    "turn_of",
]
