"""Numbers in forms: what is recorded is hinted at, never written into the page."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chibo.areas.members.models import Member
from chibo.areas.members.sealed import NUMBERS
from chibo.core.numbers import masked

NONE = "-"
"""Typed for "nothing is to be recorded"; an empty field leaves what is."""
REASONS = {
    "papers": _("Đối chiếu giấy tờ của người đó"),
    "contact": _("Liên hệ với người đó"),
    "writing": _("Lập văn bản, giấy giới thiệu"),
    "records": _("Sửa hồ sơ, xét bản ghi trùng"),
    "other": _("Việc khác, ghi rõ bên dưới"),
}


def hint_at_numbers(form: forms.Form, member: Member) -> None:
    """Have the fields of numbers say what is recorded by its last digits."""
    for name in NUMBERS:
        if name in form.fields and (kept := getattr(member, name)):
            hint = gettext("Đang ghi %(number)s. Để trống là giữ nguyên; gõ dấu - để xoá.")
            form.fields[name].help_text = hint % {"number": masked(kept)}


def typed_numbers(member: Member, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers of a form as they are to be recorded."""
    return {
        name: "" if typed[name] == NONE else typed[name] or getattr(member, name)
        for name in NUMBERS
        if name in typed
    }


def numbers_now(member: Member, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What stands recorded beside what was typed, for telling of a conflict: masked."""
    recorded = {name: getattr(member, name) for name in typed_numbers(member, typed)}
    return {
        name: typed[name] if typed[name] in ("", kept) else masked(kept)
        for name, kept in recorded.items()
    }


class ReasonForm(forms.Form):
    """Why somebody needs a number in full."""

    reason = forms.ChoiceField(
        label=_("Để làm gì"), widget=forms.RadioSelect, choices=list(REASONS.items())
    )
    note = forms.CharField(
        label=_("Ghi rõ"),
        required=False,
        max_length=150,
        help_text=_("Cần khi chọn việc khác. Không ghi số vào đây."),
    )

    def clean(self) -> dict[str, Any]:
        """Another reason is one only when it is told."""
        typed = super().clean() or {}
        if typed.get("reason") == "other" and not typed.get("note"):
            self.add_error("note", gettext("Hãy ghi rõ việc gì."))
        return typed

    def why(self) -> str:
        """As the trail keeps it."""
        reason, note = self.cleaned_data["reason"], str(self.cleaned_data["note"])
        if reason == "other":
            return note
        return f"{REASONS[reason]}: {note}" if note else str(REASONS[reason])
