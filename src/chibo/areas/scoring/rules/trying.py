"""A sheet of the past under another rubric: what is certain, and what people would have to say."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from chibo.areas.scoring.rules.facts import MeetingFacts
from chibo.areas.scoring.rules.proposals import ProposedLine, knocked_out, propose
from chibo.areas.scoring.rules.sheets import grade_of, rebased
from chibo.core.i18n import _
from chibo.core.vietnamese import show_points
from chibo.regulations import Grade, MeetingRules, Rubric
from chibo.regulations.rubrics import GRADES, SUPERIOR


@dataclass(frozen=True)
class HeldLine:
    """A line of the sheet as it was given."""

    title: str
    maximum: Decimal
    points: Decimal


@dataclass(frozen=True)
class Tried:
    """Between `least` and `most` points: lines only people can judge are left open, not guessed."""

    least: Decimal
    most: Decimal
    least_grade: Grade
    most_grade: Grade
    reasons: tuple[str, ...]

    @property
    def is_certain(self) -> bool:
        """Whether the points follow from the record and what was given."""
        return self.least == self.most

    def rules_out(self, grade: str) -> bool:
        """Whether the sheet could not keep this grade, whatever people said of open lines."""
        between = GRADES[
            GRADES.index(self.most_grade.code) : GRADES.index(self.least_grade.code) + 1
        ]
        return grade not in between


def try_rubric(
    rubric: Rubric, rules: MeetingRules, facts: MeetingFacts, held: Mapping[str, HeldLine]
) -> Tried:
    """The sheet under `rubric`. Points given carry over to a line of the same code, name and
    maximum that the record does not decide; other such lines may be anything from 0 to full. What
    is left to the superior is no part of the cell's own sheet."""
    lines = [line for line in propose(rubric, facts) if line.item.given_by != SUPERIOR]
    ends = [_ends(line, held) for line in lines]
    maxima = [line.item.max_points for line in lines]
    least = rebased(sum((low for low, _high in ends), Decimal(0)), maxima, rubric)
    most = rebased(sum((high for _low, high in ends), Decimal(0)), maxima, rubric)
    caps = knocked_out(rubric, facts)
    cap = max((rule.grade for rule in caps), key=GRADES.index, default="")
    return Tried(
        least,
        most,
        grade_of(least, rules, cap),
        grade_of(most, rules, cap),
        (*(rule.told for rule in caps), *_differences(lines, held)),
    )


def _ends(line: ProposedLine, held: Mapping[str, HeldLine]) -> tuple[Decimal, Decimal]:
    if line.points is not None:
        return line.points, line.points
    before = _same(line, held)
    if before is not None:
        return before.points, before.points
    return Decimal(0), line.item.max_points


def _same(line: ProposedLine, held: Mapping[str, HeldLine]) -> HeldLine | None:
    before = held.get(line.item.code)
    if before is None or before.title != line.item.name:
        return None
    return before if before.maximum == line.item.max_points else None


def _differences(lines: list[ProposedLine], held: Mapping[str, HeldLine]) -> list[str]:
    """The lines the record decides otherwise than they were given, or, new, below full marks."""
    return [told for line in lines if (told := _difference(line, held))]


def _difference(line: ProposedLine, held: Mapping[str, HeldLine]) -> str:
    if line.points is None:
        return ""
    words = {"item": line.item.code, "after": show_points(line.points), "reason": line.sentence}
    before = held.get(line.item.code)
    if before is None or before.title != line.item.name:
        if line.points == line.item.max_points:
            return ""
        words["most"] = show_points(line.item.max_points)
        return _("Mục %(item)s: %(after)s/%(most)s điểm. %(reason)s") % words
    if line.points == before.points:
        return ""
    words["before"] = show_points(before.points)
    return _("Mục %(item)s: %(before)s thành %(after)s điểm. %(reason)s") % words
