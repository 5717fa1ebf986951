"""Forms of targets."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from chibo.areas.indicators.queries import definitions
from chibo.areas.organisation.models import Unit
from chibo.core.vietnamese import show_points as plain_number
from chibo.web.forms import VersionedForm

_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")


class AmountField(forms.DecimalField):
    """A number of zero or more as people write it: 250, 1.250 or 92,5."""

    default_error_messages = {"invalid": _("Hãy gõ một số, ví dụ 250 hoặc 92,5.")}

    def to_python(self, value: Any) -> Any:
        """The number; dots stand between thousands, a comma before decimals."""
        if isinstance(value, str):
            bare = value.strip().replace(" ", "")
            bare = bare.replace(".", "") if _THOUSANDS.fullmatch(bare) else bare
            value = bare.replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """As people write it, without idle zeros."""
        return plain_number(value) if isinstance(value, Decimal) else value


class NumbersForm(forms.Form):
    """A number for the unit itself and one for each unit directly below; empty takes it back."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for unit in units:
            self.fields[f"unit_{unit.pk}"] = AmountField(
                label=unit.name,
                required=False,
                min_value=0,
                max_digits=11,
                decimal_places=2,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )
        self._units = [unit.pk for unit in units]

    def rows(self) -> list[forms.BoundField]:
        """The fields of the units, the unit itself first."""
        return [self[f"unit_{unit_id}"] for unit_id in self._units]

    def numbers(self) -> Mapping[int, Decimal | None]:
        """What was typed, for the action."""
        return {unit_id: self.cleaned_data[f"unit_{unit_id}"] for unit_id in self._units}


def indicator_choices() -> list[tuple[str, str]]:
    """What may be a target: more or fewer of it is better; what adds up stands first."""
    may_be = (each for each in definitions() if each.listed and each.better)
    listed = sorted(may_be, key=lambda e: not e.adds_up)
    return [(each.code, pgettext("indicator", each.name)) for each in listed]


class ReasonForm(VersionedForm):
    """Why a target is behind."""

    lag_reason = forms.CharField(
        label=_("Vì sao chưa kịp"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Một hai câu; để trống thì bỏ lý do đã ghi."),
    )
