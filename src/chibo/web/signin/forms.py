"""Forms of signing in and of one's own password."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.access.models import Account


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Ghi trên phiếu được giao, ví dụ nguyen.van.an."),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class OwnPasswordForm(forms.Form):
    """The old password once, the new one twice."""

    current = forms.CharField(
        label=_("Mật khẩu đang dùng"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        max_length=1000,
        help_text=_("Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất; đừng dùng tên mình."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Gõ lại mật khẩu mới"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_current(self) -> str:
        """The password in use must be known."""
        typed: str = self.cleaned_data["current"]
        if not self.account.check_password(typed):
            raise forms.ValidationError(
                _("Mật khẩu đang dùng không đúng. Hãy gõ lại; chú ý phím Caps Lock và bộ gõ.")
            )
        return typed

    def clean(self) -> dict[str, Any]:
        """Both new ones are the same, and not the old one."""
        typed = super().clean() or {}
        new = typed.get("new")
        if new and "again" in typed and new != typed["again"]:
            self.add_error("again", _("Hai lần gõ mật khẩu mới chưa giống nhau."))
        if new and new == typed.get("current"):
            self.add_error("new", _("Mật khẩu mới phải khác mật khẩu đang dùng."))
        return typed
