"""The form of a committee's own rules: typed numbers and a chosen rubric become TOML."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.rulebook.actions import PackDraft
from chibo.areas.rulebook.layering import layer_of
from chibo.areas.rulebook.models import LocalPack
from chibo.core.actor import Actor
from chibo.regulations.templates import rubric_templates
from chibo.web.components.fields import DayField
from chibo.web.forms import UnitField, VersionedForm

OWN = "own"
LENGTHS = {
    "regular_small": ("regular", True),
    "regular_large": ("regular", False),
    "combined_small": ("combined", True),
    "combined_large": ("combined", False),
}


def _number(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=1440, localize=False, **more
    )


class PackForm(VersionedForm):
    """What a committee writes of its own rules."""

    number = forms.CharField(
        label=_("Số, ký hiệu văn bản"), max_length=60, help_text=_("Ví dụ 15-QĐ/TU.")
    )
    title = forms.CharField(label=_("Tên văn bản"), max_length=250)
    clause = forms.CharField(
        label=_("Điều khoản"), max_length=250, required=False, help_text=_("Ví dụ Điều 4, khoản 2.")
    )
    issued_on = DayField(label=_("Ngày ban hành"))
    effective_from = DayField(label=_("Áp dụng từ ngày"))
    size = _number(
        _("Mốc quy mô chi bộ (đảng viên)"),
        help_text=_("Ví dụ 30. Tính theo số đảng viên phải dự buổi họp."),
    )
    regular_small = _number(_("Thường kỳ, chi bộ dưới mốc (phút)"))
    regular_large = _number(_("Thường kỳ, chi bộ từ mốc trở lên (phút)"))
    combined_small = _number(_("Kết hợp, chi bộ dưới mốc (phút)"))
    combined_large = _number(_("Kết hợp, chi bộ từ mốc trở lên (phút)"))
    rubric = forms.ChoiceField(label=_("Khung chấm điểm"), required=False)
    rubric_text = forms.CharField(
        label=_("Khung chấm điểm tự soạn"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_(
            "Chỉ dùng khi chọn “Tự soạn”. Viết theo đúng dạng của các mẫu (TOML); "
            "tổng điểm các tiêu chí phải bằng điểm tối đa."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["rubric"]
        assert isinstance(choice, forms.ChoiceField)
        templates = [(code, each.name) for code, each in rubric_templates().items()]
        choice.choices = [("", _("Giữ khung chung")), *templates, (OWN, _("Tự soạn"))]

    def clean(self) -> dict[str, Any]:
        """A length that goes by size needs the size."""
        typed = super().clean() or {}
        by_size = any(typed.get(name) for name in LENGTHS)
        if by_size and not typed.get("size"):
            self.add_error("size", _("Hãy ghi mốc quy mô, ví dụ 30."))
        if typed.get("rubric") == OWN and not typed.get("rubric_text", "").strip():
            self.add_error("rubric_text", _("Hãy dán khung chấm, hoặc chọn một mẫu."))
        return typed

    def written(self) -> PackDraft:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return PackDraft(
            number=typed["number"].strip(),
            title=typed["title"].strip(),
            clause=typed["clause"].strip(),
            issued_on=typed["issued_on"],
            effective_from=typed["effective_from"],
            content="\n".join([*self._lengths(), self._rubric()]).strip() + "\n",
        )

    def _lengths(self) -> list[str]:
        typed, rows = self.cleaned_data, []
        for name, (kind, is_small) in LENGTHS.items():
            if typed.get(name):
                end = "below" if is_small else "at_least"
                rows.append(
                    f'[[minimum_by_size]]\nkind = "{kind}"\n'
                    f"{end} = {typed['size']}\nvalue = {typed[name]}\n"
                )
        return rows

    def _rubric(self) -> str:
        typed = self.cleaned_data
        if typed["rubric"] == OWN:
            return str(typed["rubric_text"]).replace("\r\n", "\n")
        return rubric_templates()[typed["rubric"]].text if typed["rubric"] else ""


class NewPackForm(PackForm):
    """The same for a new one, with the committee it is of."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    unit = UnitField(label=_("Cấp ủy ban hành"))

    field_order = ["unit"]

    def bind(self, actor: Actor) -> None:
        """Say for whom the committee is looked up."""
        field = self.fields["unit"]
        assert isinstance(field, UnitField)
        field.bind(actor)


class EndForm(VersionedForm):
    """From when adopted rules hold no longer."""

    ends_before = DayField(
        label=_("Thôi áp dụng từ ngày"),
        help_text=_("Ghi đúng ngày bắt đầu áp dụng thì như chưa từng ban hành."),
    )


def pack_values(pack: LocalPack) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    names = ("version", "number", "title", "clause", "issued_on", "effective_from")
    values: dict[str, Any] = {name: getattr(pack, name) for name in names}
    for minimum in layer_of(pack).minimums:
        is_small = minimum.below is not None
        values["size"] = minimum.below if is_small else minimum.at_least
        values[f"{minimum.kind.value}_{'small' if is_small else 'large'}"] = minimum.minutes.value
    _before, mark, rubric = pack.content.partition("[[rubric]]")
    text = mark + rubric
    named = {each.text.strip(): code for code, each in rubric_templates().items()}
    code = named.get(text.strip(), OWN) if text else ""
    return {**values, "rubric": code, "rubric_text": text if code == OWN else ""}
