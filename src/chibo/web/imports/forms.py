"""Forms of taking workbooks in and out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.areas.exchange import queries
from chibo.areas.exchange.national.form import NATIONAL
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.vietnamese import show_number
from chibo.web.components.fields import DayField
from chibo.web.forms import UnitField


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files, together within the limit of the settings; gives back a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        single = super().clean
        files = data if isinstance(data, list | tuple) else [data]
        found = [single(file, initial) for file in files] or [single(None, initial)]
        if sum(file.size or 0 for file in found) > settings.CHIBO_UPLOAD_LIMIT:
            megabytes = show_number(settings.CHIBO_UPLOAD_LIMIT // 1024 // 1024)
            raise forms.ValidationError(
                _("Các tệp lớn hơn %s MB. Hãy chia ra nhiều lần.") % megabytes
            )
        return found


class UploadForm(forms.Form):
    """Workbooks to be taken, and whose they are."""

    workbooks = FilesField(
        label=gettext_lazy("Các tệp bảng tính"),
        help_text=gettext_lazy(
            "Tệp .xlsx (một tệp có thể có nhiều trang tính) hoặc .csv. Chọn được nhiều tệp một lần."
        ),
        widget=FilesInput(attrs={"accept": ".xlsx,.csv"}),
    )
    unit = forms.TypedChoiceField(label=gettext_lazy("Của cấp ủy"), coerce=int, empty_value=None)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(pk, unit.name) for pk, unit in self.units.items()]
        if len(self.units) < 2:
            del self.fields["unit"]

    def chosen_unit(self) -> Unit | None:
        """The body the import belongs to; None for the very first, before there is a tree."""
        chosen = self.cleaned_data.get("unit")
        return self.units[chosen] if chosen else next(iter(self.units.values()), None)


class ExportForm(forms.Form):
    """Which part of the tree, as it is recorded or as it stood on a day."""

    unit = UnitField(label=gettext_lazy("Đơn vị"))
    layout = forms.ChoiceField(
        label=gettext_lazy("Theo mẫu"),
        choices=[
            (queries.OWN_LAYOUT, gettext_lazy("Các trang bảng tính của Chibo")),
            (NATIONAL.code, gettext_lazy("Danh sách đảng viên 33 cột (cơ sở dữ liệu quốc gia)")),
        ],
        initial=queries.OWN_LAYOUT,
        widget=forms.RadioSelect,
        required=False,
        help_text=gettext_lazy("Mẫu 33 cột dẫn lại từ nguồn khác, chưa đối chiếu bản gốc."),
    )
    on = DayField(
        label=gettext_lazy("Vào ngày"),
        required=False,
        help_text=gettext_lazy("Để trống thì lấy mọi thứ đang ghi, kể cả đơn vị đã kết thúc."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, UnitField)
        field.bind(actor)

    why = forms.CharField(
        label=gettext_lazy("Để làm gì"),
        max_length=200,
        help_text=gettext_lazy(
            "Ghi vào nhật ký cùng tên người xuất; ai có tên trong bảng xem được."
        ),
    )
