"""Forms of papers from above."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.directives.actions import Asked, Paper
from chibo.areas.directives.models import Call, Directive, DirectiveKind
from chibo.areas.organisation.models import CellType, Unit
from chibo.core.choices import spoken
from chibo.web.components.fields import DayField
from chibo.web.forms import VersionedForm


class PaperForm(forms.Form):
    """Enters a paper."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=spoken(DirectiveKind))
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, help_text=_("Ví dụ 05-CT/TW."))
    issuer = forms.CharField(
        label=_("Cơ quan ban hành"), max_length=120, help_text=_("Ví dụ Bộ Chính trị.")
    )
    issued_on = DayField(label=_("Ngày ban hành"))
    title = forms.CharField(
        label=_("Trích yếu"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Chỉ ghi văn bản nói về việc gì; không chép nội dung. Văn bản Mật không vào sổ."
        ),
    )
    based_on = forms.TypedChoiceField(
        label=_("Thực hiện văn bản"), required=False, coerce=int, empty_value=None
    )
    review_on = DayField(label=_("Ngày sơ kết, tổng kết"), required=False)

    def __init__(self, *args: Any, bases: Sequence[Directive], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["based_on"]
        assert isinstance(field, forms.TypedChoiceField)
        shown = [(str(base.pk), f"{base.number} – {base.title}"[:120]) for base in bases]
        field.choices = [("", _("Không theo văn bản nào trong sổ")), *shown]

    def paper(self) -> Paper:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return Paper(
            kind=typed["kind"],
            number=typed["number"].strip(),
            issuer=typed["issuer"].strip(),
            issued_on=typed["issued_on"],
            title=typed["title"].strip(),
            based_on_id=typed["based_on"],
            review_on=typed["review_on"],
        )


class CorrectPaperForm(VersionedForm, PaperForm):
    """Corrects a paper."""


def paper_values(row: Directive) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    names = ("version", "kind", "number", "issuer", "issued_on", "title", "review_on")
    return {**{name: getattr(row, name) for name in names}, "based_on": row.based_on_id}


class CloseForm(VersionedForm):
    """Looks back on how it was carried out, and ends it."""

    closed_on = DayField(label=_("Ngày kết thúc"))
    conclusion = forms.CharField(
        label=_("Kết luận sơ kết, tổng kết"), widget=forms.Textarea(attrs={"rows": 5})
    )


class _WorkFields(forms.Form):
    title = forms.CharField(
        label=_("Việc chi bộ phải làm"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Việc này tự vào chương trình họp tháng tới của từng chi bộ."),
    )
    due_on = DayField(label=_("Thời hạn"), required=False)


class AskForm(_WorkFields):
    """Asks something of cells."""

    cell_types = forms.MultipleChoiceField(
        label=_("Chỉ các loại hình"),
        required=False,
        choices=spoken(CellType),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn gì: mọi loại hình chi bộ."),
    )
    units = forms.MultipleChoiceField(
        label=_("Chỉ các đơn vị"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn gì: mọi chi bộ bên dưới."),
    )

    def __init__(self, *args: Any, below: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(unit.pk), unit.name) for unit in below]

    def asked(self) -> Asked:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return Asked(
            title=typed["title"],
            due_on=typed["due_on"],
            cell_types=frozenset(typed["cell_types"]),
            unit_ids=frozenset(map(int, typed["units"])),
        )


class ChangeCallForm(VersionedForm, _WorkFields):
    """Words it better or gives more time."""


def call_values(call: Call) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    return {"version": call.version, "title": call.title, "due_on": call.due_on}


class WithdrawForm(forms.Form):
    """Why it is no longer asked."""

    reason = forms.CharField(label=_("Lý do rút"), max_length=300)
