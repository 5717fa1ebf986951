"""Fields that read a month, and a place a letter may go to."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chibo.areas.members.queries import find_destination
from chibo.areas.organisation.models import Unit
from chibo.core.periods import Month
from chibo.web.forms import BETWEEN, UnitField


class MonthField(forms.CharField):
    """A month typed as mm/yyyy; gives back a Month."""

    default_error_messages = {"invalid": _("Hãy gõ tháng theo dạng tháng/năm, ví dụ 11/2026.")}

    def clean(self, value: Any) -> Any:
        """The month, or None for an empty field that may be empty."""
        text = super().clean(value)
        if not text:
            return None
        month, _slash, year = text.partition("/")
        try:
            return Month(int(year), int(month))
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """As it stands in the field."""
        return value.label if isinstance(value, Month) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Digits on a phone."""
        return {"inputmode": "numeric", "autocomplete": "off", "maxlength": 7}


class DestinationField(UnitField):
    """A unit a letter goes to: one of one's own part, or any in the tree by its exact code."""

    def _unit(self, text: str) -> Unit:
        assert self.actor is not None
        known = find_destination(self.actor, text.partition(BETWEEN)[0])
        return known or super()._unit(text)
