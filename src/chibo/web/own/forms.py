"""What a member writes about a task."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ProgressForm(forms.Form):
    """How it is going."""

    text = forms.CharField(
        label=_("Đã làm được gì"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = forms.FileField(
        label=_("Tệp minh chứng"),
        required=False,
        help_text=_("Ảnh, văn bản đến 10 MB. Không đưa vào đây tài liệu Mật, Tối mật, Tuyệt mật."),
    )


class ResultForm(forms.Form):
    """What came of it."""

    result = forms.CharField(
        label=_("Kết quả"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
