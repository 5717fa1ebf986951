"""Forms of the register of places."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.places.actions import PlaceEntry
from chibo.areas.places.kinds import place_kinds
from chibo.areas.places.models import Place
from chibo.areas.places.queries import Proposal
from chibo.areas.places.rules import Listed, read_list
from chibo.web.components.fields import DayField
from chibo.web.forms import VersionedForm

LONGEST_LIST = 20_000


def _kinds() -> list[tuple[str, str]]:
    return [(kind.code, kind.name) for kind in place_kinds().values()]


class PlacesForm(forms.Form):
    """Places typed or pasted, one a line."""

    names = forms.CharField(
        label=_("Tên các nơi"),
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Mỗi nơi một dòng, ví dụ Thôn Đông hoặc Tổ dân phố 3. Dán được từ danh sách của "
            "Ủy ban nhân dân xã; số thứ tự ở đầu dòng tự bỏ đi."
        ),
    )
    kind = forms.ChoiceField(
        label=_("Loại khi tên không ghi rõ"), choices=_kinds, help_text=_("Dòng “Đông” thành gì.")
    )
    starts_on = DayField(
        label=_("Có từ ngày"),
        required=False,
        help_text=_("Để trống khi đã có từ lâu và không cần ghi ngày."),
    )

    def listed(self) -> list[Listed]:
        """The places that were typed."""
        return read_list(self.cleaned_data["names"], self.cleaned_data["kind"])


class ProposedForm(forms.Form):
    """Which of the proposed places to take."""

    keys = forms.MultipleChoiceField(
        label=_("Lấy vào sổ"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, proposed: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["keys"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each.key, _label(each)) for each in proposed]
        field.initial = [each.key for each in proposed if not each.like]


def _label(proposal: Proposal) -> str:
    told = _("%(place)s – ghi ở %(cell)s") % {
        "place": proposal.shown,
        "cell": proposal.cell_name,
    }
    if proposal.like:
        told += _("; có thể chính là %s đã có, khi đó hãy sửa Địa bàn của chi bộ") % proposal.like
    return str(told)


class PlaceForm(VersionedForm):
    """What is written down of a place."""

    kind = forms.ChoiceField(label=_("Loại"), choices=_kinds)
    name = forms.CharField(label=_("Tên"), max_length=120)
    code = forms.CharField(
        label=_("Mã"),
        required=False,
        max_length=40,
        help_text=_("Mã của danh mục hành chính, nếu có."),
    )
    starts_on = DayField(label=_("Có từ ngày"), required=False)
    ends_before = DayField(
        label=_("Không còn từ ngày"),
        required=False,
        help_text=_("Ngày đầu tiên không còn. Để trống khi vẫn còn."),
    )

    def entry(self) -> PlaceEntry:
        """What was typed, for the action."""
        typed = {name: self.cleaned_data[name] for name in self.fields if name != "version"}
        return PlaceEntry(**typed)


def place_values(place: Place) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    fields = ("version", "kind", "name", "code", "starts_on", "ends_before")
    return {name: getattr(place, name) for name in fields}


class ReplaceForm(forms.Form):
    """A new name from a day on, for one place or for several that become one."""

    kind = forms.ChoiceField(label=_("Loại mới"), choices=_kinds)
    name = forms.CharField(label=_("Tên mới"), max_length=120)
    code = forms.CharField(label=_("Mã mới"), required=False, max_length=40)
    on = DayField(label=_("Từ ngày"), help_text=_("Ngày nghị quyết, quyết định có hiệu lực."))
    others = forms.TypedMultipleChoiceField(
        label=_("Các nơi cùng nhập vào"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Để trống khi chỉ đổi tên."),
    )

    def __init__(self, *args: Any, beside: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["others"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(str(place.pk), str(place)) for place in beside]
        if not beside:
            del self.fields["others"]

    def listed(self) -> Listed:
        """The new place."""
        typed = self.cleaned_data
        return Listed(typed["kind"], typed["name"], typed["code"])
