"""Checking what the cell enters on a score sheet, and summing it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from chibo.core.i18n import _
from chibo.core.vietnamese import show_points
from chibo.regulations import Grade, Item, MeetingRules, Reason, Rubric
from chibo.regulations.rubrics import SECRETARY, SUPERIOR


@dataclass(frozen=True)
class Total:
    """The sum of the lines that have points, and how many have none yet."""

    points: Decimal
    open_lines: int

    @property
    def is_complete(self) -> bool:
        """Whether every line has points, so that there is a grade."""
        return self.open_lines == 0


def line_problems(
    item: Item, points: Decimal | None, rubric: Rubric, *, proposed: Decimal | None, sentence: str
) -> tuple[Reason, ...]:
    """What is wrong with a line as entered; empty when nothing is.

    Codes: missing · below_zero · over_max · off_step · override_needs_sentence (points that differ
    from what the record proposes need a sentence saying why; an open line does not).
    """
    problems = list(_out_of_range(item, points, rubric))
    if None not in (points, proposed) and points != proposed and not sentence.strip():
        told = _("Mục %(item)s: khác đề xuất %(proposed)s điểm thì ghi một câu nêu lý do.")
        problems.append(_problem("override_needs_sentence", told, item, proposed=proposed))
    return tuple(problems)


def reserved_problems(
    item: Item, points: Decimal | None, *, held: Decimal | None, as_secretary: bool
) -> tuple[Reason, ...]:
    """What is wrong with a line left to somebody alone, as the cell entered it.

    Code: reserved (the superior's line was given points, or the secretary's changed by another).
    """
    if item.given_by == SUPERIOR and points is not None:
        told = _("Mục %(item)s: chỉ cấp ủy cấp trên trực tiếp cho điểm; chi bộ để trống.")
        return (_problem("reserved", told, item),)
    if item.given_by == SECRETARY and not as_secretary and points != held:
        told = _("Mục %(item)s: chỉ bí thư cho điểm. Hãy để nguyên và chấm các mục khác.")
        return (_problem("reserved", told, item),)
    return ()


def official_problems(
    item: Item, points: Decimal | None, rubric: Rubric, *, own: Decimal | None, sentence: str
) -> tuple[Reason, ...]:
    """What is wrong with a line as the superior entered it; empty when nothing is.

    Codes as of `line_problems`, and differs_needs_sentence (from the cell's own points).
    """
    problems = list(_out_of_range(item, points, rubric))
    if None not in (points, own) and points != own and not sentence.strip():
        told = _("Mục %(item)s: khác chi bộ tự chấm %(own)s điểm thì ghi một câu nêu lý do.")
        problems.append(_problem("differs_needs_sentence", told, item, own=own))
    return tuple(problems)


def _out_of_range(item: Item, points: Decimal | None, rubric: Rubric) -> tuple[Reason, ...]:
    if points is None:
        return (_problem("missing", _("Mục %(item)s chưa có điểm."), item),)
    problems = []
    if points < 0:
        problems.append(_problem("below_zero", _("Mục %(item)s: điểm không được âm."), item))
    if points > item.max_points:
        told = _("Mục %(item)s: tối đa %(max)s điểm.")
        problems.append(_problem("over_max", told, item, max=item.max_points))
    if points % rubric.step != 0:
        told = _("Mục %(item)s: điểm lẻ theo bước %(step)s.")
        problems.append(_problem("off_step", told, item, step=rubric.step))
    return tuple(problems)


def total(points: Iterable[Decimal | None]) -> Total:
    """Sum the lines of a sheet; None is a line still open."""
    lines = list(points)
    given = [each for each in lines if each is not None]
    return Total(sum(given, Decimal(0)), len(lines) - len(given))


def rebased(points: Decimal, maxima: Iterable[Decimal], rubric: Rubric) -> Decimal:
    """Points out of the lines' `maxima` as points out of the rubric's total: some were left out.

    Two decimals, rounded down: rounding alone never lifts a sheet into a better grade.
    """
    maximum = sum(maxima, Decimal(0))
    if not maximum or maximum == rubric.total:
        return points
    return (points * rubric.total / maximum).quantize(Decimal("0.01"), rounding=ROUND_DOWN)


def grade_of(points: Decimal, rules: MeetingRules, cap: str = "") -> Grade:
    """The grade of a complete sheet under the rules of the meeting's day, `cap` at the best."""
    grade = rules.grade_of(points)
    return rules.grade(rules.worse_grade(grade.code, cap)) if cap else grade


def _problem(code: str, told: str, item: Item, **given: Decimal | None) -> Reason:
    numbers = {name: number for name, number in given.items() if number is not None}
    shown = {name: show_points(number) for name, number in numbers.items()}
    return Reason(code, told % {"item": item.code, **shown}, {"item": item.code, **numbers})
