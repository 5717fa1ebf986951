"""Forms of shortcomings and their remedies."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.remedies.actions import Named
from chibo.areas.remedies.models import Shortcoming
from chibo.areas.tasks.models import Task
from chibo.web.forms import VersionedForm


class ShortcomingForm(forms.Form):
    """What the review of a year found wanting in the cell."""

    year = forms.IntegerField(
        label=_("Năm kiểm điểm"), widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    title = forms.CharField(
        label=_("Hạn chế, khuyết điểm của tập thể"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Chỉ ghi của tập thể chi bộ, như kết luận kiểm điểm. Không ghi khuyết điểm của cá "
            "nhân, không ghi ai đã góp ý gì. Ví dụ: Học tập nghị quyết còn chậm so với kế hoạch."
        ),
    )
    cause = forms.CharField(
        label=_("Nguyên nhân"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Cũng chỉ của tập thể, không nêu tên ai."),
    )

    def named(self) -> Named:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return Named(typed["year"], typed["title"], typed["cause"])


class RewordForm(VersionedForm, ShortcomingForm):
    """Changes a shortcoming."""


def shortcoming_values(row: Shortcoming) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    return {name: getattr(row, name) for name in ("version", "year", "title", "cause")}


class PointForm(forms.Form):
    """A task the cell has already."""

    task_id = forms.TypedChoiceField(label=_("Việc đang làm của chi bộ"), coerce=int)

    def __init__(self, *args: Any, tasks: Sequence[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["task_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(task.pk, task.title) for task in tasks]
