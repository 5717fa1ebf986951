"""Forms of thematic meetings."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.members.models import Member
from chibo.areas.topics.actions import Wanted
from chibo.areas.topics.models import PlannedKind, PlannedTopic
from chibo.core.choices import spoken
from chibo.web.components.fields import DayField, MonthField
from chibo.web.forms import VersionedForm


class TopicForm(forms.Form):
    """A planned topic."""

    title = forms.CharField(
        label=_("Tên chuyên đề"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: Đảng viên gương mẫu phân loại rác tại nhà."),
    )
    month = MonthField(label=_("Tháng"))
    kind = forms.ChoiceField(
        label=_("Cách tổ chức"),
        choices=spoken(PlannedKind),
        widget=forms.RadioSelect,
        help_text=_(
            "Cùng buổi thường kỳ thì làm phần chuyên đề sau khi xong phần thường kỳ; "
            "chuyên đề không thay cho buổi thường kỳ."
        ),
    )
    drafter_id = forms.TypedChoiceField(
        label=_("Người chuẩn bị"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, people: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["drafter_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Chưa giao")), *((p.pk, p.full_name) for p in people)]

    def wanted(self) -> Wanted:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return Wanted(typed["month"], typed["title"], typed["kind"], typed["drafter_id"])


class ChangeTopicForm(VersionedForm, TopicForm):
    """Changes a planned topic."""


def topic_values(row: PlannedTopic) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    return {
        "version": row.version,
        "title": row.title,
        "month": row.round,
        "kind": row.kind,
        "drafter_id": row.drafter_id,
    }


class ApproveForm(forms.Form):
    """The chi ủy agreed."""

    on = DayField(
        label=_("Ngày chi ủy thông qua"),
        help_text=_("Chi bộ không có chi ủy thì ghi ngày bí thư, phó bí thư thống nhất."),
    )
