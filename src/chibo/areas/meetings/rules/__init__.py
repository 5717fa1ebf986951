"""Pure decisions about a branch meeting: its day, length, turnout, votes, and a missing one."""

from chibo.areas.meetings.rules.attendance import (
    AttendanceCounts,
    AttendanceState,
    check_counts,
    count_attendance,
)
from chibo.areas.meetings.rules.attention import Attention, needs_attention
from chibo.areas.meetings.rules.fixed_day import (
    WEEKDAYS,
    BadFixedDay,
    DayOfMonth,
    FixedDayRule,
    NthWeekday,
    Weekend,
    nth_label,
    weekday_label,
)
from chibo.areas.meetings.rules.length import LengthVerdict, judge_length, length_minutes
from chibo.areas.meetings.rules.over import not_over
from chibo.areas.meetings.rules.votes import (
    Excluded,
    ImpossibleVote,
    NoRuleInForce,
    VoteBase,
    Voter,
    VoteVerdict,
    judge_vote,
    vote_base,
)

__all__ = [
    "WEEKDAYS",
    "AttendanceCounts",
    "AttendanceState",
    "Attention",
    "BadFixedDay",
    "DayOfMonth",
    "Excluded",
    "FixedDayRule",
    "ImpossibleVote",
    "LengthVerdict",
    "NoRuleInForce",
    "NthWeekday",
    "VoteBase",
    "VoteVerdict",
    "Voter",
    "Weekend",
    "check_counts",
    "count_attendance",
    "judge_length",
    "judge_vote",
    "length_minutes",
    "needs_attention",
    "not_over",
    "nth_label",
    "vote_base",
    "weekday_label",
]
