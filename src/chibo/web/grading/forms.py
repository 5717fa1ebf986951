"""Forms of grading."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.grading.actions import MOST
from chibo.areas.grading.models import Finding
from chibo.areas.scoring.actions import GivenPoints
from chibo.areas.scoring.models import ScoreLine, ScoreSheet
from chibo.core.choices import spoken
from chibo.web.components.fields import MonthField, PointsField
from chibo.web.forms import VersionedForm


class GradeForm(VersionedForm):
    """The superior's column: the cell's points until another is typed, with a sentence then."""

    note = forms.CharField(
        label=_("Nhận xét chung"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, sheet: ScoreSheet, lines: list[ScoreLine]) -> None:
        total = sheet.self_total if sheet.official_total is None else sheet.official_total
        first = {"version": sheet.version, "note": "" if lines else sheet.official_note}
        super().__init__(data, initial=first)
        if not lines:
            self.fields["total"] = PointsField(label=_("Điểm chính thức"), initial=total)
        for line in lines:
            kept = line.points if line.official_points is None else line.official_points
            label = {"number": line.criterion}
            self.fields[f"points-{line.criterion}"] = PointsField(
                label=_("Điểm chính thức mục %(number)s") % label, required=False, initial=kept
            )
            self.fields[f"reason-{line.criterion}"] = forms.CharField(
                label=_("Lý do khác điểm chi bộ, mục %(number)s") % label,
                required=False,
                max_length=500,
                initial=line.official_reason,
            )

    def given(self, lines: list[ScoreLine]) -> dict[str, GivenPoints]:
        """What was typed, by criterion."""
        said = self.cleaned_data
        return {
            line.criterion: GivenPoints(
                said.get(f"points-{line.criterion}"), said.get(f"reason-{line.criterion}", "")
            )
            for line in lines
        }


class DrawForm(forms.Form):
    """What to draw by lot."""

    first = MonthField(label=_("Từ tháng"))
    last = MonthField(label=_("Đến tháng"))
    size = forms.IntegerField(
        label=_("Số phiếu cần rút"), min_value=1, max_value=MOST, localize=False
    )
    seed = forms.CharField(
        label=_("Số bốc thăm"),
        max_length=40,
        help_text=_("Máy đã chọn sẵn một số; có thể ghi số khác do hội nghị bốc. Được lưu lại."),
    )


class FindingForm(VersionedForm):
    """What the second look found."""

    finding = forms.ChoiceField(
        label=_("Kết quả xem lại"), choices=spoken(Finding), widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Nhận xét"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Cần ghi khi điểm chưa khớp với hồ sơ."),
    )
