"""Forms of transfers: the letter, the answer, the end of a stay, coming from outside."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chibo.areas.members.actions import Arrival, Newcomer, TransferOrder
from chibo.areas.members.models import Gender, TransferReason
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.regulations import MemberRules
from chibo.web.components.fields import DayField
from chibo.web.forms import UnitField, VersionedForm
from chibo.web.members.forms.fields import DestinationField, MonthField

REASON_WORDS = forms.Textarea(attrs={"rows": 2})


class TransferForm(VersionedForm):
    """A letter of transfer."""

    kind = forms.ChoiceField(label=_("Loại"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Lý do"), choices=spoken(TransferReason))
    to_unit = DestinationField(
        label=_("Nơi đến trong hệ thống"),
        required=False,
        help_text=_("Mã chi bộ, hoặc mã đảng bộ xã để nơi đó chọn chi bộ."),
    )
    to_place = forms.CharField(
        label=_("Nơi đến ngoài hệ thống"),
        required=False,
        max_length=250,
        help_text=_("Chỉ ghi khi đi tỉnh khác hoặc ra nước ngoài."),
    )
    issued_on = DayField(label=_("Ngày cấp giấy"))
    fee_paid_to = MonthField(
        label=_("Đảng phí đã đóng đến tháng"), required=False, help_text=_("Ví dụ 11/2026.")
    )
    until = DayField(
        label=_("Tạm thời đến ngày"),
        required=False,
        help_text=_("Chỉ ghi khi chuyển tạm thời."),
    )
    moved_on = DayField(
        label=_("Ngày thay đổi nơi công tác, cư trú"),
        required=False,
        help_text=_("Để biết thủ tục làm kịp hạn hay không."),
    )
    is_clear = forms.BooleanField(
        label=_("Đồng chí này không đang bị kiểm tra, xem xét kỷ luật hoặc giải quyết tố cáo"),
        required=False,
    )
    accept_now = forms.BooleanField(
        label=_("Tôi giữ cả danh sách nơi đến: tiếp nhận luôn trong ngày cấp giấy"),
        required=False,
    )
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, actor: Actor, rules: MemberRules, **more: Any) -> None:
        super().__init__(*args, **more)
        kind, to_unit = self.fields["kind"], self.fields["to_unit"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(to_unit, UnitField)
        kind.choices = [(each.code, gettext(each.name)) for each in rules.transfer_kinds]
        to_unit.bind(actor)

    def clean(self) -> dict[str, Any]:
        """One destination, not two."""
        typed = super().clean() or {}
        if typed.get("to_unit") and typed.get("to_place"):
            self.add_error(
                "to_place", gettext("Đã chọn nơi đến trong hệ thống: hãy bỏ trống ô này.")
            )
        if typed.get("accept_now") and not typed.get("to_unit"):
            self.add_error("accept_now", gettext("Chỉ tiếp nhận luôn được khi nơi đến là chi bộ."))
        return typed

    def order(self) -> TransferOrder:
        """What was typed, for the action."""
        typed = self.cleaned_data
        unit: Unit | None = typed["to_unit"]
        return TransferOrder(
            kind=typed["kind"],
            reason=typed["reason"],
            issued_on=typed["issued_on"],
            fee_paid_to=typed["fee_paid_to"],
            to_unit_id=unit.pk if unit else None,
            to_place=typed["to_place"],
            moved_on=typed["moved_on"],
            until=typed["until"],
            is_clear=typed["is_clear"],
            note=typed["note"],
            accept_on=typed["issued_on"] if typed["accept_now"] else None,
        )


class AcceptForm(VersionedForm):
    """Taking somebody in."""

    cell = UnitField(label=_("Chi bộ tiếp nhận"), cells_only=True)
    on = DayField(label=_("Tiếp nhận từ ngày"))

    def __init__(self, *args: Any, actor: Actor, to_unit: Unit | None, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["cell"]
        assert isinstance(field, UnitField)
        field.bind(actor)
        if to_unit is None:
            del self.fields["cell"]
            self.fields["on"].label = gettext("Phiếu báo trả về ngày")
        elif to_unit.is_cell:
            self.initial.setdefault("cell", to_unit)

    @property
    def cell_id(self) -> int | None:
        """The cell, where one is chosen."""
        cell = self.cleaned_data.get("cell")
        return cell.pk if cell else None


class RefuseForm(VersionedForm):
    """Not taking somebody in, or taking a letter back."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=REASON_WORDS)


class EndStayForm(VersionedForm):
    """A stay is over."""

    on = DayField(label=_("Trở về từ ngày"))


class ExtendForm(VersionedForm):
    """A stay lasts longer."""

    until = DayField(label=_("Kéo dài đến ngày"))
    reason = forms.CharField(label=_("Lý do, số văn bản"), max_length=300, widget=REASON_WORDS)


class ArrivalForm(forms.Form):
    """The letter somebody from outside brings."""

    cell = UnitField(label=_("Chi bộ tiếp nhận"), cells_only=True)
    from_place = forms.CharField(label=_("Nơi đi"), max_length=250)
    number = forms.CharField(label=_("Số giấy giới thiệu"), max_length=60)
    issued_on = DayField(label=_("Ngày cấp giấy"))
    on = DayField(label=_("Tiếp nhận từ ngày"))
    reason = forms.ChoiceField(label=_("Lý do"), choices=spoken(TransferReason))
    fee_paid_to = MonthField(label=_("Đảng phí đã đóng đến tháng"), help_text=_("Ví dụ 11/2026."))
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=500)

    kind = "official"

    def __init__(self, *args: Any, actor: Actor, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["cell"]
        assert isinstance(field, UnitField)
        field.bind(actor)

    def arrival(self) -> Arrival:
        """What was typed of the letter, for the action."""
        names = ("reason", "from_place", "number", "issued_on", "on", "fee_paid_to", "note")
        typed = {name: self.cleaned_data[name] for name in names}
        until: date | None = self.cleaned_data.get("until")
        return Arrival(kind=self.kind, until=until, **typed)


class NewcomerForm(ArrivalForm):
    """Somebody who is not on record here yet."""

    code = forms.CharField(label=_("Mã đảng viên"), max_length=40)
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    gender = forms.ChoiceField(label=_("Giới tính"), choices=spoken(Gender))
    born_on = DayField(label=_("Ngày sinh"))
    joined_on = DayField(label=_("Ngày vào Đảng"))
    full_on = DayField(label=_("Ngày chính thức"), required=False)
    citizen_number = forms.CharField(
        label=_("Số định danh"),
        required=False,
        max_length=12,
        help_text=_("12 chữ số trên căn cước."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    card_number = forms.CharField(label=_("Số thẻ đảng"), required=False, max_length=24)

    def newcomer(self) -> Newcomer:
        """The person, for the action."""
        names = ("code", "full_name", "gender", "born_on", "joined_on", "full_on")
        more = ("citizen_number", "card_number")
        return Newcomer(**{name: self.cleaned_data[name] for name in (*names, *more)})


class GuestForm(ArrivalForm):
    """Somebody counted outside who takes part here for a time."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    until = DayField(label=_("Tạm thời đến ngày"))

    kind = "temporary"
