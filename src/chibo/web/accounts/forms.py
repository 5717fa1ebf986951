"""Forms of accounts and roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.access.queries import members_by_code
from chibo.areas.access.roles import role_words, roles
from chibo.areas.members.models import Member
from chibo.core.actor import Actor
from chibo.web.components.fields import DayField
from chibo.web.forms import UnitField


def _role_choices() -> list[tuple[str, Any]]:
    named = [(role.code, role_words(role.name)) for role in roles().values()]
    return [("", _("(chọn vai trò)")), *named]


class RoleForm(forms.Form):
    """One role on one unit for a time."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=_role_choices)
    unit = UnitField(label=_("Đơn vị"))
    starts_on = DayField(label=_("Từ ngày"))
    ends_before = DayField(
        label=_("Thôi từ ngày"),
        required=False,
        help_text=_("Để trống nếu chưa biết. Từ ngày này người đó không còn vai trò."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        field = self.fields["unit"]
        assert isinstance(field, UnitField)
        field.bind(actor)


class AccountForm(RoleForm):
    """A new account with its first role."""

    full_name = forms.CharField(
        label=_("Họ và tên"),
        max_length=120,
        help_text=_("Tên này in dưới chữ ký trên văn bản của chi bộ."),
    )
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        required=False,
        max_length=50,
        help_text=_("Để trống thì lấy theo họ tên, ví dụ nguyen.van.an."),
    )
    member_code = forms.CharField(
        label=_("Mã đảng viên"),
        required=False,
        max_length=40,
        help_text=_("Để người này thấy việc được giao và hồ sơ của mình."),
    )
    field_order = ["full_name", "role", "unit", "starts_on", "ends_before"]

    def clean_member_code(self) -> Member | None:
        """The member with this code, where the actor manages accounts."""
        code = self.cleaned_data["member_code"]
        if not code:
            return None
        found = members_by_code(self.actor, [code]).get(code)
        if found is None:
            raise forms.ValidationError(
                _("Không có đảng viên mang mã này trong phạm vi quản trị. Hãy xem lại mã.")
            )
        return found


class ListForm(forms.Form):
    """Many people at once."""

    people = forms.CharField(
        label=_("Danh sách"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Mỗi người một dòng: họ và tên; vai trò; mã đơn vị; rồi, không bắt buộc: tên đăng "
            "nhập; mã đảng viên; từ ngày; thôi từ ngày. Có thể chép thẳng các cột từ Excel rồi "
            "dán vào đây."
        ),
    )
    file = forms.FileField(
        label=_("Hoặc chọn tệp"),
        required=False,
        help_text=_("Tệp .xlsx hoặc .csv có các cột như trên, dòng đầu là tiêu đề."),
    )
    starts_on = DayField(
        label=_("Giữ vai trò từ ngày"),
        help_text=_("Cho những dòng không ghi ngày riêng."),
    )

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        typed = super().clean() or {}
        if bool(typed.get("people")) == bool(typed.get("file")):
            raise forms.ValidationError(
                _("Hãy dán danh sách vào ô, hoặc chọn một tệp: chỉ một trong hai.")
            )
        return typed


class EndRoleForm(forms.Form):
    """From which day a role is no longer held."""

    ends_before = DayField(label=_("Thôi từ ngày"))
