"""Forms of a unit and of a past meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.indicators.closing.queries import is_closed
from chibo.areas.meetings.actions.closing import MeetingCorrection
from chibo.areas.meetings.models import Meeting, MeetingKind
from chibo.areas.organisation.actions import UnitCorrection
from chibo.areas.organisation.models import CellType, Unit
from chibo.core.choices import spoken
from chibo.web.components.fields import ClockField, DayField
from chibo.web.forms import CorrectingForm, VersionedForm


class UnitForm(VersionedForm):
    """What may be corrected of a unit."""

    name = forms.CharField(label=_("Tên"), max_length=250)
    cell_type = forms.ChoiceField(
        label=_("Loại hình"),
        required=False,
        choices=[("", _("(chưa ghi)")), *spoken(CellType)],
        help_text=_("Quyết định chương trình họp mẫu của chi bộ."),
    )
    founded_on = DayField(label=_("Ngày thành lập"), required=False)
    ended_before = DayField(
        label=_("Ngày kết thúc"),
        required=False,
        help_text=_("Ngày đầu tiên không còn tính. Để trống khi còn hoạt động."),
    )
    areas = forms.CharField(
        label=_("Địa bàn"),
        required=False,
        max_length=2000,
        help_text=_("Thôn, ấp, khóm mà chi bộ phụ trách; nhiều nơi thì cách nhau bằng dấu ;"),
    )
    place = forms.CharField(
        label=_("Địa danh"),
        required=False,
        max_length=120,
        help_text=_("Nơi ghi trước ngày tháng ở đầu văn bản, ví dụ Hòa Bình."),
    )
    term_starts_on = DayField(
        label=_("Đầu nhiệm kỳ"),
        required=False,
        help_text=_("Số văn bản bắt đầu lại từ 01 vào ngày này."),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not unit.is_cell:
            del self.fields["cell_type"]

    def correction(self) -> UnitCorrection:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return UnitCorrection(
            name=typed["name"],
            cell_type=typed.get("cell_type", ""),
            founded_on=typed["founded_on"],
            ended_before=typed["ended_before"],
            areas=[part.strip() for part in typed["areas"].split(";") if part.strip()],
            place=typed["place"],
            term_starts_on=typed["term_starts_on"],
        )


def unit_values(unit: Unit) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    return {
        "version": unit.version,
        "name": unit.name,
        "cell_type": unit.cell_type,
        "founded_on": unit.founded_on,
        "ended_before": unit.ended_before,
        "areas": "; ".join(unit.areas),
        "place": unit.place,
        "term_starts_on": unit.term_starts_on,
    }


def _number(label: Any, *, required: bool = False, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=required, min_value=0, max_value=9999, localize=False, **more
    )


class MeetingForm(CorrectingForm):
    """What may be corrected of a past meeting that came in by a workbook."""

    kind = forms.ChoiceField(label=_("Loại"), choices=spoken(MeetingKind)[:3])
    held_on = DayField(label=_("Ngày họp"))
    starts_at = ClockField(label=_("Bắt đầu"), required=False)
    ends_at = ClockField(label=_("Kết thúc"), required=False)
    expected = _number(_("Phải dự"), required=True)
    present = _number(_("Có mặt"), required=True)
    excused = _number(_("Vắng có lý do"))
    unexcused = _number(_("Vắng không lý do"))
    speakers = _number(_("Số người phát biểu"))
    topic = forms.CharField(label=_("Chuyên đề"), required=False, max_length=300)
    visitors = forms.CharField(label=_("Cấp trên dự"), required=False, max_length=300)

    def correction(self) -> MeetingCorrection:
        """What was typed, for the action."""
        kept = (name for name in self.fields if name not in self.BESIDE)
        return MeetingCorrection(**{name: self.cleaned_data[name] for name in kept})

    def touches_closed(self, meeting: Meeting) -> bool:
        """Whether it stood in a month that was closed, or will."""
        days = [meeting.held_on, self.cleaned_data["held_on"]]
        return bool(self.changes(meeting_values(meeting)) - {"version"}) and is_closed(days)


def meeting_values(meeting: Meeting) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    return {name: getattr(meeting, name) for name in MeetingForm.base_fields if name != "because"}
