"""The form of "thử": changed values, or a draft pasted as TOML."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.whatif.rules import THRESHOLDS
from chibo.core.actor import Actor
from chibo.regulations import MeetingRules, OrganisationRules
from chibo.web.components.fields import DayField
from chibo.web.forms import UnitField

SUBJECTS = {"organisation": _("Tổ chức: các ngưỡng"), "meetings": _("Sinh hoạt chi bộ")}


class WhatIfForm(forms.Form):
    """One number for each value that can be tried; nothing is saved."""

    unit = UnitField(label=_("Trong phạm vi"))
    first = DayField(label=_("Xét các buổi họp từ ngày"), required=False)
    text = forms.CharField(
        label=_("Hoặc dán phần khác của dự thảo (TOML)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("Ghi như trong tệp quy tắc, chỉ những mục khác; thay cho các ô ở trên."),
    )
    file = forms.FileField(label=_("Hoặc tải tệp TOML lên"), required=False)

    def __init__(self, *args: Any, rules: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.values = values_of(rules)
        unit = self.fields["unit"]
        assert isinstance(unit, UnitField)
        unit.bind(actor)
        if isinstance(rules, OrganisationRules):
            del self.fields["first"]
        for name, (label, value) in self.values.items():
            self.fields[name] = forms.IntegerField(
                label=label[:1].upper() + label[1:],
                initial=value,
                min_value=0,
                max_value=9999,
                localize=False,
            )
        self.order_fields(["unit", "first", *self.values, "text", "file"])

    def draft(self) -> str:
        """What was changed, as TOML."""
        typed = self.cleaned_data
        if typed["file"]:
            return str(typed["file"].read(200_000).decode("utf-8", errors="replace"))
        if typed["text"].strip():
            return str(typed["text"]).replace("\r\n", "\n")
        changed = {n: typed[n] for n, (_label, value) in self.values.items() if typed[n] != value}
        return "\n".join(_row(name, value) for name, value in changed.items())


def values_of(rules: Any) -> dict[str, tuple[str, int]]:
    """The values that can be tried: field name → label, value in force."""
    if isinstance(rules, OrganisationRules):
        told = {name: getattr(rules, name) for name in THRESHOLDS}
        return {name: (each.source.clause, each.value) for name, each in told.items()}
    assert isinstance(rules, MeetingRules)
    lengths = {
        f"minimum_minutes-{kind.value}": (f"{kind.label}: {each.source.clause}", each.value)
        for kind, each in rules.minimum_minutes.items()
    }
    grades = {
        f"grade-{grade.code}": (f"{grade.name}: {grade.source.clause}", int(grade.at_least))
        for grade in rules.grades
        if grade.at_least
    }
    return {**lengths, **grades}


def _row(name: str, value: int) -> str:
    table, _dash, code = name.partition("-")
    if not code:
        return f"[{table}]\nvalue = {value}\n"
    if table == "grade":
        return f'[[grade]]\ncode = "{code}"\nat_least = {value}\n'
    return f'[[{table}]]\nkind = "{code}"\nvalue = {value}\n'
