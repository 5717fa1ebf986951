"""Forms of a plan, of its lines, and of taking many lines in at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.areas.organisation.making import NewUnit
from chibo.areas.organisation.models import CellType, ChangeKind, Unit
from chibo.areas.organisation.queries import visible_units
from chibo.areas.plans.actions import Heading
from chibo.areas.plans.drafts import LineDraft, founding
from chibo.areas.plans.models import Plan
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.regulations import unit_kinds
from chibo.web.components.fields import DayField
from chibo.web.forms import BETWEEN, UnitField, VersionedForm
from chibo.web.units.parting import first_areas_field, part_places, second_areas_field

NEW = ("first_code", "first_name")
FIELDS: dict[str, tuple[str, ...]] = {
    "founded": ("receiver", *NEW, "new_kind", "cell_type", "full_members"),
    "upgraded": ("unit", "new_name", "has_consent"),
    "renamed": ("unit", "new_name"),
    "moved": ("unit", "receiver"),
    "merged": ("unit", "receiver"),
    "amalgamated": ("unit", "receiver", *NEW),
    "split": ("unit", *NEW, "first_areas", "second_code", "second_name", "second_areas"),
    "dissolved": ("unit", "receiver"),
}
OPTIONAL: dict[str, tuple[str, ...]] = {
    "founded": ("cell_type",),
    "upgraded": ("new_name",),
    "amalgamated": ("receiver", *NEW),
    "dissolved": ("receiver",),
    "split": ("first_areas", "second_areas"),
}


class HeadingForm(VersionedForm):
    """What is said of a plan as a whole."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=gettext_lazy("Tên phương án"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Kết thúc hoạt động Đảng bộ huyện Yên Sơn."),
    )
    on = DayField(
        label=gettext_lazy("Có hiệu lực từ ngày"),
        help_text=gettext_lazy(
            "Ngày chưa tới thì phương án đã duyệt chờ đến ngày; hôm nay hoặc ngày đã qua thì "
            "duyệt xong là thực hiện."
        ),
    )
    decision_number = forms.CharField(
        label=gettext_lazy("Số quyết định"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Dùng cho mọi dòng không ghi số riêng."),
    )

    def heading(self) -> Heading:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return Heading(typed["name"], typed["on"], typed["decision_number"])


def heading_values(plan: Plan) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    names = ("version", "name", "on", "decision_number")
    return {name: getattr(plan, name) for name in names}


class PlanUnitField(UnitField):
    """A unit on record, or one an earlier line founds (`new`: code → name); gives its code."""

    new: Mapping[str, str] = {}

    def clean(self, value: Any) -> str:
        text = forms.CharField.clean(self, value)
        code = str(text).partition(BETWEEN)[0].strip()
        if code in self.new:
            return code
        unit = super().clean(value)
        return unit.code if isinstance(unit, Unit) else ""


class LineForm(VersionedForm):
    """One line of a kind, with just the fields it needs."""

    unit = PlanUnitField(label=gettext_lazy("Đơn vị có biến động"))
    receiver = PlanUnitField(label=gettext_lazy("Đơn vị nhận"))
    new_name = forms.CharField(label=gettext_lazy("Tên mới"), max_length=250)
    first_code = forms.CharField(label=gettext_lazy("Mã đơn vị mới"), max_length=40)
    first_name = forms.CharField(label=gettext_lazy("Tên đơn vị mới"), max_length=250)
    first_areas = first_areas_field()
    second_code = forms.CharField(label=gettext_lazy("Mã đơn vị mới thứ hai"), max_length=40)
    second_name = forms.CharField(label=gettext_lazy("Tên đơn vị mới thứ hai"), max_length=250)
    second_areas = second_areas_field()
    new_kind = forms.ChoiceField(label=gettext_lazy("Loại"))
    cell_type = forms.ChoiceField(
        label=gettext_lazy("Loại hình"),
        choices=[("", gettext_lazy("(chưa ghi)")), *spoken(CellType)],
    )
    full_members = forms.IntegerField(
        label=gettext_lazy("Số đảng viên chính thức khi thành lập"), min_value=0, max_value=9999
    )
    has_consent = forms.BooleanField(
        label=gettext_lazy("Cấp trên trực tiếp đã đồng ý bằng văn bản dù chưa đủ số đảng viên"),
        required=False,
    )
    decision_number = forms.CharField(
        label=gettext_lazy("Số quyết định riêng"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Để trống thì theo số của phương án."),
    )

    def __init__(
        self, *args: Any, actor: Actor, kind: str, new: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._kind, self._actor = kind, actor
        for name in set(self.fields) - {"version", "decision_number", *FIELDS[kind]}:
            del self.fields[name]
        for name in OPTIONAL.get(kind, ()):
            self.fields[name].required = False
        for name in ("unit", "receiver"):
            if isinstance(field := self.fields.get(name), PlanUnitField):
                field.bind(actor)
                field.new = new
        if kind in ("founded", "moved"):
            self.fields["receiver"].label = gettext_lazy("Cấp trên mới")
        if isinstance(kinds := self.fields.get("new_kind"), forms.ChoiceField):
            kinds.choices = [(each.code, each.name) for each in unit_kinds()]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if self._kind == ChangeKind.SPLIT and typed.get("unit"):
            unit = visible_units(self._actor).filter(code=typed["unit"]).first()
            part_places(self, typed, unit)
        return typed

    def line(self, kinds: Mapping[str, tuple[str, str]]) -> LineDraft:
        """What was typed. `kinds`: the kind and cell type of the unit it is about, by code."""
        typed = self.cleaned_data
        number, receiver = typed["decision_number"], typed.get("receiver", "")
        if self._kind == ChangeKind.FOUNDED:
            new = NewUnit(
                typed["first_code"].strip(), typed["first_name"], typed["new_kind"],
                typed["cell_type"],
            )  # fmt: skip
            made = founding(new, receiver, typed["full_members"])
            return LineDraft(**{**vars(made), "decision_number": number})
        news = tuple(self._new_units(*kinds.get(typed["unit"], ("", ""))))
        receivers = [receiver] if receiver else []
        return LineDraft(
            kind=self._kind,
            unit_code=typed["unit"],
            receiver_codes=(*receivers, *(new.code for new in news)),
            new_units=news,
            new_name=typed.get("new_name", ""),
            decision_number=number,
            has_consent=typed.get("has_consent", False),
        )

    def _new_units(self, kind: str, cell_type: str) -> list[NewUnit]:
        typed = self.cleaned_data
        return [
            NewUnit(
                typed[f"{at}_code"].strip(),
                typed[f"{at}_name"],
                kind,
                cell_type,
                areas=typed.get(f"{at}_areas") or (),
            )
            for at in ("first", "second")
            if typed.get(f"{at}_code")
        ]


def line_values(draft: LineDraft, version: int) -> dict[str, Any]:
    """What stands in the form of a line before anything is typed over."""
    made = [new.code for new in draft.new_units]
    kept = [code for code in draft.receiver_codes if code not in made]
    values: dict[str, Any] = {"version": version, "unit": draft.unit_code}
    values["receiver"] = kept[0] if kept else ""
    for at, new in zip(("first", "second"), draft.new_units, strict=False):
        values |= {f"{at}_code": new.code, f"{at}_name": new.name, f"{at}_areas": new.areas}
        values |= {"new_kind": new.kind, "cell_type": new.cell_type}
    names = ("new_name", "has_consent", "decision_number", "full_members")
    return values | {name: getattr(draft, name) for name in names}


class ChooseForm(forms.Form):
    """Which units are to be picked from: those directly below one, or found by their names."""

    superior = UnitField(label=gettext_lazy("Cấp trên hiện nay (A)"), required=False)
    tim = forms.CharField(
        label=gettext_lazy("Tên hoặc mã đơn vị"),
        required=False,
        max_length=100,
        help_text=gettext_lazy(
            "Tìm ở mọi cấp dưới A, không ghi A thì trong cả phạm vi vai trò đang giữ; gõ không dấu "
            "cũng được. Để trống cả hai thì xem lần lượt tất cả."
        ),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["superior"]
        assert isinstance(field, UnitField)
        field.bind(actor)


class MovesForm(VersionedForm):
    """Units picked from the tree, ticked, and the one they go under."""

    units = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị chuyển đi"), widget=forms.CheckboxSelectMultiple
    )
    receiver = PlanUnitField(label=gettext_lazy("Cấp trên mới (B)"))
    how = forms.ChoiceField(
        label=gettext_lazy("Cách sắp xếp"),
        choices=[
            ("moved", gettext_lazy("Chuyển giao nguyên trạng về B")),
            ("merged", gettext_lazy("Sáp nhập tất cả vào B")),
        ],
        initial="moved",
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, actor: Actor, units: Sequence[Unit], new: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices, receiver = self.fields["units"], self.fields["receiver"]
        assert isinstance(choices, forms.MultipleChoiceField)
        assert isinstance(receiver, PlanUnitField)
        choices.choices = [(unit.code, _told(unit)) for unit in units]
        receiver.bind(actor)
        receiver.new = new

    def lines(self) -> list[LineDraft]:
        """One line a unit."""
        typed = self.cleaned_data
        return [
            LineDraft(kind=typed["how"], unit_code=code, receiver_codes=(typed["receiver"],))
            for code in typed["units"]
            if code != typed["receiver"]
        ]


def _told(unit: Unit) -> str:
    """The unit by name and code, with what it stands below."""
    told = f"{unit.name} ({unit.code})"
    return f"{told} – {unit.parent.name}" if unit.parent else told


class FileForm(VersionedForm):
    """Lines out of a workbook, as a file or as cells pasted."""

    workbook = forms.FileField(
        label=gettext_lazy("Tệp có trang “Biến động tổ chức”"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Hoặc dán các ô đã chép từ bảng tính"),
        required=False,
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Cột theo thứ tự: Ngày, Loại, Mã đơn vị, Mã đơn vị nhận, Loại mới, Tên mới, "
            "Số quyết định."
        ),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("workbook") and not (typed.get("pasted") or "").strip():
            raise forms.ValidationError(_("Hãy chọn tệp hoặc dán các ô."))
        return typed


class SendBackForm(VersionedForm):
    """Why a plan is sent back."""

    said = forms.CharField(
        label=gettext_lazy("Vì sao trả lại"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
