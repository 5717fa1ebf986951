"""Forms of requests about personal data, and of breaches."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.areas.privacy.actions import Found
from chibo.areas.privacy.models import Breach, RequestState, Right
from chibo.core.choices import spoken
from chibo.web.components.fields import DayField
from chibo.web.forms import VersionedForm


class AskForm(forms.Form):
    """What somebody asks about their own data."""

    right = forms.ChoiceField(label=gettext_lazy("Yêu cầu"), choices=spoken(Right))
    wish = forms.CharField(
        label=gettext_lazy("Nội dung"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Mục nào, vì sao. Ví dụ: Không dùng số điện thoại này nữa. "
            "Lấy bản sao thì để trống được."
        ),
    )


class EnterForm(AskForm):
    """The same, written down for a person without an account."""

    code = forms.CharField(label=gettext_lazy("Mã đảng viên"), max_length=40)
    asked_on = DayField(label=gettext_lazy("Ngày nhận yêu cầu"))
    field_order = ("code", "asked_on", "right", "wish")


class ExtendForm(VersionedForm):
    """The one time an answer may be put off."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "extend_%s", **kwargs})

    until = DayField(label=gettext_lazy("Hạn mới"))
    because = forms.CharField(
        label=gettext_lazy("Lý do gia hạn"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Người gửi đọc được lý do này."),
    )


class AnswerForm(VersionedForm):
    """The answer."""

    state = forms.ChoiceField(
        label=gettext_lazy("Trả lời"),
        choices=[
            (RequestState.GRANTED.value, gettext_lazy("Làm theo yêu cầu")),
            (RequestState.PARTLY.value, gettext_lazy("Làm một phần")),
            (RequestState.REFUSED.value, gettext_lazy("Không làm theo")),
        ],
    )
    mark = forms.CharField(
        label=gettext_lazy("Mục bị hạn chế"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "Phải ghi khi làm theo; hiện trên hồ sơ. Ví dụ: Không dùng số điện thoại này."
        ),
    )
    words = forms.CharField(
        label=gettext_lazy("Đã làm gì, hoặc vì sao không làm"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class LiftForm(VersionedForm):
    """Why a mark is taken off."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "lift_%s", **kwargs})

    because = forms.CharField(label=gettext_lazy("Vì sao bỏ dấu hạn chế"), max_length=500)


class MomentField(forms.CharField):
    """A day and an hour: "21/11/2026 14:30"."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("help_text", gettext_lazy("Ngày và giờ, ví dụ 21/11/2026 14:30."))
        super().__init__(max_length=16, **more)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
        return value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            return timezone.make_aware(datetime.strptime(typed, "%d/%m/%Y %H:%M"))  # noqa: DTZ007
        except ValueError:
            raise forms.ValidationError(_("Hãy ghi ngày và giờ như 21/11/2026 14:30.")) from None


class BreachForm(forms.Form):
    """What is known of a breach."""

    found_at = MomentField(label=gettext_lazy("Phát hiện lúc"))
    what = forms.CharField(
        label=gettext_lazy("Việc gì đã xảy ra"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Không nêu tên, số định danh của ai. Ví dụ: Mất máy tính có tệp danh sách đảng viên."
        ),
    )
    which_data = forms.CharField(
        label=gettext_lazy("Dữ liệu nào"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ví dụ: họ tên, ngày sinh, số điện thoại."),
    )
    people = forms.IntegerField(
        label=gettext_lazy("Khoảng bao nhiêu người"),
        required=False,
        min_value=0,
        max_value=10_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Chưa biết thì để trống."),
    )
    measures = forms.CharField(
        label=gettext_lazy("Đã làm gì để khắc phục"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def found(self) -> Found:
        """What was typed, for the action."""
        return Found(**{name: self.cleaned_data[name] for name in BREACH_FIELDS})


BREACH_FIELDS = ("found_at", "what", "which_data", "people", "measures")


class RewriteForm(VersionedForm, BreachForm):
    """More is known."""


def breach_values(row: Breach) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    return {name: getattr(row, name) for name in ("version", *BREACH_FIELDS)}


class ToldForm(VersionedForm):
    """Who was told of a breach, and when."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "told_%s", **kwargs})

    told_to = forms.CharField(
        label=gettext_lazy("Đã báo cho ai"),
        max_length=500,
        help_text=gettext_lazy("Cơ quan nào, những người có dữ liệu hay chưa."),
    )
    told_at = MomentField(label=gettext_lazy("Báo lúc"))
