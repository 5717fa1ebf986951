"""Forms of the registers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.directives.models import Directive
from chibo.areas.documents.actions import OutgoingPaper
from chibo.areas.registers.actions import Arrived
from chibo.web.components.fields import DayField

_FILE_HELP = _("Word, PDF hoặc Excel, tới 10 MB: chỉ đọc chữ để tìm, không lưu tệp.")


def _read(file: Any) -> tuple[str, bytes] | None:
    return (file.name or "", file.read()) if file else None


class UseForm(forms.Form):
    """A paper issued under a held number."""

    issued_on = DayField(label=_("Ngày ban hành"))
    title = forms.CharField(
        label=_("Trích yếu"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    signed_by = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    sent_to = forms.CharField(label=_("Nơi nhận"), max_length=300, required=False)
    file = forms.FileField(label=_("Tệp văn bản"), required=False, help_text=_FILE_HELP)

    def paper(self) -> OutgoingPaper:
        """What was typed, for the action."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "kind"}
        return OutgoingPaper(**{**typed, "file": _read(typed["file"])})


class OutForm(UseForm):
    """A paper written elsewhere takes the next number."""

    kind = forms.ChoiceField(label=_("Loại văn bản"))
    field_order = ("kind", "issued_on", "title", "signed_by", "sent_to", "file")

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["kind"], kinds)


class HoldForm(forms.Form):
    """A number kept for a paper to come."""

    kind = forms.ChoiceField(label=_("Loại văn bản"))
    on = DayField(label=_("Ngày giữ số"))
    why = forms.CharField(
        label=_("Giữ cho văn bản nào, vì sao"),
        max_length=300,
        help_text=_("Ví dụ: nghị quyết chuyên đề, chờ bí thư ký ngày mai."),
    )

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["kind"], kinds)


class ReleaseForm(forms.Form):
    """Why a held number is given back."""

    why = forms.CharField(label=_("Lý do trả số"), max_length=300)


class InForm(forms.Form):
    """A paper that came in."""

    received_on = DayField(label=_("Ngày đến"))
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, help_text=_("Ví dụ 05-CT/TW."))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=120)
    issued_on = DayField(label=_("Ngày ban hành"))
    title = forms.CharField(
        label=_("Trích yếu"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Văn bản Mật không vào sổ này."),
    )
    handed_to = forms.CharField(label=_("Giao ai xử lý"), max_length=120, required=False)
    directive = forms.TypedChoiceField(
        label=_("Văn bản cấp trên đã giao việc"), required=False, coerce=int, empty_value=None
    )
    file = forms.FileField(label=_("Tệp văn bản"), required=False, help_text=_FILE_HELP)

    def __init__(self, *args: Any, directives: Sequence[Directive], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(str(row.pk), f"{row.number} – {row.title}"[:120]) for row in directives]
        field = self.fields["directive"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Không gắn")), *shown]

    def paper(self) -> Arrived:
        """What was typed, for the action."""
        typed = dict(self.cleaned_data)
        directive, file = typed.pop("directive"), typed.pop("file")
        return Arrived(**typed, directive_id=directive, file=_read(file))


def _offer(field: forms.Field, kinds: Sequence[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(abbreviation, f"{abbreviation} – {name}") for abbreviation, name in kinds]
