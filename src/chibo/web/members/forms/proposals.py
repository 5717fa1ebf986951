"""Forms by which a member proposes a correction, and the registry answers it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.members.models import Gender, Member
from chibo.areas.members.proposable import PROPOSABLE
from chibo.areas.members.sealed import NUMBERS
from chibo.core.choices import spoken
from chibo.web.components.fields import DayField
from chibo.web.forms import VersionedForm
from chibo.web.members.forms.numbers import hint_at_numbers, typed_numbers


class ProposalForm(forms.Form):
    """One's own record as it stands; what is typed differently is proposed."""

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
    joined_on = DayField(label=_("Ngày vào Đảng"))
    full_on = DayField(label=_("Ngày chính thức"), required=False)
    phone = forms.CharField(
        label=_("Điện thoại"),
        required=False,
        max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Căn cứ"),
        max_length=500,
        help_text=_("Giấy tờ nào cho thấy thông tin đúng, ví dụ căn cước, quyết định kết nạp."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, member: Member, **more: Any) -> None:
        super().__init__(*args, **more)
        self.member = member
        hint_at_numbers(self, member)

    def wanted(self) -> dict[str, Any]:
        """The record as the member would have it."""
        typed = {name: self.cleaned_data[name] for name in PROPOSABLE}
        return {**typed, **typed_numbers(self.member, typed)}


def own_values(member: Member) -> dict[str, Any]:
    """What stands in the form before anything is typed; of numbers nothing does."""
    return {name: "" if name in NUMBERS else getattr(member, name) for name in PROPOSABLE}


class AnswerForm(VersionedForm):
    """The registry's decision, always with a sentence."""

    member_version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("Quyết định"),
        widget=forms.RadioSelect,
        choices=[("accept", _("Sửa theo đề nghị")), ("refuse", _("Không sửa"))],
    )
    answer = forms.CharField(
        label=_("Trả lời người đề nghị"),
        max_length=500,
        help_text=_("Một câu: đã đối chiếu giấy tờ nào, hoặc vì sao không sửa."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
