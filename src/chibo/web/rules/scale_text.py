"""Scales as people write them: "từ 75 đến dưới 90: 3", one band a line."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chibo.core.i18n import in_vietnamese
from chibo.core.vietnamese import fold, show_points
from chibo.regulations import Bound

NUMBER = r"(\d+(?:[.,]\d+)?)"
LOW = re.compile(rf"(?:(tu|tren)\s+{NUMBER})?\s*(?:(den duoi|duoi|den)\s+{NUMBER})?")
EXACT = re.compile(rf"(?:dung|bang)\s+{NUMBER}")
Ends = dict[str, Decimal]


def read_ends(text: str) -> Ends | None:
    """The ends of "từ 75 đến dưới 90", "trên 50", "đúng 50"; None for anything else."""
    folded = fold(text).replace("%", "").strip()
    exact = EXACT.fullmatch(folded)
    if exact:
        return {"at_least": _decimal(exact[1]), "at_most": _decimal(exact[1])}
    found = LOW.fullmatch(folded)
    if not folded or found is None:
        return None
    ends: Ends = {}
    if found[1]:
        ends["at_least" if found[1] == "tu" else "above"] = _decimal(found[2])
    if found[3]:
        ends["at_most" if found[3] == "den" else "below"] = _decimal(found[4])
    return ends or None


def write_ends(bound: Bound) -> str:
    """The ends as they are read back."""
    with in_vietnamese():
        words = bound.ends
    return words.replace(" dưới ", " đến dưới ") if not words.startswith("dưới") else words


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


class EndsField(forms.CharField):
    """One pair of ends, typed in words."""

    default_error_messages = {
        "ends": _("Hãy ghi như “từ 90”, “trên 50”, “từ 75 đến dưới 90”, “dưới 65” hoặc “đúng 50”.")
    }

    def to_python(self, value: Any) -> Any:
        """The ends; a ValidationError with examples for anything else."""
        if value in self.empty_values or isinstance(value, dict):
            return value or None
        ends = read_ends(str(value))
        if ends is None:
            raise ValidationError(self.error_messages["ends"], code="ends")
        return ends


class BandsField(forms.CharField):
    """A whole scale: one band a line, its points after a colon. Gives (ends, points) in order."""

    widget = forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})

    def to_python(self, value: Any) -> Any:
        """The bands; a ValidationError naming the line that cannot be read."""
        if value in self.empty_values or isinstance(value, list):
            return value or []
        return [_band(line) for line in str(value).splitlines() if line.strip()]


def _band(line: str) -> tuple[Ends, Decimal]:
    words, _colon, points = line.rpartition(":")
    ends = read_ends(words)
    try:
        given = Decimal(points.replace("điểm", "").strip().replace(",", "."))
    except InvalidOperation:
        given = Decimal(-1)
    if ends is None or not given.is_finite() or given < 0:
        raise ValidationError(
            _("Chưa hiểu dòng “%(line)s”. Hãy ghi như “từ 75 đến dưới 90: 3”."),
            params={"line": line.strip()},
        )
    return ends, given


def write_bands(rows: Any) -> str:
    """The bands of a scale, one a line, as they are read back."""
    return "\n".join(f"{write_ends(bound)}: {show_points(points)}" for bound, points in rows)
