"""The meetings of a year by official grade: what a number on the page of the year counts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from chibo.areas.meetings.models import MeetingQuerySet
from chibo.regulations.rubrics import GRADES, grade_words

YEAR, GRADE, NONE = "nam", "xep-loai", "chua"


@dataclass(frozen=True)
class Graded:
    """Meetings of a year with one official grade; NONE: those without any."""

    year: int
    grade: str

    @property
    def words(self) -> str:
        """Which meetings these are."""
        if self.grade == NONE:
            return _("Chỉ các buổi năm %d chưa có điểm chính thức.") % self.year
        told = {"year": self.year, "grade": grade_words(self.grade)}
        return _("Chỉ các buổi năm %(year)d được xếp loại %(grade)s.") % told

    def of(self, rows: MeetingQuerySet) -> MeetingQuerySet:
        """Those among the meetings, by the month they count in."""
        there = rows.filter(month__range=(date(self.year, 1, 1), date(self.year, 12, 1)))
        if self.grade == NONE:
            none = Q(score_sheet__isnull=True) | Q(score_sheet__official_grade="")
            return there.filter(none)
        return there.filter(score_sheet__official_grade=self.grade)


def asked_grade(request: HttpRequest) -> Graded | None:
    """What the address asks for; None for nothing and for nonsense."""
    year, grade = request.GET.get(YEAR, ""), request.GET.get(GRADE, "")
    known = year.isascii() and year.isdecimal() and len(year) == 4 and int(year) > 0
    return Graded(int(year), grade) if known and grade in (*GRADES, NONE) else None
