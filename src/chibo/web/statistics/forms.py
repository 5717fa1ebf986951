"""The form of a typed number."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.statistics.models import TypedNumber
from chibo.web.forms import VersionedForm


class TypedForm(VersionedForm):
    """How many, of the unit itself; empty takes it back."""

    key = ""
    row = forms.CharField(widget=forms.HiddenInput)
    number = forms.IntegerField(
        label=_("Số của riêng đơn vị"),
        required=False,
        min_value=0,
        max_value=999_999,
        error_messages={"invalid": _("Hãy gõ một số nguyên, ví dụ 3.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    @classmethod
    def of(cls, key: str, own: TypedNumber | None, data: Any = None) -> "TypedForm":
        """The form of a row, with what the unit told so far."""
        initial = {
            "row": key,
            "version": own.version if own else 0,
            "number": own.number if own else None,
        }
        form = cls(data, initial=initial, auto_id=f"id_{key.replace('.', '-')}_%s")
        form.key = key
        return form
