"""Forms of thematic meetings."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.topics.actions import Offered, Wanted
from chibo.areas.topics.models import PlannedKind, PlannedTopic, Topic
from chibo.areas.topics.models import TopicForm as Presented
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


class ShareForm(forms.Form):
    """A topic offered to others."""

    title = forms.CharField(
        label=_("Tên chuyên đề"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    summary = forms.CharField(
        label=_("Nội dung, cách làm"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Mấy câu để chi bộ khác biết chuyên đề nói gì, làm thế nào, kết quả ra sao."),
    )
    form = forms.ChoiceField(
        label=_("Hình thức trình bày"), choices=spoken(Presented), widget=forms.RadioSelect
    )
    shared_in_id = forms.TypedChoiceField(
        label=_("Chia sẻ trong"),
        coerce=int,
        help_text=_("Mọi chi bộ trong tổ chức đảng này và cấp trên của nó sẽ thấy."),
    )

    def __init__(self, *args: Any, bodies: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["shared_in_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(body.pk, body.name) for body in bodies]

    def offered(self) -> Offered:
        """What was typed, for the action."""
        return Offered(**{name: self.cleaned_data[name] for name in Offered.__dataclass_fields__})


class ChangeShareForm(VersionedForm, ShareForm):
    """Changes a shared topic."""


def shared_values(topic: Topic) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    return {
        "version": topic.version,
        **{name: getattr(topic, name) for name in Offered.__dataclass_fields__},
    }


class FileForm(forms.Form):
    """Slides or a paper."""

    file = forms.FileField(
        label=_("Tệp trình chiếu, tài liệu"),
        allow_empty_file=False,
        help_text=_(
            "pdf, docx, pptx, xlsx, txt hoặc ảnh; tối đa 10 MB. "
            "Không đưa vào đây tài liệu Mật, Tối mật, Tuyệt mật."
        ),
    )


class RemarkForm(VersionedForm):
    """What a cell says of a topic it held."""

    unit_id = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Nhận xét của chi bộ"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Điều gì dùng được, điều gì nên đổi. Để trống rồi lưu thì bỏ nhận xét."),
    )
