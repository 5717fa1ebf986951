"""A member typed by code or name."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.areas.members.models import Member
from chibo.areas.members.queries import find_members
from chibo.core.actor import Actor
from chibo.core.vietnamese import fold
from chibo.web.forms import BETWEEN


def named_member(member: Member) -> str:
    """How a member stands in a field: "DV000123 · Nguyễn Văn An"; the code alone is enough."""
    return f"{member.code}{BETWEEN}{member.full_name}"


class MemberInput(forms.TextInput):
    """Suggests members while typing; without a script the code is typed whole."""

    template_name = "forms/unit_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        wanted = {
            "list": f"{name}-units",
            "hx-get": reverse_lazy("suggest_members"),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{name}-units",
            "autocomplete": "off",
        }
        return super().get_context(name, value, {**wanted, **(attrs or {})})


class MemberField(forms.CharField):
    """A member by code, or by a name only one visible member carries; gives back the Member.

    The form must call `bind(actor)` before it is checked.
    """

    actor: Actor | None = None

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text", gettext_lazy("Gõ họ tên hoặc mã đảng viên rồi chọn trong danh sách.")
        )
        super().__init__(widget=MemberInput, **kwargs)

    def bind(self, actor: Actor) -> None:
        """Say for whom members are looked up."""
        self.actor = actor

    def prepare_value(self, value: Any) -> Any:
        return named_member(value) if isinstance(value, Member) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self._member(text) if text else None

    def _member(self, text: str) -> Member:
        assert self.actor is not None
        code, _between, name = text.partition(BETWEEN)
        rows = Member.objects.visible_to(self.actor, "members.view")
        exact = rows.filter(code=code.strip()).select_related("cell").first()
        if exact is not None:
            return exact
        found = find_members(self.actor, text, limit=6)
        named = [each for each in found if fold(each.full_name) == fold(name or text)]
        if len(found) == 1 or len(named) == 1:
            return (named or found)[0]
        raise forms.ValidationError(_several(found) if found else _none(text))


def _several(found: list[Member]) -> str:
    names = ", ".join(f"{each.full_name} ({each.code}, {each.cell.name})" for each in found[:5])
    return _("Có nhiều đảng viên khớp: %s. Hãy ghi mã.") % names


def _none(text: str) -> str:
    return _("Không có đảng viên nào mang mã hoặc tên “%s” trong phạm vi phụ trách.") % text
