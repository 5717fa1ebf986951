"""Figures and their changes in words."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chibo.areas.access.permissions import PERMISSIONS
from chibo.areas.indicators.definitions import Definition, definitions
from chibo.areas.indicators.periods import Change
from chibo.areas.indicators.told import Told
from chibo.core.vietnamese import show_percent, show_points


def indicator_name(told: Definition) -> str:
    """What a figure is called."""
    return pgettext("indicator", told.name)


def names_words(told: Definition) -> str:
    """Who may be told the names behind a figure, in the words of the permission."""
    if not told.names:
        return _("không nêu tên ai: sau con số này là tổ chức, buổi họp, lớp học, địa bàn")
    return _("vai trò có quyền: %s") % _(PERMISSIONS[told.names])


def change_words(change: Change | None) -> str:
    """ "+4,3 điểm phần trăm", "+2 (+20,0%)", "không đổi"; a dash where nothing can be compared."""
    if change is None:
        return "–"
    if change.is_none:
        return _("không đổi")
    shown = _signed(change.amount)
    if change.in_points:
        return _("%s điểm phần trăm") % shown
    if change.percent is None:
        return shown
    sign = "+" if change.percent > 0 else "−"
    return f"{shown} ({sign}{show_percent(abs(change.percent))})"


def _signed(amount: Decimal) -> str:
    return f"{'+' if amount > 0 else '−'}{show_points(abs(amount))}"


def parts_words(told: Told) -> str:
    """ "118 / 120" of a share or mean; nothing else."""
    if not told.definition.is_rate or told.numerator is None or told.denominator is None:
        return ""
    above, below = (show_points(Decimal(n)) for n in (told.numerator, told.denominator))
    return f"{above} / {below}"


def code_counting(fact: str) -> str:
    """The figure that counts just this, whose page a part of a share opens; "" where none does."""
    return next((each.code for each in definitions() if each.counts == fact), "")


def cell_of(told: Told) -> float | int | str | None:
    """What stands in a workbook: the number itself, or the state in words."""
    if told.value is None:
        return told.words
    return told.value if isinstance(told.value, int) else float(told.value)
