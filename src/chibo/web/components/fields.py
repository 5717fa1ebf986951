"""Form fields that read what people here write: 05/02/2026, 11/2026, 19:30, 4,5, 53.100 đ."""

import datetime
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chibo.core.periods import Month
from chibo.core.vietnamese import (
    parse_date,
    parse_time,
    show_date,
    show_number,
    show_points,
    show_time,
)


class DayField(forms.DateField):
    """A day typed as dd/mm/yyyy; the browser's own field would follow the browser's language."""

    default_error_messages = {
        "invalid": _("Hãy gõ ngày theo dạng ngày/tháng/năm, ví dụ 05/02/2026.")
    }
    widget = forms.TextInput

    def to_python(self, value: Any) -> datetime.date | None:
        """The day; a ValidationError that shows an example for anything else."""
        if isinstance(value, datetime.datetime):
            return value.date()
        if value in self.empty_values or isinstance(value, datetime.date):
            return value or None
        try:
            return parse_date(str(value))
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """As it stands in the field."""
        return show_date(value) if isinstance(value, datetime.date) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Digits on a phone, and what the scripts look for."""
        return {"data-day": True, "inputmode": "numeric", "autocomplete": "off", "maxlength": 10}


class ClockField(forms.TimeField):
    """A time of day typed as HH:MM, also 19h30."""

    default_error_messages = {"invalid": _("Hãy gõ giờ theo dạng giờ:phút, ví dụ 19:30.")}
    widget = forms.TextInput

    def to_python(self, value: Any) -> datetime.time | None:
        """The time; a ValidationError that shows an example for anything else."""
        if value in self.empty_values or isinstance(value, datetime.time):
            return value or None
        try:
            return parse_time(str(value))
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """As it stands in the field."""
        return show_time(value) if isinstance(value, datetime.time) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Digits on a phone, and what the scripts look for."""
        return {"data-clock": True, "inputmode": "numeric", "autocomplete": "off", "maxlength": 5}


class PointsField(forms.DecimalField):
    """Points with a comma: 4,5. A point is taken for a comma, as on a phone's keyboard."""

    default_error_messages = {"invalid": _("Hãy gõ điểm bằng số, ví dụ 4 hoặc 4,5.")}
    widget = forms.TextInput

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The number; a ValidationError that shows an example for anything else."""
        if value in self.empty_values:
            return None
        try:
            number = Decimal(str(value).strip().replace(",", "."))
        except InvalidOperation as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if not number.is_finite():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number

    def prepare_value(self, value: Any) -> Any:
        """As it stands in the field."""
        return show_points(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Digits with a comma on a phone."""
        return {"data-points": True, "inputmode": "decimal", "autocomplete": "off"}


class MonthField(forms.CharField):
    """A month typed as mm/yyyy; gives back the Month."""

    default_error_messages = {"invalid": _("Hãy gõ tháng theo dạng tháng/năm, ví dụ 02/2026.")}

    def to_python(self, value: Any) -> Any:
        """The month; a ValidationError that shows an example for anything else."""
        if value in self.empty_values or isinstance(value, Month):
            return value or None
        found = re.fullmatch(r"(\d{1,2})[/.\-](\d{4})", str(value).strip())
        try:
            return Month(int(found[2]), int(found[1])) if found else self._refuse()
        except ValueError:
            return self._refuse()

    def _refuse(self) -> Any:
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def prepare_value(self, value: Any) -> Any:
        """As it stands in the field."""
        return value.label if isinstance(value, Month) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Digits on a phone."""
        return {"inputmode": "numeric", "autocomplete": "off", "maxlength": 7}


class MoneyField(forms.IntegerField):
    """Whole đồng typed as 53100, 53.100 or 53.100 đ."""

    default_error_messages = {"invalid": _("Hãy gõ số tiền bằng số, ví dụ 53.100.")}
    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        """The amount; a ValidationError that shows an example for anything else."""
        if value in self.empty_values or isinstance(value, int):
            return value if isinstance(value, int) else None
        digits = re.sub(r"[\s.]|đ$|đồng$", "", str(value).strip().lower())
        if not re.fullmatch(r"\d{1,12}", digits):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(digits)

    def prepare_value(self, value: Any) -> Any:
        """As it stands in the field."""
        return show_number(value) if isinstance(value, int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Digits on a phone."""
        return {"inputmode": "numeric", "autocomplete": "off", "maxlength": 18}
