"""Pure decisions about a meeting under way: codes, counted ballots, parts, sheets."""

from chibo.areas.sittings.rules.ballots import Tally, faults_of, result_sentence
from chibo.areas.sittings.rules.parts import PartLengths, part_lengths
from chibo.areas.sittings.rules.sheets import read_sheet_code, sheet_code
from chibo.areas.sittings.rules.turns import CODE_SECONDS, accepted_turns, seconds_left, turn_of

__all__ = [
    "CODE_SECONDS",
    "PartLengths",
    "Tally",
    "accepted_turns",
    "faults_of",
    "part_lengths",
    "read_sheet_code",
    "result_sentence",
    "seconds_left",
    "sheet_code",
    "turn_of",
]
