"""The grade of a year out of the official grades of its meetings, by the rubric's own rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from chibo.core.i18n import _
from chibo.regulations import Reason, YearRule
from chibo.regulations.rubrics import GRADES


@dataclass(frozen=True)
class YearGrade:
    """The grade, empty where no published rule gives one, and why."""

    grade: str
    reason: Reason


def year_grade(rules: Sequence[YearRule], grades: Sequence[str], ungraded: int) -> YearGrade:
    """The first rule, the best grade first, that the year's official `grades` fulfil.

    Codes of reasons: no_rule · no_meetings · ungraded (meetings without an official grade) ·
    fulfilled · outside_rules. What no rule covers is told and left to the committee, not guessed.
    """
    if not rules:
        return _none("no_rule", _("Khung chấm đang áp dụng không có quy tắc xếp loại cả năm."))
    if ungraded:
        told = _("Còn %d buổi chưa có điểm chính thức nên chưa xếp loại cả năm.") % ungraded
        return _none("ungraded", told)
    if not grades:
        return _none("no_meetings", _("Trong năm chưa có buổi sinh hoạt nào được chấm."))
    for rule in rules:
        if _fulfilled(rule, grades):
            reason = Reason("fulfilled", rule.told, {"meetings": len(grades)}, rule.source)
            return YearGrade(rule.grade, reason)
    told = _("Không khớp điều kiện nào đã công bố trong khung; cấp ủy quyết định.")
    return YearGrade("", Reason("outside_rules", told, {}, rules[0].source))


def _none(code: str, told: str) -> YearGrade:
    return YearGrade("", Reason(code, told))


def _fulfilled(rule: YearRule, grades: Sequence[str]) -> bool:
    if not all(_reaches(grade, rule.all_at_least) for grade in grades):
        return False
    return not rule.count or sum(_reaches(grade, rule.of) for grade in grades) >= rule.count


def _reaches(grade: str, least: str) -> bool:
    return GRADES.index(grade) <= GRADES.index(least)
