"""What a member writes about a task."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ProgressForm(forms.Form):
    """How it is going."""

    text = forms.CharField(
        label=_("Đã làm được gì"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ResultForm(forms.Form):
    """What came of it."""

    result = forms.CharField(
        label=_("Kết quả"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
