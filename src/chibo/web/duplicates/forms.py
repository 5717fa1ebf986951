"""Forms of deciding whether two records are one person."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chibo.areas.members.duplicates.clashes import choices_for
from chibo.areas.members.duplicates.queries import Comparison
from chibo.areas.members.duplicates.rules import Person
from chibo.areas.members.duplicates.words import what
from chibo.areas.members.models import Gender
from chibo.areas.members.sealed import NUMBERS
from chibo.core.numbers import masked
from chibo.core.vietnamese import show_date
from chibo.web.components.fields import DayField

LABELS = {
    "full_name": _("Họ và tên"),
    "gender": _("Giới tính"),
    "born_on": _("Ngày sinh"),
    "citizen_number": _("Số định danh"),
    "card_number": _("Số thẻ đảng"),
    "ethnicity": _("Dân tộc"),
    "religion": _("Tôn giáo"),
    "joined_on": _("Ngày vào Đảng"),
    "full_on": _("Ngày chính thức"),
    "phone": _("Điện thoại"),
}


ASKED = "clash_"


def _asked_label(label: str) -> str:
    return gettext("Cả hai bản ghi đều có %s") % what(label)


def shown(name: str, value: Any) -> str:
    """A field of a member's record as people read it; "" where nothing is recorded."""
    if not value:
        return ""
    if name in NUMBERS:
        return masked(value)
    if name == "gender":
        return str(dict(Gender.choices)[value])
    return show_date(value) if name.endswith("_on") else str(value)


class DismissForm(forms.Form):
    """Two different people, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Vì sao là hai người khác nhau"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: đã đối chiếu căn cước, hai anh em sinh đôi."),
    )


class MergeForm(forms.Form):
    """Which record lives on, and whose value stands in each field where the two differ."""

    first_version = forms.IntegerField(widget=forms.HiddenInput)
    second_version = forms.IntegerField(widget=forms.HiddenInput)
    keep = forms.TypedChoiceField(
        label=_("Giữ lại bản ghi nào"),
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("Mã, chi bộ và trạng thái theo bản ghi được giữ."),
    )
    why = forms.CharField(
        label=_("Vì sao là một người"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: ghi hai lần khi chuyển chi bộ, đã đối chiếu căn cước."),
    )

    def __init__(
        self, *args: Any, comparison: Comparison, ask: Iterable[str] = (), **kwargs: Any
    ) -> None:
        """`ask`: tables where both have what one person has once, to be chosen for."""
        first, second = comparison.first.member, comparison.second.member
        kwargs["initial"] = {
            "first_version": first.version,
            "second_version": second.version,
            "keep": first.pk,
        }
        super().__init__(*args, **kwargs)
        self.comparison = comparison
        field = self.fields["keep"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [
            (each.pk, f"{each.code} · {each.full_name} · {each.cell.name}")
            for each in (first, second)
        ]
        self.chosen = [
            each.name for each in comparison.fields if each.differs and each.first and each.second
        ]
        for each in comparison.fields:
            if each.name in self.chosen:
                self.fields[f"value_{each.name}"] = forms.TypedChoiceField(
                    label=LABELS[each.name],
                    coerce=int,
                    initial=first.pk,
                    widget=forms.RadioSelect,
                    choices=[
                        (first.pk, shown(each.name, each.first)),
                        (second.pk, shown(each.name, each.second)),
                    ],
                )
        self._ask(ask)
        self.order_fields(["keep", *(f"value_{name}" for name in self.chosen), "why"])

    def _ask(self, labels: Iterable[str]) -> None:
        self.asked = [label for label in labels if choices_for(label)]
        for label in self.asked:
            self.fields[f"{ASKED}{label}"] = forms.ChoiceField(
                label=_asked_label(label),
                required=False,
                widget=forms.RadioSelect,
                choices=list(choices_for(label).items()),
            )

    def value_fields(self) -> list[forms.BoundField]:
        """The choices between two values."""
        return [self[f"value_{name}"] for name in self.chosen]

    def asked_fields(self) -> list[forms.BoundField]:
        """What to do where both have what one person has once."""
        return [self[f"{ASKED}{label}"] for label in self.asked]

    def choices(self) -> dict[str, str]:
        """What was chosen, by table; nothing where nothing was."""
        typed = {label: self.cleaned_data[f"{ASKED}{label}"] for label in self.asked}
        return {label: choice for label, choice in typed.items() if choice}

    def taken(self) -> list[str]:
        """The fields whose value comes from the record that goes."""
        keep = self.cleaned_data["keep"]
        return [name for name in self.chosen if self.cleaned_data[f"value_{name}"] != keep]

    def versions(self) -> dict[int, int]:
        """What the person read of each record."""
        return {
            self.comparison.first.member.pk: self.cleaned_data["first_version"],
            self.comparison.second.member.pk: self.cleaned_data["second_version"],
        }


class TypedPersonForm(forms.Form):
    """What stands in a form of a member while it is typed; half of it may be missing."""

    member = forms.IntegerField(required=False)
    full_name = forms.CharField(max_length=120)
    born_on = DayField()
    gender = forms.CharField(required=False, max_length=8)
    citizen_number = forms.CharField(required=False, max_length=24)
    card_number = forms.CharField(required=False, max_length=40)
    joined_on = DayField(required=False)

    def person(self) -> Person:
        """As the rules compare it."""
        typed = dict(self.cleaned_data)
        return Person(pk=typed.pop("member"), **typed)
