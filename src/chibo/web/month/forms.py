"""The forms of a cell's month."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.meetings.rules import FixedDayRule
from chibo.areas.members.models import Member
from chibo.areas.reports.models import ReportComment
from chibo.areas.reports.points import ReportPoint
from chibo.areas.reports.queries import SECTIONS
from chibo.areas.tasks.actions import Duty
from chibo.areas.tasks.models import ReviewOutcome, Task
from chibo.core.choices import spoken
from chibo.core.errors import Refused
from chibo.regulations import OrganisationRules
from chibo.web.components.fields import ClockField, DayField, PointsField
from chibo.web.forms import OpenedForm, VersionedForm


def long_text(label: Any, rows: int = 4, **kwargs: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


def people(label: Any, *, required: bool = False, **kwargs: Any) -> forms.IntegerField:
    """A number of members of a cell; more than a thousand is a slip of the keyboard."""
    return forms.IntegerField(label=label, min_value=0, max_value=1000, required=required, **kwargs)


class PlanForm(VersionedForm):
    """Step 1: day, time, place, people."""

    planned_on = DayField(label=_("Ngày họp"))
    planned_at = ClockField(label=_("Giờ bắt đầu"), required=False)
    place = forms.CharField(label=_("Nơi họp"), max_length=200, required=False)
    topic = forms.CharField(label=_("Tên chuyên đề"), max_length=300, required=False)
    chair_name = forms.CharField(label=_("Người chủ trì"), max_length=120, required=False)
    minutes_by = forms.CharField(label=_("Người ghi biên bản"), max_length=120, required=False)
    drafter_name = forms.CharField(
        label=_("Người chuẩn bị dự thảo nghị quyết"), max_length=120, required=False
    )
    committee_met_on = DayField(
        label=_("Ngày chi ủy hội ý"),
        required=False,
        help_text=_(
            "Để trống nếu chưa họp; chi bộ không có chi ủy thì ghi ngày bí thư, phó bí thư hội ý."
        ),
    )
    visitors = forms.CharField(label=_("Cấp trên dự"), max_length=300, required=False)


class PointForm(forms.Form):
    """A point of the agenda."""

    title = forms.CharField(label=_("Tên nội dung"), max_length=500)
    version = forms.IntegerField(required=False)


class PaperForm(forms.Form):
    """A paper members should have before the meeting."""

    title = forms.CharField(label=_("Tên tài liệu"), max_length=300)
    file = forms.FileField(label=_("Tệp"), required=False, allow_empty_file=False)


class SentForm(forms.Form):
    """The day something went out to members."""

    what = forms.ChoiceField(choices=[("notice", ""), ("papers", "")], widget=forms.HiddenInput)
    on = DayField(label=_("Ngày gửi"))
    was = DayField(required=False)


class SittingForm(VersionedForm):
    """Step 2: the sitting itself."""

    held_on = DayField(label=_("Ngày họp"))
    starts_at = ClockField(label=_("Bắt đầu"), required=False)
    ends_at = ClockField(
        label=_("Kết thúc"), required=False, help_text=_("Qua nửa đêm thì cứ ghi giờ sáng hôm sau.")
    )
    chair_name = forms.CharField(label=_("Chủ trì"), max_length=120, required=False)
    minutes_by = forms.CharField(label=_("Thư ký ghi biên bản"), max_length=120, required=False)
    visitors = forms.CharField(label=_("Cấp trên dự"), max_length=300, required=False)
    speakers = people(_("Số người phát biểu"))
    conclusion = long_text(_("Kết luận của chủ trì"))


class BallotForm(forms.Form):
    """A vote."""

    subject = forms.CharField(label=_("Biểu quyết về"), max_length=300)
    decision = forms.ChoiceField(label=_("Loại quyết định"))
    in_favour = people(_("Đồng ý"), required=True)
    against = people(_("Không đồng ý"), required=True, initial=0)
    abstained = people(_("Ý kiến khác"), required=True, initial=0)
    is_secret = forms.BooleanField(label=_("Bỏ phiếu kín"), required=False)
    away = people(_("Vắng vì đã giới thiệu sinh hoạt tạm thời nơi khác"), initial=0)
    suspended = people(_("Vắng vì bị đình chỉ sinh hoạt"), initial=0)

    def __init__(self, *args: Any, rules: OrganisationRules | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = rules.voting.kinds if rules else ()
        field = self.fields["decision"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.code, _(kind.name)) for kind in kinds]


class DutyForm(forms.Form):
    """A new task."""

    title = forms.CharField(
        label=_("Việc phải làm"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    owner_id = forms.TypedChoiceField(
        label=_("Người thực hiện"), required=False, coerce=int, empty_value=None
    )
    due_on = DayField(label=_("Thời hạn"), required=False)
    measure = forms.CharField(
        label=_("Thước đo hoàn thành"),
        max_length=300,
        required=False,
        help_text=_("Nhìn vào đâu để biết đã xong: số lượng, mốc, sản phẩm."),
    )

    def __init__(self, *args: Any, people: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Toàn chi bộ")), *((p.pk, p.full_name) for p in people)]


class ChangeDutyForm(VersionedForm, DutyForm):
    """Changes a task. Of one that a body above gave, only who does it."""

    def __init__(self, *args: Any, task: Task, people: list[Member], **kwargs: Any) -> None:
        names = ("version", "title", "owner_id", "due_on", "measure")
        kwargs["initial"] = {name: getattr(task, name) for name in names}
        super().__init__(*args, people=people, **kwargs)
        if task.source:
            self.fields["title"].disabled = self.fields["due_on"].disabled = True

    def duty(self) -> Duty:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return Duty(typed["title"], typed["owner_id"], typed["due_on"], typed["measure"])


class ReviewForm(OpenedForm):
    """What the meeting says of an earlier task."""

    outcome = forms.ChoiceField(
        label=_("Kết quả"), choices=spoken(ReviewOutcome), widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Kết quả hoặc lý do, ghi ngắn"), max_length=500, required=False)
    due_on = DayField(label=_("Hạn mới, nếu chuyển tiếp"), required=False)

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if task.source:  # neither dropped nor given more time by the cell itself
            del self.fields["due_on"]
            field = self.fields["outcome"]
            assert isinstance(field, forms.ChoiceField)
            said = spoken(ReviewOutcome)
            field.choices = [each for each in said if each[0] != ReviewOutcome.DROPPED]


class ResolutionForm(VersionedForm):
    """The wording of the resolution."""

    ideology = long_text(_("Công tác chính trị, tư tưởng"), 3)
    results = long_text(
        _("Kết quả thực hiện nhiệm vụ chính trị"), 5, help_text=_("Mỗi dòng là một ý.")
    )
    praise = long_text(_("Biểu dương, nhắc nhở"), 2)
    shortcomings = long_text(_("Hạn chế, nguyên nhân"), 3)
    direction = long_text(
        _("Phương hướng, nhiệm vụ tháng tới"), 5, help_text=_("Mỗi dòng là một ý.")
    )


class ReportForm(VersionedForm):
    """The sections of the monthly report, and answers to what was remarked on single points."""

    def __init__(self, *args: Any, comments: Sequence[ReportComment] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, label in SECTIONS.items():
            self.fields[code] = long_text(_(label), 4)
        self.asked = [row for row in comments if row.is_latest]
        for row in self.asked:
            self.fields[f"answer-{row.pk}"] = long_text(
                _("Trả lời góp ý"), 2, initial=row.answer, max_length=1000
            )

    def rows(self, points: Sequence[ReportPoint]) -> list[tuple[ReportPoint, Any, list[Any]]]:
        """Each point with its own field, where it has one, and the fields of answers."""
        return [
            (
                point,
                self[point.code] if point.code in self.fields else None,
                [self[f"answer-{row.pk}"] for row in point.comments if row.is_latest],
            )
            for point in points
        ]

    def answers(self) -> dict[int, str]:
        """What was answered, by comment."""
        return {row.pk: self.cleaned_data[f"answer-{row.pk}"] for row in self.asked}


class ReasonForm(forms.Form):
    """One sentence."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReturnForm(forms.Form):
    """Why a report goes back: in one sentence, or on single points (fields `point-<code>`)."""

    reason = forms.CharField(
        label=_("Góp ý chung"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Góp ý riêng từng mục thì ghi ngay ở mục đó."),
    )

    def points(self) -> dict[str, str]:
        """What was remarked, by point."""
        typed = self.data or {}
        return {
            name.removeprefix("point-"): str(typed[name])
            for name in typed
            if name.startswith("point-")
        }


class OfficialForm(VersionedForm):
    """The superior's official points."""

    points = PointsField(label=_("Điểm chính thức"), max_digits=5, decimal_places=2)
    note = forms.CharField(
        label=_("Nhận xét"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Cần ghi khi điểm khác với điểm chi bộ tự chấm."),
    )


WEEKDAYS = (
    ("mon", _("Thứ Hai")),
    ("tue", _("Thứ Ba")),
    ("wed", _("Thứ Tư")),
    ("thu", _("Thứ Năm")),
    ("fri", _("Thứ Sáu")),
    ("sat", _("Thứ Bảy")),
    ("sun", _("Chủ nhật")),
)
NTH = (
    (1, _("đầu tiên")),
    (2, _("thứ hai")),
    (3, _("thứ ba")),
    (4, _("thứ tư")),
    (-1, _("cuối cùng")),
)


BESIDE_THE_DAY = ("usual_time", "usual_place", "minimum_minutes", "minimum_source")


def _beside_the_day(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in BESIDE_THE_DAY}


class HabitForm(OpenedForm):
    """How the cell usually meets."""

    way = forms.ChoiceField(
        label=_("Ngày họp cố định"),
        choices=[("day", _("Theo ngày trong tháng")), ("weekday", _("Theo thứ trong tuần"))],
        widget=forms.RadioSelect,
    )
    day = forms.IntegerField(
        label=_("Ngày"),
        min_value=1,
        max_value=31,
        required=False,
        help_text=_("Tháng không có ngày này thì lấy ngày cuối tháng."),
    )
    weekend = forms.ChoiceField(
        label=_("Nếu trùng thứ Bảy, Chủ nhật"),
        required=False,
        choices=[
            ("keep", _("vẫn họp")),
            ("next_workday", _("lùi sang ngày làm việc sau")),
            ("previous_workday", _("họp sớm hơn, ngày làm việc trước")),
        ],
    )
    nth = forms.TypedChoiceField(label=_("Tuần"), coerce=int, choices=NTH, required=False)
    weekday = forms.ChoiceField(label=_("Thứ"), choices=WEEKDAYS, required=False)
    usual_time = ClockField(label=_("Giờ thường họp"), required=False)
    usual_place = forms.CharField(label=_("Nơi thường họp"), max_length=200, required=False)
    minimum_minutes = forms.IntegerField(
        label=_("Thời lượng tối thiểu riêng (phút)"), min_value=1, max_value=480, required=False
    )
    minimum_source = forms.CharField(label=_("Theo văn bản"), max_length=250, required=False)

    def habit(self) -> dict[str, Any]:
        """What was typed, by the names of the habit."""
        return {"fixed_day": self.fixed_day(), **_beside_the_day(self.cleaned_data)}

    def habit_opened(self) -> dict[str, Any] | None:
        """The same as it stood when the form was opened."""
        opened = self.opened()
        if opened is None:
            return None
        return {"fixed_day": self.fixed_day(opened), **_beside_the_day(opened)}

    def fixed_day(self, said: Mapping[str, Any] | None = None) -> str:
        """The rule as text; BadFixedDay when it makes no sense."""
        said = self.cleaned_data if said is None else said
        if said["way"] == "weekday":
            text = f"weekday:{said.get('weekday')}:{said.get('nth')}"
        else:
            weekend = said.get("weekend") or "keep"
            text = f"day:{said.get('day') or 0}" + ("" if weekend == "keep" else f":{weekend}")
        return str(FixedDayRule.parse(text))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "way" in said and not {"day", "weekday", "nth"} & set(self.errors):
            try:
                self.fixed_day()
            except Refused as refusal:
                self.add_error("day" if said["way"] == "day" else "weekday", refusal.message)
        return said
