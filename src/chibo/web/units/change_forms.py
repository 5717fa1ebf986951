"""Forms of decisions about units: one for each kind, with just the fields it needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.organisation.actions import Decision, NewUnit
from chibo.areas.organisation.models import CellType, Unit
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.regulations import unit_kinds
from chibo.web.components.fields import DayField
from chibo.web.forms import UnitField, VersionedForm
from chibo.web.units.parting import first_areas_field, part_places, second_areas_field

FIELDS = {
    "upgraded": ("new_name", "has_consent"),
    "renamed": ("new_name",),
    "moved": ("receiver",),
    "merged": ("receiver",),
    "amalgamated": ("receiver", "first_code", "first_name"),
    "split": (
        "first_code",
        "first_name",
        "first_areas",
        "second_code",
        "second_name",
        "second_areas",
    ),
    "dissolved": ("receiver",),
}
OPTIONAL = {
    "amalgamated": {"receiver", "first_code", "first_name"},
    "dissolved": {"receiver"},
    "upgraded": {"new_name"},
}


class ChangeForm(VersionedForm):
    """A decision of one kind about one unit."""

    on = DayField(
        label=_("Có hiệu lực từ ngày"),
        help_text=_("Ngày đã qua thì quá trình được vẽ lại; ngày chưa tới thì chờ đến ngày."),
    )
    decision_number = forms.CharField(
        label=_("Số quyết định"),
        required=False,
        max_length=80,
        help_text=_("Ví dụ 15-QĐ/TU."),
    )
    receiver = UnitField(label=_("Đơn vị nhận"))
    new_name = forms.CharField(label=_("Tên mới"), max_length=250)
    has_consent = forms.BooleanField(
        label=_("Cấp trên trực tiếp đã đồng ý bằng văn bản dù chưa đủ số đảng viên"),
        required=False,
    )
    first_code = forms.CharField(label=_("Mã đơn vị mới"), max_length=40)
    first_name = forms.CharField(label=_("Tên đơn vị mới"), max_length=250)
    first_areas = first_areas_field()
    second_code = forms.CharField(label=_("Mã đơn vị mới thứ hai"), max_length=40)
    second_name = forms.CharField(label=_("Tên đơn vị mới thứ hai"), max_length=250)
    second_areas = second_areas_field()

    def __init__(self, *args: Any, actor: Actor, unit: Unit, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unit, self._kind = unit, kind
        kept = {"version", "on", "decision_number", *FIELDS[kind]}
        for name in set(self.fields) - kept:
            del self.fields[name]
        for name in OPTIONAL.get(kind, ()):
            self.fields[name].required = False
        if isinstance(receiver := self.fields.get("receiver"), UnitField):
            receiver.bind(actor)
            if kind == "moved":
                receiver.label = _("Cấp trên mới")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        part_places(self, typed, self._unit)
        return typed

    def decision(self) -> Decision:
        """What was typed, for the action."""
        typed = self.cleaned_data
        receiver = typed.get("receiver")
        return Decision(
            kind=self._kind,
            on=typed["on"],
            decision_number=typed["decision_number"],
            receivers=(receiver.pk,) if receiver else (),
            new_units=tuple(self._new_units()),
            new_name=typed.get("new_name", ""),
            has_consent=typed.get("has_consent", False),
        )

    def _new_units(self) -> list[NewUnit]:
        unit, typed = self._unit, self.cleaned_data
        return [
            NewUnit(
                typed[f"{at}_code"],
                typed[f"{at}_name"],
                unit.kind,
                unit.cell_type,
                areas=typed.get(f"{at}_areas") or (),
            )
            for at in ("first", "second")
            if typed.get(f"{at}_code")
        ]


class FoundForm(forms.Form):
    """A unit to be founded below another one."""

    on = DayField(label=_("Ngày thành lập"))
    decision_number = forms.CharField(label=_("Số quyết định"), required=False, max_length=80)
    code = forms.CharField(label=_("Mã"), max_length=40)
    name = forms.CharField(label=_("Tên"), max_length=250)
    kind = forms.ChoiceField(label=_("Loại"))
    cell_type = forms.ChoiceField(
        label=_("Loại hình"),
        required=False,
        choices=[("", _("(chưa ghi)")), *spoken(CellType)],
    )
    areas = forms.CharField(
        label=_("Địa bàn"),
        required=False,
        max_length=2000,
        help_text=_("Thôn, ấp, khóm mà chi bộ phụ trách; nhiều nơi thì cách nhau bằng dấu ;"),
    )
    full_members = forms.IntegerField(
        label=_("Số đảng viên chính thức khi thành lập"), min_value=0, max_value=9999
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = forms.ChoiceField(
            label=_("Loại"), choices=[(kind.code, kind.name) for kind in unit_kinds()]
        )
        self.fields["kind"] = kinds

    def new_unit(self) -> NewUnit:
        """What was typed, for the action."""
        typed = self.cleaned_data
        areas = tuple(part.strip() for part in typed["areas"].split(";") if part.strip())
        return NewUnit(typed["code"], typed["name"], typed["kind"], typed["cell_type"], areas)
