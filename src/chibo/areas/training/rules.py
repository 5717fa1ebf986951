"""Who may learn in what, and how classes, people and attendances are told apart; pure.

Lớp, học viên and lượt người are three numbers: classes, enrolments, sessions somebody came to.
"""

from dataclasses import dataclass

MEMBERS_ONLY = frozenset({"new_members"})
"""Bồi dưỡng đảng viên mới: for members on probation (HD 61-HD/BTGTW, 16/6/2022); others refused."""

BEFORE_ADMISSION = frozenset({"candidates"})
"""Bồi dưỡng nhận thức về Đảng: for those who are not members yet; a member in it is looked at."""


@dataclass(frozen=True)
class Sums:
    """Three numbers, never one. `attendances` is None where nobody wrote any down: not 0."""

    classes: int
    trainees: int
    attendances: int | None
    unwritten: int
    """Of the trainees: those whose sessions nobody wrote down."""
