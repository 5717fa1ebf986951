"""The form of a member's record."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.indicators.closing.queries import is_closed_since
from chibo.areas.members.actions import MemberCorrection
from chibo.areas.members.models import Gender, Member, MemberState
from chibo.areas.members.sealed import NUMBERS
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.web.components.fields import DayField
from chibo.web.forms import CorrectingForm, UnitField
from chibo.web.members.forms.numbers import hint_at_numbers, numbers_now, typed_numbers

SENSITIVE = ("ethnicity", "religion", "citizen_number")
COUNTED = frozenset({"gender", "born_on", "cell", "joined_on", "full_on", "state", "state_on"})
"""What figures of past months follow from."""


class MemberForm(CorrectingForm):
    """What may be corrected of a member; who may not see the sensitive fields has none of them."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    gender = forms.ChoiceField(label=_("Giới tính"), choices=spoken(Gender))
    born_on = DayField(label=_("Ngày sinh"))
    ethnicity = forms.CharField(label=_("Dân tộc"), required=False, max_length=40)
    religion = forms.CharField(label=_("Tôn giáo"), required=False, max_length=40)
    citizen_number = forms.CharField(
        label=_("Số định danh"),
        required=False,
        max_length=12,
        help_text=_("12 chữ số trên căn cước."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    card_number = forms.CharField(label=_("Số thẻ đảng"), required=False, max_length=24)
    cell = UnitField(
        label=_("Chi bộ"),
        cells_only=True,
        help_text=_("Nơi sinh hoạt. Gõ mã hoặc tên rồi chọn trong danh sách."),
    )
    joined_on = DayField(label=_("Ngày vào Đảng"))
    full_on = DayField(label=_("Ngày chính thức"), required=False)
    state = forms.ChoiceField(label=_("Trạng thái"), choices=spoken(MemberState))
    state_on = DayField(
        label=_("Ngày trạng thái"),
        required=False,
        help_text=_("Cần có khi đã chuyển đi, đã từ trần hoặc đã ra khỏi Đảng."),
    )
    phone = forms.CharField(
        label=_("Điện thoại"),
        required=False,
        max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, actor: Actor, member: Member, sensitive: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        field = self.fields["cell"]
        assert isinstance(field, UnitField)
        field.bind(actor)
        if not sensitive:
            for name in SENSITIVE:
                del self.fields[name]
        hint_at_numbers(self, member)

    def correction(self) -> MemberCorrection:
        """What was typed, for the action; a hidden field keeps what is recorded."""
        fields = (name for name in self.fields if name not in self.BESIDE)
        typed = {name: self.cleaned_data[name] for name in fields}
        typed |= typed_numbers(self.member, typed)
        kept = {name: getattr(self.member, name) for name in SENSITIVE if name not in typed}
        number = {**kept, **typed}["citizen_number"] or None
        cell = typed.pop("cell")
        return MemberCorrection(**{**kept, **typed, "cell_id": cell.pk, "citizen_number": number})

    def touches_closed(self) -> bool:
        """Whether something figures count changes, of a month since they joined that was closed."""
        counted = COUNTED & self.changes(member_values(self.member))
        joined = min(self.member.joined_on, self.cleaned_data["joined_on"])
        return bool(counted) and is_closed_since(joined)


def member_values(member: Member) -> dict[str, Any]:
    """What stands in the form before anything is typed; of numbers nothing does."""
    names = (name for name in MemberForm.base_fields if name != "because")
    return {name: "" if name in NUMBERS else getattr(member, name) for name in names}


def saved_values(member: Member, form: MemberForm) -> dict[str, Any]:
    """What stands recorded now, to be held against what was typed; numbers masked."""
    return form.beside({**member_values(member), **numbers_now(member, form.cleaned_data)})
