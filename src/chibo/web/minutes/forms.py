"""Forms of minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.minutes.actions import Correction, HandSignature
from chibo.areas.minutes.models import Part
from chibo.core.choices import spoken
from chibo.web.components.fields import DayField


class HandForm(forms.Form):
    """Who signed the paper by hand."""

    part = forms.ChoiceField(label=_("Ai đã ký"), choices=spoken(Part), widget=forms.RadioSelect)
    signed_on = DayField(label=_("Ngày ký"))

    def signed(self) -> HandSignature:
        """What was typed, for the action."""
        return HandSignature(**self.cleaned_data)


class AmendForm(forms.Form):
    """A correction: where, what instead, why."""

    place = forms.ChoiceField(label=_("Mục cần đính chính"))
    after = forms.CharField(
        label=_("Đọc lại là"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    because = forms.CharField(
        label=_("Vì sao"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    asked_by = forms.CharField(label=_("Ai đề nghị"), max_length=120, required=False)

    def __init__(self, *args: Any, places: dict[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(place, title) for place, (title, _text) in places.items()]

    def correction(self) -> Correction:
        """What was typed, for the action."""
        return Correction(**self.cleaned_data)
