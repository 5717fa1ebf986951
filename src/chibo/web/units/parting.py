"""Two fields that say which places of a split unit go where; the same in every form that splits."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.areas.organisation.models import Unit
from chibo.areas.places.parting import places_of
from chibo.areas.places.rules import name_key
from chibo.core import clock

NEW = ("first", "second")


class AreasField(forms.CharField):
    """Names of places, several with `;`; gives a tuple."""

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else "; ".join(value or ())

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def first_areas_field() -> AreasField:
    """For the first new unit, with what to write."""
    return AreasField(
        label=gettext_lazy("Địa bàn về đơn vị mới"),
        required=False,
        help_text=gettext_lazy(
            "Tên các thôn, ấp, khóm của chi bộ, hoặc trong sổ của xã, cách nhau bằng dấu ;. Ghi "
            "một ô thì phần còn lại về đơn vị kia; để trống cả hai thì tất cả về đơn vị mới thứ "
            "nhất."
        ),
    )


def second_areas_field() -> AreasField:
    """For the second one."""
    return AreasField(label=gettext_lazy("Địa bàn về đơn vị mới thứ hai"), required=False)


def part_places(form: forms.Form, typed: dict[str, Any], unit: Unit | None) -> None:
    """What one new unit is not given the other one has; places that are none are refused."""
    told = {at: typed.get(f"{at}_areas") or () for at in NEW}
    if unit is None or not any(told.values()):
        return
    own = {name_key(name): name for name in places_of([unit], clock.today())[unit.pk]}
    for at, names in told.items():
        for strange in [name for name in names if name_key(name) not in own]:
            sentence = _("“%(place)s” không có trong địa bàn của “%(unit)s”. Hãy viết như ở đó.")
            form.add_error(f"{at}_areas", sentence % {"place": strange, "unit": unit.name})
    for at, other in zip(NEW, reversed(NEW), strict=True):
        given = {name_key(name) for name in told[at]}
        left = own.keys() - {name_key(name) for name in told[other]}
        wanted = given or left
        typed[f"{at}_areas"] = tuple(name for key, name in own.items() if key in wanted)
